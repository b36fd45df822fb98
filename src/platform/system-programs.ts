import { win32 } from "node:path";

/**
 * Where a program of Windows is, by its full path, so that no other one of that name is started. The 64-bit one comes first,
 * also for a 32-bit Node: what speaks with VSS works only as such.
 *
 * @param name `vssadmin.exe`
 */
export function systemPrograms(
  { SystemRoot }: Readonly<Record<string, string | undefined>>,
  name: string,
): readonly string[] {
  const root = SystemRoot ?? "C:\\Windows";
  return ["Sysnative", "System32"].map((folder) => win32.join(root, folder, name));
}
