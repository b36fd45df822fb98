import type { ReportView } from "../view/report-view.ts";
import { formatCount, formatMinute } from "../view/time.ts";
import { plural } from "../view/words.ts";
import { prose } from "./escape.ts";
import { details, table } from "./table.ts";

const MOST_ROWS = 50;

/** What was read, folded: the verdict has said the sum of it. */
export function sourceSections(view: ReportView, verbose: boolean): readonly string[] {
  const some = <T>(rows: readonly T[]): readonly T[] => (verbose ? rows : rows.slice(0, MOST_ROWS));
  const more = (rows: readonly unknown[], what: string): readonly string[] =>
    rows.length > some(rows).length ? [`and ${rows.length - MOST_ROWS} more ${what}`, ""] : [];
  const diagnostics = view.inputs.flatMap((input) =>
    input.diagnostics.map((diagnostic) => ({ input, diagnostic })),
  );
  return details("What was read", [
    ...table(
      ["Server", "Log", "From (UTC)", "To (UTC)", "Records", "Missing"],
      some(view.coverage).map((log) => [
        prose(log.server, 100),
        prose(log.channel, 100),
        formatMinute(log.first),
        formatMinute(log.last),
        formatCount(log.records),
        log.missing > 0 ? `${formatCount(log.missing)} in ${plural(log.gaps.length, "gap")}` : "none",
      ]),
    ),
    ...more(view.coverage, "logs"),
    ...table(
      ["Input", "Format", "Records", "Used"],
      some(view.inputs).map((input) => [
        prose(input.path, 200),
        prose(input.format, 100),
        formatCount(input.records),
        formatCount(input.used),
      ]),
    ),
    ...more(view.inputs, "inputs"),
    ...table(
      ["Input", "Severity", "Code", "Count", "First at", "Message"],
      some(diagnostics).map(({ input, diagnostic }) => [
        prose(input.path, 200),
        diagnostic.severity,
        prose(diagnostic.code, 100),
        formatCount(diagnostic.count),
        prose(diagnostic.where, 200),
        prose(diagnostic.message),
      ]),
    ),
    ...more(diagnostics, "diagnostics"),
  ]);
}
