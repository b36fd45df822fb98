import type { Report } from "../model/report.ts";
import type { RenderOptions } from "./options.ts";
import { findingLines } from "./text/findings.ts";
import { jobLines } from "./text/job.ts";
import { blank, type Line } from "./text/line.ts";
import { leftOutLines, overviewLines } from "./text/overview.ts";
import { paint, penFor } from "./text/pen.ts";
import { sourceLines } from "./text/sources.ts";
import { headlineLines, verdictLines } from "./text/verdict.ts";
import { formatTime } from "./view/time.ts";
import { viewReport } from "./view/view-report.ts";

/** A report longer than most windows: its beginning has scrolled away when it ends. */
const LONG = 60;

/** A report for a terminal of `options.width` columns (at least 20): the verdict first, the sources last. */
export function renderText(report: Report, options: RenderOptions): string {
  const view = viewReport(report, { verbose: options.verbose });
  const pen = penFor(options);
  const foot = `${view.tool.name} ${view.tool.version}, ${formatTime(view.generatedAt)} UTC`;
  const body: readonly Line[] = [
    ...verdictLines(view, pen),
    ...overviewLines(view, pen),
    ...findingLines(view, pen),
    ...view.jobs.filter((job) => job.detailed).flatMap((job) => jobLines(job, view.jobs.length, pen)),
    ...leftOutLines(view, pen),
    ...sourceLines(view, pen),
    [],
  ];
  const again = body.length > LONG ? headlineLines(view, pen) : [];
  return paint([...body, ...again, [blank(2), pen.say(foot, "dim")]], pen, options.color);
}
