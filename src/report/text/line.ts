import { cut, takeColumns, widthOf, wrap } from "./width.ts";

/** What a piece of text is for; colour is made from it at the very end, when all widths are settled. */
export type Style = "plain" | "strong" | "dim" | "good" | "warning" | "failure" | "unproven";

export interface Span {
  readonly text: string;
  readonly style: Style;
}

export type Line = readonly Span[];

/** Columns of a whole line. */
export function lineWidth(line: Line): number {
  return line.reduce((sum, span) => sum + widthOf(span.text), 0);
}

/** A line of at most `columns`, with `ellipsis` where it was cut. */
export function cutLine(line: Line, columns: number, ellipsis: string): Line {
  if (lineWidth(line) <= columns) return line;
  const kept: Span[] = [];
  let room = columns - widthOf(ellipsis);
  for (const span of line) {
    const text = takeColumns(span.text, room);
    kept.push({ ...span, text });
    room -= widthOf(text);
    if (text !== span.text) break;
  }
  return [...kept, { text: cut(ellipsis, columns, ""), style: "dim" }];
}

/** A span filled up with blanks (or cut) to exactly `columns`. */
export function fill(span: Span, columns: number, ellipsis: string, right = false): Span {
  const text = cut(span.text, columns, ellipsis);
  const blanks = " ".repeat(Math.max(0, columns - widthOf(text)));
  return { ...span, text: right ? blanks + text : text + blanks };
}

/** Text behind a prefix, its further lines hanging under the first letter. */
export function hang(prefix: Line, text: Span, columns: number): readonly Line[] {
  const indent = lineWidth(prefix);
  // A prefix that leaves no room stands on a line of its own.
  if (indent > columns - 16) {
    const below = wrap(text.text, Math.max(1, columns - 4));
    return [prefix, ...below.map((part): Line => [blank(4), { ...text, text: part }])];
  }
  return wrap(text.text, columns - indent).map((part, index): Line => {
    const words: Span = { ...text, text: part };
    return index === 0 ? [...prefix, words] : [blank(indent), words];
  });
}

/** So many blanks. */
export function blank(columns: number): Span {
  return { text: " ".repeat(Math.max(0, columns)), style: "plain" };
}
