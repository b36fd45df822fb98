import { blocksOf, FLAGS_WORD, NEW_CHECKSUM, sumBlock, xorOfWords } from "./checksum.ts";
import { classifyWords, isZero } from "./page.ts";
import type { CorrectablePage, MisplacedPage } from "./types.ts";
import { wordsOf } from "./words.ts";

/** Entries of a list of pages; a file can hold millions of bad ones. */
export const LIST_LIMIT = 1000;

/** What was found in a run of pages. Runs of one file can be tallied apart and put together by `mergeTallies`. */
export interface PageTally {
  pages: number;
  uninitialized: number;
  /** Pages per scheme, bad ones included, uninitialised ones not. `ecc` stands for one and for four blocks. */
  ecc: number;
  legacy: number;
  /** Pages summed as a header is: the trailer page of a streamed copy. */
  header: number;
  bad: number;
  /** Those of the bad ones that are another page, whole. */
  misplacedPages: number;
  correctable: number;
  /** The first 1,000 of each. */
  readonly badPages: number[];
  readonly correctablePages: CorrectablePage[];
  readonly misplaced: MisplacedPage[];
  /** Highest time of a change over the good and correctable pages, in two unsigned halves; and the first such page. */
  dbtimeHigh: number;
  dbtimeLow: number;
  dbtimePgno: number;
}

/**
 * Checks whole pages that follow one another: `bytes` holds a multiple of `pageSize`, the first page has the number
 * `firstPgno`. Adds to the tally. A faster kernel has this shape too, and may give every page that it does not find
 * plainly good to `tallyPage`.
 */
export type PageKernel = (bytes: Uint8Array, firstPgno: number, pageSize: number, tally: PageTally) => void;

export function createTally(): PageTally {
  return {
    pages: 0,
    uninitialized: 0,
    ecc: 0,
    legacy: 0,
    header: 0,
    bad: 0,
    misplacedPages: 0,
    correctable: 0,
    badPages: [],
    correctablePages: [],
    misplaced: [],
    dbtimeHigh: 0,
    dbtimeLow: 0,
    dbtimePgno: 0,
  };
}

export const checkPages: PageKernel = (bytes, firstPgno, pageSize, tally) => {
  const words = wordsOf(bytes);
  const count = pageSize >>> 2;
  const blocks = blocksOf(pageSize);
  const sums = new Int32Array(2);
  for (let first = 0, pgno = firstPgno; first + count <= words.length; first += count, pgno++) {
    const plain =
      ((words[first + FLAGS_WORD] as number) & NEW_CHECKSUM) !== 0 &&
      allRight(words, first, count, blocks, pgno, sums);
    if (!plain) {
      tallyWords(words, first, pgno, pageSize, tally);
      continue;
    }
    tally.pages++;
    tally.ecc++;
    noteDbtime(tally, (words[first + 3] as number) >>> 0, (words[first + 2] as number) >>> 0, pgno);
  }
};

/** Judges one page by the full rules and adds it to the tally. */
export function tallyPage(page: Uint8Array, pgno: number, pageSize: number, tally: PageTally): void {
  tallyWords(wordsOf(page), 0, pgno, pageSize, tally);
}

/**
 * As `tallyPage`, for the last page of a file: that of a streamed copy is a trailer, summed as a header is. True
 * when it was one.
 */
export function tallyLastPage(page: Uint8Array, pgno: number, pageSize: number, tally: PageTally): boolean {
  const words = wordsOf(page);
  const count = pageSize >>> 2;
  const trailer =
    words[1] === 0 && words[2] === 0 && words[3] === 0 && words[6] === 0 && !isZero(words, 0, count);
  if (!trailer) {
    tallyWords(words, 0, pgno, pageSize, tally);
    return false;
  }
  tally.pages++;
  tally.header++;
  if (xorOfWords(words, 0, count) !== words[0]) addBad(tally, pgno, null);
  return true;
}

/** Counts a time of change, as `PageTally` keeps it. */
export function noteDbtime(tally: PageTally, high: number, low: number, pgno: number): void {
  if (high < tally.dbtimeHigh || (high === tally.dbtimeHigh && low < tally.dbtimeLow)) return;
  const equal = high === tally.dbtimeHigh && low === tally.dbtimeLow;
  if (equal && (pgno >= tally.dbtimePgno || (high === 0 && low === 0))) return;
  tally.dbtimeHigh = high;
  tally.dbtimeLow = low;
  tally.dbtimePgno = pgno;
}

/** One tally of several runs of a file, in any order. */
export function mergeTallies(tallies: readonly PageTally[]): PageTally {
  const whole = createTally();
  for (const one of tallies) {
    whole.pages += one.pages;
    whole.uninitialized += one.uninitialized;
    whole.ecc += one.ecc;
    whole.legacy += one.legacy;
    whole.header += one.header;
    whole.bad += one.bad;
    whole.misplacedPages += one.misplacedPages;
    whole.correctable += one.correctable;
    noteDbtime(whole, one.dbtimeHigh, one.dbtimeLow, one.dbtimePgno);
  }
  const byPgno = (a: { readonly pgno: number }, b: { readonly pgno: number }): number => a.pgno - b.pgno;
  const bad = tallies.flatMap((one) => one.badPages).sort((a, b) => a - b);
  const correctable = tallies.flatMap((one) => one.correctablePages).sort(byPgno);
  const misplaced = tallies.flatMap((one) => one.misplaced).sort(byPgno);
  whole.badPages.push(...bad.slice(0, LIST_LIMIT));
  whole.correctablePages.push(...correctable.slice(0, LIST_LIMIT));
  whole.misplaced.push(...misplaced.slice(0, LIST_LIMIT));
  return whole;
}

function allRight(
  words: Int32Array,
  first: number,
  count: number,
  blocks: number,
  pgno: number,
  sums: Int32Array,
): boolean {
  const size = count / blocks;
  sumBlock(words, first, size, true, sums);
  if (((sums[0] as number) ^ pgno) !== words[first] || sums[1] !== words[first + 1]) return false;
  for (let block = 1; block < blocks; block++) {
    sumBlock(words, first + block * size, size, false, sums);
    const stored = first + 8 + block * 2;
    if (((sums[0] as number) ^ pgno) !== words[stored] || sums[1] !== words[stored + 1]) return false;
  }
  return true;
}

function tallyWords(
  words: Int32Array,
  first: number,
  pgno: number,
  pageSize: number,
  tally: PageTally,
): void {
  const verdict = classifyWords(words, first, pgno, pageSize);
  tally.pages++;
  if (verdict.kind === "uninitialized") {
    tally.uninitialized++;
    return;
  }
  if (verdict.scheme === "xorPgno") tally.legacy++;
  else tally.ecc++;
  if (verdict.kind === "bad") {
    addBad(tally, pgno, verdict.belongsTo);
    return;
  }
  let low = words[first + 2] as number;
  let high = words[first + 3] as number;
  if (verdict.kind === "correctable") {
    tally.correctable++;
    addTo(tally.correctablePages, { pgno, bit: verdict.bits[0] ?? 0, bits: verdict.bits });
    for (const bit of verdict.bits) {
      if (bit >>> 5 === 2) low ^= 1 << (bit & 31);
      if (bit >>> 5 === 3) high ^= 1 << (bit & 31);
    }
  }
  noteDbtime(tally, high >>> 0, low >>> 0, pgno);
}

function addBad(tally: PageTally, pgno: number, belongsTo: number | null): void {
  tally.bad++;
  addTo(tally.badPages, pgno);
  if (belongsTo === null) return;
  tally.misplacedPages++;
  addTo(tally.misplaced, { pgno, belongsTo });
}

function addTo<T>(list: T[], entry: T): void {
  if (list.length < LIST_LIMIT) list.push(entry);
}
