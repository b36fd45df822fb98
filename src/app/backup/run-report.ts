import { join } from "node:path";
import type { RunRecord } from "../../model/backup/run.ts";
import type { Report } from "../../model/report.ts";
import type { Log } from "../../platform/log.ts";
import { writeWhole } from "../../platform/output.ts";
import { RENDERERS } from "../../report/index.ts";
import { FILE_OPTIONS } from "../../report/options.ts";

/** Puts the report of a run into its folder, for people and for programs. The run stands without it. */
export async function writeRunReport({ folder }: RunRecord, report: Report, log: Log): Promise<void> {
  for (const format of ["html", "json"] as const) {
    const path = join(folder, `report.${format}`);
    try {
      await writeWhole(path, RENDERERS[format](report, FILE_OPTIONS));
    } catch (error) {
      log.warn({ path, reason: String(error) }, "the run's report could not be written");
    }
  }
}
