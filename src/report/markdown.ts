import type { Report } from "../model/report.ts";
import { prose } from "./markdown/escape.ts";
import { findingSections } from "./markdown/findings.ts";
import { jobSections } from "./markdown/jobs.ts";
import { TONE_MARKS } from "./markdown/marks.ts";
import { sourceSections } from "./markdown/sources.ts";
import { within } from "./markdown/table.ts";
import type { RenderOptions } from "./options.ts";
import type { ReportView } from "./view/report-view.ts";
import { formatTime } from "./view/time.ts";
import { viewReport } from "./view/view-report.ts";
import { plural } from "./view/words.ts";

/** Trackers refuse long comments: GitHub at 65,536 characters. Left is room for verdict and foot. */
const MOST_CHARACTERS = 55_000;

/**
 * A report for a ticket, as GitHub-flavoured Markdown: the verdict open to the eye, the rest to unfold.
 * It stays short enough for a comment, unless `verbose` asks for everything.
 */
export function renderMarkdown(report: Report, options: RenderOptions): string {
  const view = viewReport(report, { verbose: options.verbose });
  const blocks = [
    ...findingSections(view, options.verbose),
    ...jobSections(view, options.verbose),
    sourceSections(view, options.verbose),
  ];
  const { lines, leftOut } = within(blocks, options.verbose ? Number.POSITIVE_INFINITY : MOST_CHARACTERS);
  const missing = `${plural(leftOut, "part")} of this report left out to keep it short; the JSON report holds all.`;
  const text = [
    ...verdictSection(view),
    ...lines,
    ...(leftOut > 0 ? [missing, ""] : []),
    `${prose(`${view.tool.name} ${view.tool.version}`)}, ${formatTime(view.generatedAt)} UTC`,
  ];
  return `${text.join("\n")}\n`;
}

function verdictSection(view: ReportView): readonly string[] {
  const { verdict } = view;
  const row = (label: string, text: string): readonly string[] => [`- **${label}:** ${prose(text)}`];
  const told = verdict.why === verdict.read || verdict.why === verdict.unjudged[0];
  const open = verdict.unjudged.slice(0, 5);
  const rest = verdict.unjudged.length - open.length;
  return [
    `## ${TONE_MARKS[verdict.tone]} ${verdict.word}: ${prose(verdict.headline)}`,
    "",
    ...(told ? [] : row("Why", verdict.why)),
    ...(verdict.remedy === null ? [] : row("Do", verdict.remedy)),
    ...open.flatMap((note) => row("Open", note)),
    ...(rest > 0 ? row("Open", `and ${rest} more`) : []),
    ...(verdict.counts.jobs === 0 ? [] : row("Jobs", verdict.tally)),
    ...row("Read", verdict.read.replace(/^Read: /u, "")),
    "",
  ];
}
