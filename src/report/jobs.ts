import type { Report } from "../model/report.ts";
import type { RenderOptions } from "./options.ts";
import { jobColumns, jobRow } from "./text/job-rows.ts";
import { blank } from "./text/line.ts";
import { paint, penFor } from "./text/pen.ts";
import { table } from "./text/table.ts";
import { viewReport } from "./view/view-report.ts";
import { plural } from "./view/words.ts";

/** So much of an id tells the jobs of years apart, and `show` takes it. */
const ID_LENGTH = 8;

/** A list of jobs, a line each, with what `show` and `report` take for one. */
export function renderJobs(report: Report, options: RenderOptions): string {
  const view = viewReport(report, { verbose: true });
  const pen = penFor(options);
  if (view.jobs.length === 0) return paint([[pen.say("No job.")]], pen, options.color);
  const length = Math.max(ID_LENGTH, distinctLength(view.jobs.map(({ id }) => id)));
  const rows = view.jobs.map((job) => jobRow(job, job.id.slice(0, length), pen));
  const columns = jobColumns({ min: length, max: length });
  const foot = `${plural(view.jobs.length, "job")}; thawline show JOB tells all of one.`;
  return paint([...table(pen, columns, rows, 0), [], [blank(2), pen.say(foot, "dim")]], pen, options.color);
}

/** How many characters it takes to tell all ids apart. */
function distinctLength(ids: readonly string[]): number {
  const sorted = [...ids].sort();
  const shared = sorted.slice(1).map((id, index) => {
    const other = sorted[index] ?? "";
    let same = 0;
    while (same < id.length && id[same] === other[same]) same += 1;
    return same + 1;
  });
  return Math.max(0, ...shared);
}
