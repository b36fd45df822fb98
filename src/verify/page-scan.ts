import { checkPiece, createTally, type PageTally } from "../../parsers/ese/index.ts";
import type { Kernel } from "./kernel/index.ts";
import { type CellCounts, createPageMap } from "./page-map.ts";

/** What one thread found in the pieces of a file that it read. Plain data: it may come from another thread. */
export interface PagesFound {
  readonly tally: PageTally;
  readonly cells: readonly CellCounts[];
  /** Whether the last page of the file was among them, and is a trailer. */
  readonly trailer: boolean;
}

export interface PageScan {
  /** A piece that begins at `offset`, which is a multiple of the size of pages. Bytes behind its last page count for nothing. */
  take(bytes: Uint8Array, offset: number): void;
  end(): PagesFound;
}

/** Checks pages of a database in any order, and notes where in the file what was found. Sizes in bytes. */
export function createPageScan(kernel: Kernel, fileSize: number, pageSize: number): PageScan {
  const tally = createTally();
  const map = createPageMap(Math.floor(fileSize / pageSize));
  let trailer = false;

  /** The kernel, with a note in the map of what it found where. */
  function check(bytes: Uint8Array, firstPgno: number): void {
    for (const { from, to } of map.parts(firstPgno, bytes.length / pageSize)) {
      const part = bytes.subarray((from - firstPgno) * pageSize, (to - firstPgno) * pageSize);
      const { bad, misplacedPages, correctable, uninitialized } = tally;
      kernel.check(part, from, pageSize, tally);
      map.note(from, {
        seen: to - from,
        bad: tally.bad - bad,
        misplaced: tally.misplacedPages - misplacedPages,
        correctable: tally.correctable - correctable,
        uninitialized: tally.uninitialized - uninitialized,
      });
    }
  }

  return {
    take(bytes, offset) {
      const whole = bytes.subarray(0, bytes.length - (bytes.length % pageSize));
      trailer = checkPiece(whole, { offset, fileSize, pageSize }, check, tally) || trailer;
    },
    end: () => ({ tally, cells: map.cells, trailer }),
  };
}
