import { blank, fill, type Line, type Span } from "./line.ts";
import type { Pen } from "./pen.ts";
import { widthOf } from "./width.ts";

export interface Column {
  readonly head: string;
  /** Columns that it must keep, and may take. */
  readonly min: number;
  readonly max: number;
  readonly right?: boolean;
  /** Where the table is too wide even at its least, the highest number goes first; 0 or absent stays. */
  readonly drop?: number;
}

/** One cell a column, or a line that crosses them all. */
export type Row = readonly Span[] | { readonly across: Line };

const GUTTER = 2;

/** Rows in columns as wide as their content, shrunk to the pen's width. Headless when all heads are empty. */
export function table(
  pen: Pen,
  columns: readonly Column[],
  rows: readonly Row[],
  indent: number,
): readonly Line[] {
  const cells = rows.filter(isCells);
  const natural = columns.map((column, index) =>
    cells.reduce((most, row) => Math.max(most, widthOf(row[index]?.text ?? "")), widthOf(column.head)),
  );
  // A column in which no row has anything says nothing.
  const kept = columns
    .map((column, index) => ({ column, index, width: Math.min(natural[index] ?? 0, column.max) }))
    .filter(({ index }) => cells.some((row) => (row[index]?.text ?? "") !== ""));
  const shown = shrink(kept, pen.width - indent);
  const print = (row: readonly Span[]): Line => [
    blank(indent),
    ...shown.flatMap(({ column, index, width }, place) => [
      ...(place > 0 ? [blank(GUTTER)] : []),
      fill(row[index] ?? blank(0), width, pen.glyphs.ellipsis, column.right),
    ]),
  ];
  const head =
    cells.length > 0 && columns.some((column) => column.head !== "")
      ? [print(columns.map((column) => pen.say(column.head, "dim")))]
      : [];
  return [...head, ...rows.map((row) => (isCells(row) ? print(row) : row.across))];
}

interface Sized {
  readonly column: Column;
  readonly index: number;
  readonly width: number;
}

/** Drops columns until the least widths fit, then takes from the widest that has more than its least. */
function shrink(columns: readonly Sized[], room: number): readonly Sized[] {
  const sized = columns.map((entry) => ({ ...entry }));
  const total = (of: (entry: Sized) => number): number =>
    sized.reduce((sum, entry) => sum + of(entry) + GUTTER, -GUTTER);
  while (total(({ column, width }) => Math.min(column.min, width)) > room) {
    const least = sized.toSorted((a, b) => (b.column.drop ?? 0) - (a.column.drop ?? 0))[0];
    if (least === undefined || (least.column.drop ?? 0) === 0) break;
    sized.splice(sized.indexOf(least), 1);
  }
  for (let over = total(({ width }) => width) - room; over > 0; over = total(({ width }) => width) - room) {
    const shrinkable = sized.filter(({ column, width }) => width > column.min);
    const widest = shrinkable.toSorted((a, b) => b.width - a.width)[0];
    if (widest === undefined) break;
    // In steps, so that two wide columns shrink together instead of one to its least.
    widest.width -= Math.max(1, Math.min(over, Math.floor((widest.width - widest.column.min) / 4)));
  }
  return sized;
}

function isCells(row: Row): row is readonly Span[] {
  return Array.isArray(row);
}
