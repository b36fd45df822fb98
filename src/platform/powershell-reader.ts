import { statSync } from "node:fs";
import { win32 } from "node:path";
import type { TalkingProcess } from "../model/process.ts";
import { startTalking } from "./talking-process.ts";

/**
 * Windows PowerShell of this machine: the 64-bit one also where this program is a 32-bit one, since Exchange's shell is
 * 64-bit only. By its full path, so that no other program of that name is started.
 */
export function powershellFile(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  exists: (file: string) => boolean = (file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true,
): string {
  const root = environment.SystemRoot ?? "C:\\Windows";
  const [native, usual] = ["Sysnative", "System32"].map((folder) =>
    win32.join(root, folder, "WindowsPowerShell", "v1.0", "powershell.exe"),
  ) as [string, string];
  return exists(native) ? native : usual;
}

/** The arguments that make PowerShell run a script which reads stdin itself. */
export function scriptArguments(script: string): readonly string[] {
  return [
    ...["-NoLogo", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass"],
    // Else PowerShell itself takes what stands in stdin, as the input of the script; and writes its errors as XML.
    ...["-InputFormat", "None", "-OutputFormat", "Text"],
    "-EncodedCommand",
    Buffer.from(script, "utf16le").toString("base64"),
  ];
}

/** Starts PowerShell with a script that talks through stdin and stdout. */
export function startPowerShell(script: string, file = powershellFile()): TalkingProcess {
  return startTalking(file, scriptArguments(script));
}
