import type { Report } from "../model/report.ts";
import type { RenderOptions } from "./options.ts";
import { blank, type Span } from "./text/line.ts";
import { paint, penFor } from "./text/pen.ts";
import { type Row, table } from "./text/table.ts";
import type { JobView } from "./view/report-view.ts";
import { formatDuration, formatMinute } from "./view/time.ts";
import { viewReport } from "./view/view-report.ts";
import { listOf, plural, TYPES } from "./view/words.ts";

/** So much of an id tells the jobs of years apart, and `show` takes it. */
const ID_LENGTH = 8;

/** A list of jobs, a line each, with what `show` and `report` take for one. */
export function renderJobs(report: Report, options: RenderOptions): string {
  const view = viewReport(report, { verbose: true });
  const pen = penFor(options);
  if (view.jobs.length === 0) return paint([[pen.say("No job.")]], pen, options.color);
  const length = Math.max(ID_LENGTH, distinctLength(view.jobs.map(({ id }) => id)));
  const rows = view.jobs.map((job): Row => {
    const style: Span["style"] = job.tone === "good" ? "plain" : job.tone;
    return [
      pen.mark(job.tone),
      pen.say(job.id.slice(0, length)),
      pen.say(formatMinute(job.start)),
      pen.say(listOf(job.servers, 1)),
      pen.say(TYPES[job.type].word),
      pen.say(listOf(databasesOf(job), 1)),
      pen.say(job.seconds === null ? "" : formatDuration(job.seconds)),
      pen.say(job.freeze?.duration ?? ""),
      pen.say(job.reason === "" ? job.outcomeWord : job.reason, style),
    ];
  });
  const columns = [
    { head: "", min: 1, max: 1 },
    { head: "Job", min: length, max: length },
    { head: "Start (UTC)", min: 16, max: 16 },
    { head: "Server", min: 6, max: 20, drop: 2 },
    { head: "Type", min: 4, max: 16, drop: 4 },
    { head: "Databases", min: 6, max: 30 },
    { head: "Took", min: 11, max: 13, right: true, drop: 1 },
    { head: "Freeze", min: 6, max: 8, right: true },
    { head: "Result", min: 20, max: 60 },
  ];
  const foot = `${plural(view.jobs.length, "job")}; thawline show JOB tells all of one.`;
  return paint([...table(pen, columns, rows, 0), [], [blank(2), pen.say(foot, "dim")]], pen, options.color);
}

function databasesOf(job: JobView): readonly string[] {
  return [...new Set(job.databases.map(({ name }) => name))];
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
