import type { BackupUnit } from "../../../src/model/backup/discovery.ts";
import type { RestorePlan, RestoreWay } from "../../../src/model/backup/restore.ts";
import { DB01, discovery, planOf, RUN_ID, unit } from "../site.ts";

export const ESEUTIL = "& 'C:\\Program Files\\Microsoft\\Exchange Server\\V15\\Bin\\eseutil.exe'";
export const WORK = `D:\\Backup\\restore-${RUN_ID}`;
export const ASIDE = `before-restore-${RUN_ID}`;

export function planFor(over: Partial<BackupUnit> = {}) {
  return planOf(discovery({ units: [unit("DB01", DB01, over)] }));
}

export function way(plan: RestorePlan, name: RestoreWay["name"]): RestoreWay {
  const found = plan.ways.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no way ${name}`);
  return found;
}

export function commands(found: RestoreWay): readonly string[] {
  return found.steps.flatMap((one) => one.commands);
}

/** What a command does: its verb, or the switch of eseutil. */
export function verb(command: string): string {
  const [, program, option] = /^& '[^']*\\(\w+)\.exe' (\/\w+)?/.exec(command) ?? [];
  return option ?? program ?? command.split(" ")[0] ?? "";
}
