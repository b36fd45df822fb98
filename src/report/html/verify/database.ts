import { formatBytes } from "../../../model/byte-size.ts";
import type { VerifiedDatabase } from "../../../model/verify.ts";
import { type Problem, problemsOfDatabase } from "../../verify/problems.ts";
import { type DatabaseEntry, toneOf } from "../../verify/summary.ts";
import { DATABASE_VERDICTS, READS } from "../../verify/words.ts";
import { formatCount } from "../../view/time.ts";
import { mark } from "../marks.ts";
import { html, type Markup } from "../markup.ts";
import { table } from "../table.ts";
import { stripFigure } from "./strip-svg.ts";

const SEVERITIES = { failure: "failure", unproven: "unproven", warning: "warning" } as const;

/** All databases at a glance. */
export function databaseTable(entries: readonly DatabaseEntry[]): Markup | null {
  return table(
    "Databases at a glance",
    [
      { head: "Database" },
      { head: "Size", figure: true },
      { head: "Pages", figure: true },
      { head: "Bad", figure: true },
      { head: "Wrong bit", figure: true },
      { head: "Empty", figure: true },
      { head: "State" },
      { head: "Verdict" },
    ],
    entries.map((entry, index) => {
      const { file, judged } = entry;
      return [
        html`${mark(toneOf(entry))}<a href="#db${index + 1}">${judged.name}</a>`,
        formatBytes(file.bytes),
        formatCount(file.pagesSeen),
        formatCount(file.badChecksums),
        formatCount(file.correctableChecksums),
        formatCount(file.uninitializedPages),
        judged.state,
        verdictWords(entry),
      ];
    }),
  );
}

/** One database: where in its file what is, what is wrong, and what to do. */
export function databaseArticle(entry: DatabaseEntry, index: number): Markup {
  const { file, judged } = entry;
  const tone = toneOf(entry);
  const backup = file.header?.previousFull;
  const facts = [
    `${formatBytes(file.bytes)}${file.pageSize === null ? "" : `, pages of ${formatBytes(file.pageSize)}`}`,
    READS[file.read],
    ...(file.header === null ? [] : [judged.state]),
    `last full backup: ${backup?.time == null ? "none is noted in the header" : `${backup.time}, before this one`}`,
    ...(file.eseutil === undefined ? [] : [`eseutil ${file.eseutil.message}`]),
  ];
  return html`<article class="finding ${tone}" id="db${index + 1}"><h3>${mark(tone)}${judged.name} <small>${verdictWords(entry)}</small></h3>
<p><code>${judged.path}</code></p>
<p class="facts">${facts.map((fact) => html`<span>${fact}</span>`)}</p>
${stripFigure(file, judged.name)}
${problemList(problemsOfDatabase(entry))}
${pageLists(file)}</article>
`;
}

function verdictWords({ judged }: DatabaseEntry): string {
  return judged.judged ? DATABASE_VERDICTS[judged.verdict].says : "not judged";
}

function problemList(problems: readonly Problem[]): Markup | null {
  if (problems.length === 0) return null;
  const items = problems.map(({ severity, text, remedy }) => {
    const tone = SEVERITIES[severity];
    const advice =
      remedy === null ? null : html`<p class="remedy ${tone}"><b class="term">Do</b>${remedy}</p>`;
    return html`<li>${mark(tone)}${text}${advice}</li>`;
  });
  return html`<ul class="found">${items}</ul>`;
}

/** Each page that is not good, with what is wrong with it. The report has the first 1,000 of each kind. */
function pageLists({
  badPages,
  badChecksums,
  misplaced,
  correctable,
  correctableChecksums,
}: VerifiedDatabase): Markup | null {
  const places = new Map(misplaced.map(({ pgno, belongsTo }) => [pgno, belongsTo]));
  const bad = badPages.map((pgno) => {
    const other = places.get(pgno);
    return html`<li>${nameOf(pgno)}${other === undefined ? null : html`, holds page ${other}`}</li>`;
  });
  const mended = correctable.map(
    ({ pgno, bits }) => html`<li>${nameOf(pgno)}, bit ${bits.map(String).join(", ")}</li>`,
  );
  return html`${pageList("Damaged pages", bad, badChecksums)}${pageList("Pages with a wrong bit", mended, correctableChecksums)}`;
}

function pageList(title: string, items: readonly Markup[], count: number): Markup | null {
  if (items.length === 0) return null;
  const first = count > items.length ? `, the first ${formatCount(items.length)}` : "";
  return html`<details><summary>${title}: ${formatCount(count)}${first}</summary><ul class="pages">${items}</ul></details>`;
}

/** Page numbers, and what eseutil calls -1 and 0. */
function nameOf(pgno: number): string {
  if (pgno > 0) return String(pgno);
  return pgno === 0 ? "shadow header" : "header";
}
