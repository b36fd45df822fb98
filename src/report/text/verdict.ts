import type { ReportView } from "../view/report-view.ts";
import { blank, hang, type Line } from "./line.ts";
import type { Pen } from "./pen.ts";

/** Notes on what could not be judged that are listed; the rest is counted. */
const MOST_NOTES = 5;

/** The verdict in one sentence: the first thing that is read, and after a long report the last. */
export function headlineLines({ verdict }: ReportView, pen: Pen): readonly Line[] {
  const head = [pen.mark(verdict.tone), blank(1), pen.say(verdict.word, verdict.tone), blank(2)];
  return hang(head, pen.say(verdict.headline, "strong"), pen.width);
}

/** The first lines: is the backup good, why, and what to do. */
export function verdictLines(view: ReportView, pen: Pen): readonly Line[] {
  const { verdict } = view;
  const row = (label: string, text: string): readonly Line[] =>
    hang([blank(2), pen.say(label.padEnd(5), "dim"), blank(1)], pen.say(text), pen.width);
  const open = pen.verbose ? verdict.unjudged : verdict.unjudged.slice(0, MOST_NOTES);
  const rest = verdict.unjudged.length - open.length;
  return [
    ...headlineLines(view, pen),
    ...(verdict.why === verdict.read || verdict.why === verdict.unjudged[0] ? [] : row("Why", verdict.why)),
    ...(verdict.remedy === null ? [] : row("Do", verdict.remedy)),
    ...open.flatMap((note, index) => row(index === 0 ? "Open" : "", note)),
    ...(rest > 0 ? row("", `and ${rest} more`) : []),
    ...(verdict.counts.jobs === 0 ? [] : row("Jobs", verdict.tally)),
    ...row("Read", verdict.read.replace(/^Read: /u, "")),
  ];
}
