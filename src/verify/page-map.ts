import type { DatabaseReport } from "../../parsers/ese/index.ts";
import type { PageCell, PageStrip } from "../model/verify.ts";

/** What one thread noted of a cell, or all of them together. */
export type CellCounts = { -readonly [K in keyof PageCell]: number };

/** A picture of this many cells shows a page of a small file and keeps a report of a large one small. */
const CELLS = 256;
/** A line of a terminal holds so many cells beside a label. */
const LETTERS = 64;

/** Where in a file what was found. Cells cover equal numbers of pages, physical ones, from the header on. */
export interface PageMap {
  /** Splits a run of pages where cells end. Page numbers; `to` is the one behind the last. */
  parts(firstPgno: number, pages: number): Iterable<{ readonly from: number; readonly to: number }>;
  note(firstPgno: number, found: PageCell): void;
  readonly cells: readonly CellCounts[];
}

/** Pages a cell, and cells a letter. `pages`: all of the file, both headers included. */
function sizesOf(pages: number): { readonly perCell: number; readonly perLetter: number } {
  const wanted = Math.max(1, Math.ceil(pages / LETTERS));
  const perCell = Math.ceil(wanted / (CELLS / LETTERS));
  return { perCell, perLetter: Math.ceil(wanted / perCell) };
}

export function createPageMap(pages: number): PageMap {
  const { perCell } = sizesOf(pages);
  const cells = Array.from({ length: Math.ceil(pages / perCell) }, emptyCell);
  const cellOf = (pgno: number): number => Math.floor((pgno + 1) / perCell);
  return {
    cells,
    *parts(firstPgno, count) {
      const end = firstPgno + count;
      for (let from = firstPgno; from < end; ) {
        const to = Math.min(end, (cellOf(from) + 1) * perCell - 1);
        yield { from, to };
        from = to;
      }
    },
    note(firstPgno, found) {
      const cell = cells[cellOf(firstPgno)];
      if (cell !== undefined) add(cell, found);
    },
  };
}

/**
 * Puts together what several threads noted of one file, and what no kernel saw: the headers, and the last page.
 *
 * @param pages all of the file, both headers included
 */
export function stripOf(
  report: DatabaseReport,
  pages: number,
  noted: readonly (readonly CellCounts[])[],
): PageStrip {
  const map = createPageMap(pages);
  for (const cells of noted) {
    for (const [index, found] of cells.entries()) {
      const cell = map.cells[index];
      if (cell !== undefined) add(cell, found);
    }
  }
  for (const pgno of [-1, 0].slice(0, pages)) {
    map.note(pgno, { ...emptyCell(), seen: 1, bad: report.badPages.includes(pgno) ? 1 : 0 });
  }
  // The last page of a file is judged apart from the others.
  if (report.pagesSeen === pages && pages > 2) {
    const left = (what: keyof PageCell, all: number): number =>
      all - map.cells.reduce((sum, cell) => sum + cell[what], 0);
    map.note(pages - 2, {
      seen: 1,
      bad: left("bad", report.badChecksums),
      misplaced: left("misplaced", report.misplacedPages),
      correctable: left("correctable", report.correctableChecksums),
      uninitialized: left("uninitialized", report.uninitializedPages),
    });
  }
  return { pagesPerCell: sizesOf(pages).perCell, cells: map.cells };
}

/** One character for some cells, by their worst page, as `VerifiedDatabase.map` has it. */
export function lettersOf({ cells }: PageStrip, pages: number): string {
  const { perLetter } = sizesOf(pages);
  let letters = "";
  for (let at = 0; at < cells.length; at += perLetter) {
    const whole = emptyCell();
    for (const cell of cells.slice(at, at + perLetter)) add(whole, cell);
    letters += letterOf(whole);
  }
  return letters;
}

function emptyCell(): CellCounts {
  return { seen: 0, bad: 0, misplaced: 0, correctable: 0, uninitialized: 0 };
}

function add(cell: CellCounts, found: PageCell): void {
  cell.seen += found.seen;
  cell.bad += found.bad;
  cell.misplaced += found.misplaced;
  cell.correctable += found.correctable;
  cell.uninitialized += found.uninitialized;
}

function letterOf(cell: PageCell): string {
  if (cell.bad > 0) return "x";
  if (cell.correctable > 0) return "c";
  if (cell.seen === 0) return "?";
  return cell.uninitialized >= cell.seen ? "0" : ".";
}
