import type { DatabaseReport } from "../../parsers/ese/index.ts";

/** A line of a terminal holds so many cells beside a label. */
const CELLS = 64;

interface Found {
  readonly bad: number;
  readonly correctable: number;
  readonly uninitialized: number;
}

/** Where in a file what was found. Cells cover equal numbers of pages, physical ones, from the header on. */
export interface PageMap {
  /** Splits a run of pages where cells end. Page numbers; `to` is the one behind the last. */
  parts(firstPgno: number, pages: number): Iterable<{ readonly from: number; readonly to: number }>;
  note(firstPgno: number, pages: number, found: Found): void;
  /** One character a cell, by its worst page, as `VerifiedDatabase.map` has it. */
  end(report: DatabaseReport): string;
}

/** `pages`: all of the file, both headers included. */
export function createPageMap(pages: number): PageMap {
  const perCell = Math.max(1, Math.ceil(pages / CELLS));
  const cells = Array.from({ length: Math.ceil(pages / perCell) }, () => ({
    seen: 0,
    bad: 0,
    correctable: 0,
    uninitialized: 0,
  }));
  const cellOf = (pgno: number): number => Math.floor((pgno + 1) / perCell);
  const note: PageMap["note"] = (firstPgno, count, found) => {
    const cell = cells[cellOf(firstPgno)];
    if (cell === undefined) return;
    cell.seen += count;
    cell.bad += found.bad;
    cell.correctable += found.correctable;
    cell.uninitialized += found.uninitialized;
  };
  return {
    *parts(firstPgno, count) {
      const end = firstPgno + count;
      for (let from = firstPgno; from < end; ) {
        const to = Math.min(end, (cellOf(from) + 1) * perCell - 1);
        yield { from, to };
        from = to;
      }
    },
    note,
    end(report) {
      const noted = (what: keyof Found): number => cells.reduce((sum, cell) => sum + cell[what], 0);
      for (const pgno of [-1, 0].slice(0, pages)) {
        note(pgno, 1, { bad: report.badPages.includes(pgno) ? 1 : 0, correctable: 0, uninitialized: 0 });
      }
      // The last page of a file is judged apart from the others.
      if (report.pagesSeen === pages && pages > 2) {
        const bad = report.badChecksums - noted("bad");
        const correctable = report.correctableChecksums - noted("correctable");
        const uninitialized = report.uninitializedPages - noted("uninitialized");
        note(pages - 2, 1, { bad, correctable, uninitialized });
      }
      return cells.map(letterOf).join("");
    },
  };
}

function letterOf(cell: Found & { readonly seen: number }): string {
  if (cell.bad > 0) return "x";
  if (cell.correctable > 0) return "c";
  if (cell.seen === 0) return "?";
  return cell.uninitialized >= cell.seen ? "0" : ".";
}
