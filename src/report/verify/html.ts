import type { Diagnostic } from "../../model/raw-event.ts";
import type { VerifiedSet, VerifyReport } from "../../model/verify.ts";
import { verifyPage } from "../html/document.ts";
import { mark, TONES } from "../html/marks.ts";
import { html, type Markup } from "../html/markup.ts";
import { table } from "../html/table.ts";
import { chainFigure } from "../html/verify/chain-svg.ts";
import { databaseArticle, databaseTable } from "../html/verify/database.ts";
import type { RenderOptions } from "../options.ts";
import { listOf, VERDICTS } from "../view/words.ts";
import { checkpointWords } from "./chain-parts.ts";
import { chainSentences, type Problem, problemsOf } from "./problems.ts";
import { type DatabaseEntry, entriesOf, headline, readWords } from "./summary.ts";

const MOST_OPEN = 8;
const MOST_NOTES = 200;
const MOST_SENTENCES = 50;

/** A verify report as one file for a browser, without any script: the verdict first, then pictures of what is where. */
export function renderVerifyHtml(report: VerifyReport, _options: RenderOptions): string {
  const entries = entriesOf(report);
  const problems = problemsOf(report, entries);
  const sets = report.sets.filter(
    ({ chain, databases }) => chain.logs.length > 0 || databases.some(needsLogs),
  );
  const content = html`${verdict(report, problems)}
${databases(entries)}
${logs(sets)}
${notes(report.diagnostics)}`;
  const parts = [
    [entries.length > 0, "databases", "Databases"],
    [sets.length > 0, "logs", "Logs"],
    [report.diagnostics.length > 0, "notes", "Notes"],
  ] as const;
  const { tool, generatedAt } = report;
  const links = parts.flatMap(([there, id, word]) => (there ? [[id, word] as const] : []));
  const title = `${VERDICTS[report.verdict].word}: ${headline(report)}`;
  return verifyPage({ title, tool, generatedAt, links }, content);
}

function needsLogs({ required }: VerifiedSet["databases"][number]): boolean {
  return required !== undefined;
}

function verdict(report: VerifyReport, problems: readonly Problem[]): Markup {
  const { tone, word } = VERDICTS[report.verdict];
  const [worst] = problems;
  const open = problems.filter(({ severity }) => severity === "unproven");
  const remedy =
    worst === undefined || worst.remedy === null
      ? null
      : html`<section class="do ${tone}" aria-labelledby="do"><h2 id="do">What to do first</h2><p>${worst.remedy}</p></section>`;
  const item = ({ text }: Problem): Markup => html`<li>${text}</li>`;
  const rest = open.slice(MOST_OPEN);
  const more =
    rest.length === 0
      ? null
      : html`<details><summary>and ${rest.length} more</summary><ul>${rest.slice(0, MOST_NOTES).map(item)}</ul></details>`;
  const unjudged =
    open.length === 0
      ? null
      : html`<section class="open" aria-labelledby="unjudged"><h2 id="unjudged">${mark("unproven")}What could not be judged</h2><ul>${open.slice(0, MOST_OPEN).map(item)}</ul>${more}</section>`;
  return html`<header class="verdict ${tone}">
<p class="word"><span class="mark ${tone}" aria-hidden="true">${TONES[tone].glyph}</span>${word}</p>
<div><h1>${sentence(headline(report))}</h1>
${worst === undefined ? null : html`<p class="why">${worst.text}</p>`}
<p class="read">Read: ${readWords(report)}.</p></div>
</header>
${remedy}
${unjudged}`;
}

function databases(entries: readonly DatabaseEntry[]): Markup | null {
  if (entries.length === 0) return null;
  return html`<section aria-labelledby="databases"><h2 id="databases">Databases</h2>
${databaseTable(entries)}
${entries.map(databaseArticle)}</section>`;
}

function logs(sets: readonly VerifiedSet[]): Markup | null {
  if (sets.length === 0) return null;
  return html`<section aria-labelledby="logs"><h2 id="logs">Logs</h2>
${sets.map(setArticle)}</section>`;
}

function setArticle(set: VerifiedSet): Markup {
  const sentences = chainSentences(set);
  const tone = sentences.length === 0 ? "good" : set.databases.length === 0 ? "failure" : "warning";
  const broken = set.databases.some(
    ({ verdict: word, judged }) => judged && !/^(?:clean|recoverable)$/.test(word),
  );
  const shown = broken && set.chain.problems.length > 0 ? "failure" : tone;
  const names = listOf(
    set.databases.map(({ name }) => name),
    5,
  );
  const title = set.base === "" ? set.folder : `${set.base} in ${set.folder}`;
  const more =
    sentences.length > MOST_SENTENCES ? html`<li>and ${sentences.length - MOST_SENTENCES} more</li>` : null;
  return html`<article class="finding ${shown}"><h3>${mark(shown)}${title}</h3>
<p class="facts"><span>${names === "" ? "no database" : `for ${names}`}</span><span>${checkpointWords(set)}</span>${set.eseutil === undefined ? null : html`<span>eseutil ${set.eseutil.message}</span>`}</p>
${chainFigure(set)}
${sentences.length === 0 ? null : html`<ul>${sentences.slice(0, MOST_SENTENCES).map((text) => html`<li>${text}</li>`)}${more}</ul>`}</article>
`;
}

function notes(diagnostics: readonly Diagnostic[]): Markup | null {
  if (diagnostics.length === 0) return null;
  const tones = { error: "unproven", warning: "warning", info: "good" } as const;
  const rest = diagnostics.length - MOST_NOTES;
  return html`<section aria-labelledby="notes"><h2 id="notes">Notes</h2>
${table(
  "All notes",
  [{ head: "Severity" }, { head: "Where" }, { head: "What" }, { head: "Code" }],
  diagnostics
    .slice(0, MOST_NOTES)
    .map(({ severity, where, message, code }) => [
      html`${mark(tones[severity], "")}${severity}`,
      where,
      message,
      html`<code>${code}</code>`,
    ]),
)}${rest > 0 ? html`<p>and ${rest} more; the JSON report has them all.</p>` : null}</section>`;
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
