import { formatBytes } from "../../model/byte-size.ts";
import type { VerifiedSet, VerifyReport } from "../../model/verify.ts";
import type { RenderOptions } from "../options.ts";
import { blank, hang, type Line } from "../text/line.ts";
import { type Pen, paint, penFor } from "../text/pen.ts";
import { type Row, table } from "../text/table.ts";
import { formatCount, formatTime } from "../view/time.ts";
import { VERDICTS } from "../view/words.ts";
import { chainLinks } from "./chain-line.ts";
import { checkpointWords, rangeWords } from "./chain-parts.ts";
import { chainSentences, problemsOf } from "./problems.ts";
import { type DatabaseEntry, entriesOf, headline, readWords, toneOf } from "./summary.ts";
import { databaseLines } from "./text-database.ts";

/** Notes on files that are listed; the rest is counted. */
const MOST_NOTES = 20;
const MOST_LINKS = 40;

/** A verify report for a terminal: the verdict first, then databases, sets, and what else there is to say. */
export function renderVerifyText(report: VerifyReport, options: RenderOptions): string {
  const pen = penFor(options);
  const entries = entriesOf(report);
  const lines: readonly Line[] = [
    ...verdictLines(report, entries, pen),
    ...overview(entries, pen),
    ...entries.flatMap((entry) => databaseLines(entry, pen)),
    ...report.sets.flatMap((set) => setLines(set, pen)),
    ...noteLines(report, pen),
    [],
    [blank(2), pen.say(`thawline ${report.tool.version}, ${formatTime(report.generatedAt)} UTC`, "dim")],
  ];
  return paint(lines, pen, options.color);
}

function verdictLines(report: VerifyReport, entries: readonly DatabaseEntry[], pen: Pen): readonly Line[] {
  const { tone, word } = VERDICTS[report.verdict];
  const head = [pen.mark(tone), blank(1), pen.say(word, tone), blank(2)];
  const row = (label: string, text: string): readonly Line[] =>
    hang([blank(2), pen.say(label.padEnd(5), "dim"), blank(1)], pen.say(text), pen.width);
  const [worst] = problemsOf(report, entries);
  return [
    ...hang(head, pen.say(headline(report), "strong"), pen.width),
    ...(worst === undefined ? [] : row("Why", worst.text)),
    ...(worst === undefined || worst.remedy === null ? [] : row("Do", worst.remedy)),
    ...row("Read", readWords(report)),
  ];
}

function overview(entries: readonly DatabaseEntry[], pen: Pen): readonly Line[] {
  if (entries.length === 0) return [];
  const rows = entries.map((entry): Row => {
    const { file, judged } = entry;
    const tone = toneOf(entry);
    const bad = file.badChecksums;
    return [
      pen.mark(tone),
      pen.say(judged.name),
      pen.say(formatBytes(file.bytes)),
      pen.say(formatCount(file.pagesSeen)),
      pen.say(formatCount(bad), bad > 0 ? "failure" : "plain"),
      pen.say(formatCount(file.correctableChecksums), file.correctableChecksums > 0 ? "warning" : "plain"),
      pen.say(formatCount(file.uninitializedPages)),
      pen.say(judged.state),
      pen.say(judged.judged ? judged.verdict : "not judged", tone === "good" ? "plain" : tone),
    ];
  });
  const columns = [
    { head: "", min: 1, max: 1 },
    { head: "Database", min: 8, max: 40 },
    { head: "Size", min: 6, max: 10, right: true, drop: 3 },
    { head: "Pages", min: 4, max: 13, right: true, drop: 2 },
    { head: "Bad", min: 3, max: 13, right: true },
    { head: "1 bit", min: 3, max: 13, right: true },
    { head: "Empty", min: 4, max: 13, right: true, drop: 4 },
    { head: "State", min: 8, max: 26, drop: 1 },
    { head: "Verdict", min: 15, max: 22 },
  ];
  return [[], pen.rule("Databases"), ...table(pen, columns, rows, 0)];
}

function setLines(set: VerifiedSet, pen: Pen): readonly Line[] {
  if (set.chain.logs.length === 0) return [];
  const bond = pen.glyphs.rule;
  const links = chainLinks(set.chain, bond, pen.glyphs.marks.failure);
  const shown = pen.verbose ? links : links.slice(0, MOST_LINKS);
  const rest = links.length - shown.length;
  const drawn = shown.flatMap((link): readonly Line[] => [[blank(2), pen.say(link.text, link.style)]]);
  const ranges = set.databases
    .filter(({ required }) => required !== undefined)
    .map((database): Line => [blank(2), pen.say(rangeWords(database), "dim")]);
  return [
    [],
    pen.rule(`Logs ${set.base} in ${set.folder}`),
    ...drawn,
    ...(rest > 0 ? [[blank(2), pen.say(`and ${rest} more parts; --verbose shows them`, "dim")]] : []),
    ...ranges,
    [blank(2), pen.say(checkpointWords(set), "dim")],
    ...(set.eseutil === undefined ? [] : [[blank(2), pen.say(`eseutil: ${set.eseutil.message}`)]]),
    ...chainSentences(set).flatMap((text) =>
      hang([blank(2), pen.mark("warning"), blank(1)], pen.say(text), pen.width),
    ),
  ];
}

function noteLines(report: VerifyReport, pen: Pen): readonly Line[] {
  const { diagnostics } = report;
  if (diagnostics.length === 0) return [];
  const shown = pen.verbose ? diagnostics : diagnostics.slice(0, MOST_NOTES);
  const rest = diagnostics.length - shown.length;
  const tones = { error: "unproven", warning: "warning", info: "good" } as const;
  return [
    [],
    pen.rule("Notes"),
    ...shown.flatMap(({ severity, where, message, code }) => {
      const mark = severity === "info" ? blank(1) : pen.mark(tones[severity]);
      return hang([mark, blank(2)], pen.say(`${where}: ${message} [${code}]`), pen.width);
    }),
    ...(rest > 0 ? [[blank(3), pen.say(`and ${rest} more; --verbose shows them`, "dim")]] : []),
  ];
}
