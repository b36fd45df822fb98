import type { JobView, StepView } from "../view/report-view.ts";
import { formatDuration } from "../view/time.ts";
import { blank, hang, type Line } from "./line.ts";
import type { Pen } from "./pen.ts";

/** What the run around the backup did, in order. Transcripts are named where a step is not good. */
export function runLines({ timeline: { steps } }: JobView, pen: Pen): readonly Line[] {
  return steps.flatMap((step) => stepLines(step, pen));
}

function stepLines(
  { name, from, to, tone, word, detail, transcript, excerpt }: StepView,
  pen: Pen,
): readonly Line[] {
  const took = to === null ? "" : `, ${formatDuration(to - from)}`;
  const more = detail === "" ? "" : `: ${detail}`;
  return [
    ...hang([blank(2), pen.mark(tone), blank(1)], pen.say(`${name}, ${word}${took}${more}`), pen.width),
    ...(tone === "good" || transcript === null
      ? []
      : hang([blank(4)], pen.say(`transcript: ${transcript}`, "dim"), pen.width)),
    ...excerpt.flatMap((line) => hang([blank(6)], pen.say(line, "dim"), pen.width)),
  ];
}
