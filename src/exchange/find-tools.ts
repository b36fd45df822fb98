import type { BackupTools } from "../model/backup/discovery.ts";
import type { BackupMachine } from "../model/backup/machine.ts";
import { eseutilPrograms, systemPrograms } from "../model/windows-programs.ts";

/**
 * The programs that a backup starts.
 *
 * @param installed the folder of Exchange, as the registry names it
 */
export function findTools(
  { processes, env }: Pick<BackupMachine, "processes" | "env">,
  installed: string | null,
): { readonly tools: BackupTools; readonly problems: readonly string[] } {
  const eseutil = eseutilPrograms(env, installed);
  const tools = {
    diskshadow: processes.find(systemPrograms(env, "diskshadow.exe")),
    robocopy: processes.find(systemPrograms(env, "robocopy.exe")),
    eseutil: eseutil.length === 0 ? null : processes.find(eseutil),
  };
  const homeless =
    "where Exchange is installed is not known: neither ExchangeInstallPath nor the registry says it, so eseutil.exe was not looked for";
  return { tools, problems: eseutil.length === 0 ? [homeless] : [] };
}
