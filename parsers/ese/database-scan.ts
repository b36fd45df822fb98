import { hexOfHalves } from "./fields.ts";
import { checkPages, createTally, type PageKernel, type PageTally, tallyLastPage } from "./pages.ts";
import type { DatabaseHead, DatabaseReport, HeaderCopy, Scheme } from "./types.ts";

/** JET_errDatabaseCorrupted */
const DATABASE_CORRUPTED = -1206;

export type ReadableHead = Exclude<DatabaseHead, { readonly status: "bothBad" }>;

/** Takes the bytes of a database from its beginning, in pieces of any size. Holds one page at most. */
export interface DatabaseScan {
  write(bytes: Uint8Array): void;
  end(): DatabaseReport;
}

/** Where a run of whole pages begins, and what file it is of; in bytes. */
export interface PlaceInFile {
  readonly offset: number;
  readonly fileSize: number;
  readonly pageSize: number;
}

/**
 * Checks whole pages, wherever in the file they lie: several threads may check one file, each with a tally of its own.
 * The headers are passed over, they are judged already. True when the last page of the file is a trailer and was here.
 */
export function checkPiece(
  bytes: Uint8Array,
  { offset, fileSize, pageSize }: PlaceInFile,
  kernel: PageKernel,
  tally: PageTally,
): boolean {
  const lastStart = (Math.floor(fileSize / pageSize) - 1) * pageSize;
  const from = Math.max(0, 2 * pageSize - offset);
  const to = Math.min(bytes.length, lastStart - offset);
  if (to > from) kernel(bytes.subarray(from, to), (offset + from) / pageSize - 1, pageSize, tally);
  const last = lastStart - offset;
  if (last < from || last < 0 || last + pageSize > bytes.length) return false;
  return tallyLastPage(bytes.subarray(last, last + pageSize), lastStart / pageSize - 1, pageSize, tally);
}

/** Checks all pages of a file as `eseutil /k` does. `fileSize` in bytes, as it was when the header was read. */
export function createDatabaseScan(
  head: ReadableHead,
  fileSize: number,
  kernel: PageKernel = checkPages,
): DatabaseScan {
  const { pageSize } = head;
  const tally = createTally();
  const held = new Uint8Array(pageSize);
  let filled = 0;
  let offset = 0;
  let trailer = false;

  /** Whole pages from `offset` on. */
  function check(bytes: Uint8Array): void {
    trailer = checkPiece(bytes, { offset, fileSize, pageSize }, kernel, tally) || trailer;
    offset += bytes.length;
  }

  return {
    write(bytes) {
      let at = 0;
      if (filled > 0) {
        at = Math.min(pageSize - filled, bytes.length);
        held.set(bytes.subarray(0, at), filled);
        filled += at;
        if (filled < pageSize) return;
        check(held);
        filled = 0;
      }
      const whole = at + Math.floor((bytes.length - at) / pageSize) * pageSize;
      if (whole > at) check(bytes.subarray(at, whole));
      held.set(bytes.subarray(whole));
      filled = bytes.length - whole;
    },
    end: () => databaseReport(head, fileSize, tally, trailer),
  };
}

/**
 * Puts the result of a file together: its header pages from `head`, pages 1 and following from `tally`, of which the
 * last was given to `tallyLastPage`, which said whether it is a trailer.
 */
export function databaseReport(
  head: ReadableHead,
  fileSize: number,
  tally: PageTally,
  trailerPage: boolean,
): DatabaseReport {
  const { pageSize, copies } = head;
  const count = (state: HeaderCopy): number => copies.filter((copy) => copy === state).length;
  const badHeaders = copies.flatMap((copy, i) => (copy === "bad" ? [i - 1] : []));
  const bad = tally.bad + badHeaders.length;
  const schemes: Partial<Record<Scheme, number>> = {};
  const headers = count("good") + count("bad") + tally.header;
  if (headers > 0) schemes.xorHeader = headers;
  if (tally.ecc > 0) schemes[pageSize > 8192 ? "ecc4" : "ecc"] = tally.ecc;
  if (tally.legacy > 0) schemes.xorPgno = tally.legacy;
  return {
    kind: "db",
    pageSize,
    headerStatus: head.status,
    pagesSeen: tally.pages + 2 - count("missing"),
    trailingBytes: fileSize % pageSize,
    badChecksums: bad,
    correctableChecksums: tally.correctable,
    uninitializedPages: tally.uninitialized + count("uninitialized"),
    wrongPageNumbers: 0,
    schemes,
    badPages: [...badHeaders, ...tally.badPages].slice(0, 1000),
    correctable: tally.correctablePages,
    misplaced: tally.misplaced,
    misplacedPages: tally.misplacedPages,
    highestDbtime: hexOfHalves(tally.dbtimeHigh, tally.dbtimeLow),
    highestDbtimePgno: tally.dbtimePgno,
    trailerPage,
    eseutilExit: bad === 0 ? 0 : DATABASE_CORRUPTED,
    header: head.header,
  };
}
