import { TONES } from "../html/marks.ts";
import { html, type Markup, prose } from "../html/markup.ts";
import type { ReportView } from "../view/report-view.ts";
import { COLOURS, part, say, toned } from "./parts.ts";

const MOST_NOTES = 5;
const MOST_STEPS = 6;

/** The verdict in its colour and in words, what to do first, and what could not be judged. */
export function verdictRows(view: ReportView): Markup {
  const { verdict, findings } = view;
  const colour = COLOURS[verdict.tone];
  const worst = findings[0];
  const steps = (worst?.remedy ?? []).slice(0, MOST_STEPS);
  const notes = verdict.unjudged.slice(0, MOST_NOTES);
  const rest = verdict.unjudged.length - notes.length;
  return html`<tr><td class="pad" bgcolor="${colour}"><font color="${COLOURS.card}"><b>${TONES[verdict.tone].glyph} ${verdict.word}</b></font><h1><font color="${COLOURS.card}">${say(verdict.headline)}</font></h1></td></tr>
<tr><td class="pad">${verdict.why !== verdict.read && html`<p>${say(verdict.why)}</p>`}${verdict.counts.jobs > 0 && html`<p>Jobs: ${verdict.tally}</p>`}</td></tr>
${
  steps.length > 0 &&
  part("What to do first", html`<ol>${steps.map((step) => html`<li>${prose(say(step))}</li>`)}</ol>`)
}${
  notes.length > 0 &&
  part(
    "What could not be judged",
    html`<ul>${notes.map((note) => html`<li>${say(note)}</li>`)}${rest > 0 && html`<li>and ${rest} more</li>`}</ul>`,
  )
}${worst === undefined && verdict.tone === "good" && html`<tr><td class="pad">${toned("good", "Nothing is to be done.")}</td></tr>`}`;
}
