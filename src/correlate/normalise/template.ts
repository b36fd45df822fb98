import type { CatalogueRow } from "../../model/catalogue.ts";

/** A vendor's message text, cut at its %n: a literal, the number of a string, or 0 for words left out. */
type Part = string | number;

/** Where a text matches a template: where its first fixed words stand, and the strings by their number. */
export interface TemplateMatch {
  readonly start: number;
  readonly strings: readonly string[];
}

/** A text made comparable: one blank between words, one kind of quote. Both have the same length. */
export interface PlainText {
  readonly text: string;
  readonly quoteless: string;
}

/** Longer texts are read in their first part only: no message of the catalogue is nearly as long. */
const MOST = 8192;
const PARTS = new WeakMap<CatalogueRow, readonly Part[]>();

export function plainText(message: string): PlainText {
  const text = message.slice(0, MOST).replace(/\s+/g, " ").trim();
  return { text, quoteless: oneQuote(text) };
}

/** Pasted texts have other quotation marks than Windows printed. */
function oneQuote(text: string): string {
  return text.replace(/['‘’‚“”„«»「」]/g, '"');
}

/**
 * Matches a text with the row's template, or gives null. Goes from fixed words to fixed words, so the time is
 * linear in the text, whatever it holds.
 */
export function matchTemplate(row: CatalogueRow, plain: PlainText): TemplateMatch | null {
  const parts = partsOf(row);
  if (parts.length === 0) return null;
  const strings: string[] = [];
  let start = -1;
  let at = 0;
  let open = 0;
  for (const [n, part] of parts.entries()) {
    if (typeof part === "number") {
      open = part;
      continue;
    }
    const found = find(plain.quoteless, part, at, n === parts.length - 1);
    if (found < 0) return null;
    if (start < 0) start = found;
    if (open > 0) strings[open - 1] = plain.text.slice(at, found);
    open = 0;
    at = found + part.length;
  }
  if (open > 0) strings[open - 1] = plain.text.slice(at);
  return { start, strings: Array.from(strings, (value) => value ?? "") };
}

/** The full stop at the very end is the one that a blank follows, not one inside a path or a number. */
function find(text: string, part: string, from: number, last: boolean): number {
  let at = text.indexOf(part, from);
  if (!last || part !== ".") return at;
  while (at >= 0 && at + 1 < text.length && text[at + 1] !== " ") at = text.indexOf(part, at + 1);
  return at;
}

function partsOf(row: CatalogueRow): readonly Part[] {
  const known = PARTS.get(row);
  if (known !== undefined) return known;
  const parts = row.template === null ? [] : cut(row.template);
  PARTS.set(row, parts);
  return parts;
}

function cut(template: string): readonly Part[] {
  const parts: Part[] = [];
  const pieces = oneQuote(template.replace(/\s+/g, " ").trim()).split(/(%\d+|\[\.\.\.\]|\.\.\.)/);
  for (const [n, piece] of pieces.entries()) {
    const number = /^%(\d+)$/.exec(piece)?.[1];
    if (number !== undefined) parts.push(Number(number));
    else if (piece === "..." || piece === "[...]") parts.push(0);
    else {
      const literal = n === pieces.length - 1 || !pieces[n + 1]?.startsWith("%") ? piece.trimEnd() : piece;
      if (literal !== "") parts.push(literal);
    }
  }
  return parts;
}

/** The numbers of the strings in the order in which the text names them, which is not always their own. */
export function orderInText(row: CatalogueRow): readonly number[] {
  return partsOf(row).filter((part): part is number => typeof part === "number" && part > 0);
}

/** The text with its strings filled in; ESE's common beginning, which its rows leave out, is added. */
export function fillTemplate(row: CatalogueRow, strings: readonly string[]): string | null {
  if (row.template === null) return null;
  const filled = row.template
    .replace(/%(\d+)/g, (_, n: string) => strings[Number(n) - 1] ?? "")
    .replace("[...]", "");
  const [process = "", pid = "", instance = ""] = strings;
  const whole = /%1(?!\d)/.test(row.template) || row.strings[0]?.role !== "process";
  return whole ? filled : `${process} (${pid}) ${instance}${filled}`;
}
