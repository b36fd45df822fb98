import { mkdirSync } from "node:fs";
import { splitPath } from "../../backup/plan/paths.ts";
import type { BackupPlan } from "../../model/backup/plan.ts";

/**
 * The folder in which runs make theirs; the one above it has to be there, or a volume that is not mounted would be filled up
 * elsewhere. That it cannot be made shows when the run's own cannot be.
 */
export function makeTarget({ folders }: BackupPlan): void {
  try {
    mkdirSync(splitPath(folders.run).folder, { mode: 0o700 });
  } catch {
    // It is there already; or the run tells the reason.
  }
}
