import type { LabBackup } from "./backup.ts";
import { COPYING_BACKUPS } from "./copying.ts";
import { DYING_BACKUPS } from "./dying.ts";
import { EXCHANGE_BACKUPS } from "./exchange.ts";
import { GOOD_BACKUPS } from "./good.ts";
import { SNAPSHOT_BACKUPS } from "./snapshot.ts";

export type { LabBackup, Stage } from "./backup.ts";

/** Every story of `backup --lab`; a new one is a row in one of these lists. */
export const LAB_BACKUPS: readonly LabBackup[] = [
  ...GOOD_BACKUPS,
  ...SNAPSHOT_BACKUPS,
  ...COPYING_BACKUPS,
  ...EXCHANGE_BACKUPS,
  ...DYING_BACKUPS,
];

export function labBackupNamed(name: string): LabBackup | undefined {
  return LAB_BACKUPS.find((backup) => backup.name === name);
}
