import type { JobView, StepView } from "../view/report-view.ts";
import { formatDuration } from "../view/time.ts";
import { plural } from "../view/words.ts";
import { mark, time } from "./marks.ts";
import { html, type Markup, type Part } from "./markup.ts";
import { table } from "./table.ts";

/** The last ones are shown: what went wrong stands at the end. */
const MOST_STEPS = 60;

/** What the run around the backup did, each step with what proves it; nothing where no run is known. */
export function stepsTable({ number, timeline: { steps } }: JobView): Markup | null {
  const shown = steps.slice(-MOST_STEPS);
  const rows = table(
    `Run of job ${number}`,
    [
      { head: "Step of the run" },
      { head: "Start (UTC)" },
      { head: "Took" },
      { head: "Outcome" },
      { head: "Detail" },
    ],
    shown.map(stepRow),
    "steps",
  );
  const before = steps.length - shown.length;
  return before === 0 ? rows : html`<p class="small">${plural(before, "earlier step")} not shown.</p>${rows}`;
}

function stepRow({
  name,
  start,
  from,
  to,
  tone,
  word,
  detail,
  transcript,
  excerpt,
}: StepView): readonly Part[] {
  const file =
    transcript === null ? null : html` <span class="small">Transcript: <code>${transcript}</code></span>`;
  const lines =
    excerpt.length === 0
      ? null
      : html`<details><summary>Its last ${plural(excerpt.length, "line")}</summary><pre>${excerpt.map(
          (line) => html`${line}
`,
        )}</pre></details>`;
  return [
    html`${mark(tone)}<b>${name}</b>`,
    time(start),
    to === null ? "" : formatDuration(to - from),
    word,
    html`${detail}${file}${lines}`,
  ];
}
