import type { ReportView } from "../view/report-view.ts";
import { formatCount, formatMinute, formatPeriod } from "../view/time.ts";
import { plural } from "../view/words.ts";
import { blank, hang, type Line } from "./line.ts";
import type { Pen } from "./pen.ts";
import { type Row, table } from "./table.ts";

const MOST_GAPS = 5;
const MOST_LOGS = 40;
const MOST_INPUTS = 40;

/** What was read: logs with their span and holes, then files with what could not be read of them. */
export function sourceLines(view: ReportView, pen: Pen): readonly Line[] {
  return [...coverageLines(view, pen), ...inputLines(view, pen)];
}

function coverageLines(view: ReportView, pen: Pen): readonly Line[] {
  if (view.coverage.length === 0) return [];
  const shown = pen.verbose ? view.coverage : view.coverage.slice(0, MOST_LOGS);
  const rest = view.coverage.length - shown.length;
  const rows = shown.flatMap((log): readonly Row[] => [
    [
      log.missing > 0 ? pen.mark("warning") : blank(1),
      pen.say(log.server),
      pen.say(log.channel),
      pen.say(formatMinute(log.first)),
      pen.say(formatMinute(log.last)),
      pen.say(formatCount(log.records)),
      pen.say(log.missing > 0 ? formatCount(log.missing) : "", "warning"),
    ],
    ...gapRows(log, pen),
  ]);
  const columns = [
    { head: "", min: 1, max: 1 },
    { head: "Server", min: 5, max: 24 },
    { head: "Log", min: 6, max: 40 },
    { head: "From (UTC)", min: 16, max: 16 },
    { head: "To (UTC)", min: 16, max: 16 },
    { head: "Records", min: 7, max: 13, right: true, drop: 1 },
    { head: "Missing", min: 7, max: 13, right: true },
  ];
  const whole = view.coverage.every((log) => log.missing === 0);
  return [
    [],
    pen.rule("Logs read"),
    ...table(pen, columns, rows, 0),
    ...(rest > 0 ? [[blank(3), pen.say(`and ${rest} more logs`, "dim")]] : []),
    ...(whole ? [[blank(3), pen.say("No records missing between these.", "dim")]] : []),
  ];
}

function gapRows(log: ReportView["coverage"][number], pen: Pen): readonly Row[] {
  const shown = pen.verbose ? log.gaps : log.gaps.slice(0, MOST_GAPS);
  const rest = log.gaps.length - shown.length;
  const rows = shown.flatMap((gap): readonly Row[] => {
    const text = `${plural(gap.missing, "record")} missing between ${gap.afterRecord} and ${gap.beforeRecord}, ${formatPeriod(gap.from, gap.to)}`;
    return hang([blank(3)], pen.say(text, "dim"), pen.width).map((across) => ({ across }));
  });
  return rest > 0 ? [...rows, { across: [blank(3), pen.say(`and ${rest} more gaps`, "dim")] }] : rows;
}

/** All inputs when they are few, else those first that something is to be said of. */
function telling(inputs: ReportView["inputs"]): ReportView["inputs"] {
  if (inputs.length <= MOST_INPUTS) return inputs;
  const spoken = inputs.filter((input) => input.diagnostics.length > 0);
  const silent = inputs.filter((input) => input.diagnostics.length === 0);
  return [...spoken, ...silent].slice(0, MOST_INPUTS);
}

function inputLines(view: ReportView, pen: Pen): readonly Line[] {
  if (view.inputs.length === 0) return [];
  const shown = pen.verbose ? view.inputs : telling(view.inputs);
  const rest = view.inputs.length - shown.length;
  return [
    [],
    pen.rule("Inputs"),
    ...shown.flatMap((input) => [
      ...hang(
        [blank(2)],
        pen.say(
          `${input.path}  ${input.format}, ${plural(input.records, "record")}, ${formatCount(input.used)} used`,
        ),
        pen.width,
      ),
      ...input.diagnostics.flatMap((diagnostic) =>
        hang(
          [
            blank(4),
            pen.mark(
              diagnostic.severity === "error"
                ? "failure"
                : diagnostic.severity === "warning"
                  ? "warning"
                  : "unproven",
            ),
            blank(1),
          ],
          pen.say(
            `${diagnostic.code}${diagnostic.count > 1 ? ` (${formatCount(diagnostic.count)} times, first at ${diagnostic.where})` : ` at ${diagnostic.where}`}: ${diagnostic.message}`,
          ),
          pen.width,
        ),
      ),
    ]),
    ...(rest > 0 ? [[blank(2), pen.say(`and ${rest} more inputs`, "dim")]] : []),
  ];
}
