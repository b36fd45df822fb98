import type { AlertMessage } from "../model/alert.ts";
import type { Report } from "../model/report.ts";
import type { VerifyReport } from "../model/verify.ts";
import type { RenderOptions } from "./options.ts";
import type { Line } from "./text/line.ts";
import { paint, penFor } from "./text/pen.ts";
import { formatMinute } from "./view/time.ts";
import { plural } from "./view/words.ts";

/** What the demo says, all of it of simulated servers. */
export const INTRODUCTION = `
  SIMULATED: two Exchange servers of a DAG, SIM-EX1 and SIM-EX2, that do not exist. thawline
  backs one up on the first of three nights, another program on the others, and thawline watches the event
  logs that they write.

`;

export interface DemoResult {
  readonly report: Report;
  readonly verified: VerifyReport;
  readonly reports: string;
  readonly logs: string;
  readonly state: string;
  readonly keep: boolean;
}

/** A line is wrapped by the terminal rather than cut. */
const WIDTH = 1_000;

export function nightLine(title: string, time: number, options: RenderOptions): string {
  const pen = penFor({ ...options, width: WIDTH });
  const when = formatMinute(new Date(time).toISOString());
  return paint([[], [pen.say(`${when}  What happens: ${title}.`, "dim")]], pen, options.color);
}

export function alertLines(
  { reason, severity, title, alerts }: AlertMessage,
  options: RenderOptions,
): string {
  const pen = penFor({ ...options, width: WIDTH });
  const style = reason === "resolved" ? "good" : severity === "failure" ? "failure" : "warning";
  const remedy = reason === "resolved" ? undefined : alerts[0]?.finding.remedy[0];
  const lines: Line[] = [[pen.say("  alert  ", style), pen.say(title, style)]];
  if (remedy !== undefined) lines.push([pen.say(`         do: ${remedy}`, "dim")]);
  return paint(lines, pen, options.color);
}

/** Whether what was watched is what was simulated: the first night good, the second failed, the third not truncated. */
export function expected({ report, verified }: Pick<DemoResult, "report" | "verified">): boolean {
  const [first, second, third] = report.jobs;
  const codes = (job: Report["jobs"][number] | undefined): ReadonlySet<string> =>
    new Set(report.findings.filter((found) => found.job === job?.id).map(({ code }) => code));
  return (
    report.jobs.length === 3 &&
    first?.outcome === "succeeded" &&
    !report.findings.some((found) => found.job === first.id && found.severity === "failure") &&
    codes(second).has("FREEZE_TIMEOUT") &&
    third?.outcome === "succeeded" &&
    codes(third).has("TRUNCATION_MISSING") &&
    verified.verdict !== "failure" &&
    verified.databases.length > 0
  );
}

/** What was seen, in words, and where to go on. */
export function endLines(result: DemoResult, options: RenderOptions): string {
  const pen = penFor({ ...options, width: WIDTH });
  const { report, verified, reports, logs, state, keep } = result;
  const { jobs } = report.summary;
  const bad = verified.databases.reduce((sum, { badChecksums }) => sum + badChecksums, 0);
  const pages = verified.databases.reduce((sum, { pagesSeen }) => sum + pagesSeen, 0);
  const seen = [
    `${jobs} backups in three simulated days. The product's tick would have been green for two of them.`,
    "The first was made by thawline backup: frozen for seconds, copied, checked, and only then completed; logs deleted.",
    "The second was frozen for longer than the engine waits; its snapshot is of no use, whatever a product says.",
    "The third completed, but no copy deleted its logs within a day: the disk will fill up. No event says so.",
    `The files of the good one were verified: ${pages} pages of ${plural(verified.databases.length, "database")}, ${bad} bad.`,
  ];
  const where = keep
    ? [
        `Reports of the jobs, to open in a browser:  ${reports}`,
        `Simulated logs, databases and backups:      ${logs}`,
        `What the watcher knows:                     thawline jobs --state ${state}`,
        `The same afterwards from the logs:          thawline analyze ${logs} --topology ${logs}/topology.json`,
      ]
    : [
        `Reports of the jobs were written to ${reports}, and removed with all else.`,
        "With --keep they stay, and the simulated logs and databases to try things on.",
      ];
  const next = [
    "On logs of your own:      thawline analyze FOLDER",
    "On a server of your own:  thawline doctor, then thawline watch, then thawline backup --dry-run",
    "Other stories like these: thawline lab list, thawline backup --lab list",
  ];
  const block = (title: string, lines: readonly string[]): readonly Line[] => [
    [],
    pen.rule(title),
    ...lines.map((line): Line => [pen.say(`  ${line}`)]),
  ];
  return paint(
    [...block("What was seen (simulated)", seen), ...block("Where it is", where), ...block("Next", next), []],
    pen,
    options.color,
  );
}
