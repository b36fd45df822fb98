import type { BackupUnit, Discovery } from "../../../model/backup/discovery.ts";
import { exchangeWriter } from "../components.ts";
import type { Found } from "../obstacles.ts";

/** The state of the writer that has the unit. */
export function writerObstacles(
  { writers }: Pick<Discovery, "writers">,
  { role }: Pick<BackupUnit, "role">,
): readonly Found[] {
  if (writers === null) {
    return [{ code: "WRITERS_UNKNOWN", message: "the VSS writers of this machine are not known" }];
  }
  const writer = exchangeWriter(writers, role);
  if (writer === undefined) {
    const whose = role === "passive" ? "passive copies" : "mounted databases";
    return [{ code: "WRITER_MISSING", message: `VSS lists no Exchange writer for ${whose}` }];
  }
  const { name, condition, stateText, hasError } = writer;
  if (condition === "failed") {
    return [{ code: "WRITER_FAILED", message: `${name} has failed: ${stateText}` }];
  }
  if (condition !== "stable") {
    return [{ code: "WRITER_NOT_STABLE", message: `${name} is not stable: ${stateText}` }];
  }
  if (hasError !== true) return [];
  return [{ code: "WRITER_LAST_ERROR", message: `${name} carries an error of its last backup` }];
}
