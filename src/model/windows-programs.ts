type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where a program of Windows is, by its full path, so that no other one of that name is started. The 64-bit one comes first,
 * also for a 32-bit Node: what speaks with VSS works only as such.
 *
 * @param name `vssadmin.exe`
 */
export function systemPrograms({ SystemRoot }: Environment, name: string): readonly string[] {
  const root = SystemRoot ?? "C:\\Windows";
  return ["Sysnative", "System32"].map((folder) => below(root, folder, name));
}

/**
 * Where the eseutil of Exchange is.
 *
 * @param installed where Exchange is, as the registry says; where the environment does not: in 2007
 */
export function eseutilPrograms(
  { ExchangeInstallPath }: Environment,
  installed: string | null = null,
): readonly string[] {
  return [ExchangeInstallPath, installed].flatMap((folder) =>
    folder === undefined || folder === null || folder === "" ? [] : [below(folder, "Bin", "eseutil.exe")],
  );
}

function below(folder: string, ...names: readonly string[]): string {
  return [folder.replace(/\\+$/, ""), ...names].join("\\");
}
