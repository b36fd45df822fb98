import type { FindingGroup, ReportView } from "../view/report-view.ts";
import { formatCount } from "../view/time.ts";
import { mark, TONES } from "./marks.ts";
import { html, type Markup, prose } from "./markup.ts";
import type { Places } from "./places.ts";

const MOST_NOTES = 8;

/** The answer in five seconds: whether the backups are good, and if not, what to do first. */
export function verdictSection(view: ReportView, places: Places): Markup {
  const { verdict } = view;
  const told = verdict.why === verdict.read || verdict.why === verdict.unjudged[0];
  return html`<header class="verdict ${verdict.tone}">
<p class="word"><span class="mark ${verdict.tone}" aria-hidden="true">${TONES[verdict.tone].glyph}</span>${verdict.word}</p>
<div><h1>${verdict.headline}</h1>
${told ? null : html`<p class="why">${verdict.why}</p>`}
${tally(view)}</div>
</header>
${worstFinding(view.findings[0], places)}
${openQuestions(verdict.unjudged)}`;
}

/** How many jobs are how good: a bar for the eye, figures and words for everybody. */
function tally(view: ReportView): Markup | null {
  const { counts } = view.verdict;
  if (counts.jobs === 0) return html`<p class="read">${view.verdict.read}</p>`;
  const ended = counts.failure - counts.failed;
  const parts = [
    { tone: "failure", count: counts.failed, word: "failed" },
    { tone: "failure", count: ended, word: "ended but not good" },
    { tone: "warning", count: counts.warning, word: "with warnings" },
    { tone: "unproven", count: counts.unproven, word: "not proven" },
    { tone: "good", count: counts.good, word: "good" },
  ] as const;
  let x = 0;
  const bars = parts.map(({ tone, count }) => {
    const width = Math.round((count / counts.jobs) * 10_000) / 100;
    const bar = html`<rect class="fill ${tone}" x="${x}%" width="${width}%" height="8"/>`;
    x += width;
    return count === 0 ? null : bar;
  });
  const words = parts
    .filter(({ count }) => count > 0)
    .map(
      ({ tone, count, word }) =>
        html`<li><span class="mark ${tone}" aria-hidden="true">${TONES[tone].glyph}</span><b>${formatCount(count)}</b> ${word}</li>`,
    );
  const bar =
    counts.jobs > 1
      ? html`<svg class="share" width="100%" height="8" aria-hidden="true">${bars}</svg>`
      : null;
  return html`${bar}<ul class="tally" aria-label="Jobs by result"><li><b>${formatCount(counts.jobs)}</b> ${counts.jobs === 1 ? "job" : "jobs"}</li>${words}</ul>
<p class="read">${view.verdict.read}</p>`;
}

function worstFinding(worst: FindingGroup | undefined, places: Places): Markup | null {
  const [first] = worst?.occurrences ?? [];
  if (worst === undefined || first === undefined || worst.remedy.length === 0) return null;
  const place = places.finding(first.id);
  return html`<section class="do ${worst.tone}" aria-labelledby="do"><h2 id="do">What to do first</h2>
<p>${mark(worst.tone, worst.word)}<a href="#${place?.anchor ?? "findings"}">${worst.title}</a>${first.subject === "" ? null : `, ${first.subject}`}</p>
<ol>${worst.remedy.map((step) => html`<li>${prose(step)}</li>`)}</ol></section>`;
}

function openQuestions(notes: readonly string[]): Markup | null {
  if (notes.length === 0) return null;
  const item = (note: string): Markup => html`<li>${note}</li>`;
  const more = notes.slice(MOST_NOTES);
  const rest =
    more.length === 0
      ? null
      : html`<details><summary>and ${more.length} more</summary><ul>${more.map(item)}</ul></details>`;
  return html`<section class="open" aria-labelledby="unjudged"><h2 id="unjudged">${mark("unproven")}What could not be judged</h2>
<ul>${notes.slice(0, MOST_NOTES).map(item)}</ul>${rest}</section>`;
}
