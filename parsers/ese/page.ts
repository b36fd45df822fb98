import { blocksOf, FLAGS_WORD, NEW_CHECKSUM, sumBlock, xorOfWords } from "./checksum.ts";
import type { PageVerdict, Scheme } from "./types.ts";
import { wordsOf } from "./words.ts";

/** In words: where the sums of blocks 1, 2 and 3 stand, two words each. */
const BLOCK_SUMS = 10;
/** In bits of the page: the sums of block 0, which nothing covers. */
const OWN_SUMS_END = 64;
const SUMS_OF_OTHERS = 320;
const SUMS_OF_OTHERS_END = 512;
/** The flag that tells the two formats apart: eseutil refuses to correct it. */
const FORMAT_BIT = 301;

/** What the sums say of a data page. `page` holds `pageSize` bytes; `pgno` is its number by its place in the file. */
export function classifyPage(page: Uint8Array, pgno: number, pageSize: number): PageVerdict {
  return classifyWords(wordsOf(page), 0, pgno, pageSize);
}

/** As `classifyPage`, of a page that begins at word `first`. */
export function classifyWords(words: Int32Array, first: number, pgno: number, pageSize: number): PageVerdict {
  const count = pageSize >>> 2;
  if (isZero(words, first, count)) return { kind: "uninitialized" };
  if (((words[first + FLAGS_WORD] as number) & NEW_CHECKSUM) === 0) {
    return classifyOld(words, first, pgno, count);
  }
  return classifyNew(words, first, pgno, count, blocksOf(pageSize));
}

export function isZero(words: Int32Array, first: number, count: number): boolean {
  let at = first;
  const end = first + count;
  // Half of a real database can be empty pages: eight words at a time are nearly twice as fast as one.
  for (; at + 8 <= end; at += 8) {
    const low = (words[at] as number) | (words[at + 1] as number) | (words[at + 2] as number);
    const middle = (words[at + 3] as number) | (words[at + 4] as number) | (words[at + 5] as number);
    if ((low | middle | (words[at + 6] as number) | (words[at + 7] as number)) !== 0) return false;
  }
  for (; at < end; at++) if (words[at] !== 0) return false;
  return true;
}

function classifyOld(words: Int32Array, first: number, pgno: number, count: number): PageVerdict {
  const scheme = "xorPgno";
  if (xorOfWords(words, first, count) !== words[first]) return { kind: "bad", scheme, belongsTo: null };
  // Where the sums of four blocks stand, a page without them has nothing.
  if (count > 2048 && !isZero(words, first + BLOCK_SUMS, 6)) return { kind: "bad", scheme, belongsTo: null };
  const stored = words[first + 1] as number;
  if (stored !== (pgno | 0)) return { kind: "bad", scheme, belongsTo: stored >>> 0 };
  return { kind: "good", scheme };
}

function classifyNew(
  words: Int32Array,
  first: number,
  pgno: number,
  count: number,
  blocks: number,
): PageVerdict {
  const scheme: Scheme = blocks === 1 ? "ecc" : "ecc4";
  const stored = storedSums(words, first, blocks);
  const size = count / blocks;
  const mask = size * 32 - 1;
  const sums = new Int32Array(2);
  const bits: number[] = [];
  let correctable = true;
  /** Of every block the same, when the page is whole and only its number is wrong. */
  let shift: number | null = null;
  for (let block = 0; block < blocks; block++) {
    sumBlock(words, first + block * size, size, block === 0, sums);
    const dX = (stored[block * 2] as number) ^ (sums[0] as number) ^ pgno;
    const dE = (stored[block * 2 + 1] as number) ^ (sums[1] as number);
    if (block === 0) shift = dE === 0 ? dX : null;
    else if (dE !== 0 || dX !== shift) shift = null;
    if (dX === 0 && dE === 0) continue;
    const bit = flippedBit(dX, dE, mask);
    if (bit === null || (block === 0 && !isCorrectableInFirst(bit))) {
      correctable = false;
      continue;
    }
    bits.push(block * (mask + 1) + bit);
    if (block === 0 && blocks > 1) mendSums(stored, bit);
  }
  if (!correctable) return { kind: "bad", scheme, belongsTo: ownerOf(shift, pgno, blocks) };
  return bits.length === 0 ? { kind: "good", scheme } : { kind: "correctable", scheme, bits };
}

/** One block alone cannot tell a number that differs in one bit from a wrong bit in its stored sum. */
function ownerOf(shift: number | null, pgno: number, blocks: number): number | null {
  if (shift === null || (blocks === 1 && (shift & (shift - 1)) === 0)) return null;
  return (shift ^ pgno) >>> 0;
}

function isCorrectableInFirst(bit: number): boolean {
  return bit >= OWN_SUMS_END && bit !== FORMAT_BIT;
}

/** A wrong bit of block 0 may lie in the stored sums of the others, which are judged by the mended ones. */
function mendSums(stored: Int32Array, bit: number): void {
  if (bit < SUMS_OF_OTHERS || bit >= SUMS_OF_OTHERS_END) return;
  const at = 2 + ((bit - SUMS_OF_OTHERS) >>> 5);
  stored[at] = (stored[at] as number) ^ (1 << (bit & 31));
}

function storedSums(words: Int32Array, first: number, blocks: number): Int32Array {
  const stored = new Int32Array(blocks * 2);
  stored[0] = words[first] as number;
  stored[1] = words[first + 1] as number;
  for (let i = 2; i < stored.length; i++) stored[i] = words[first + BLOCK_SUMS + i - 2] as number;
  return stored;
}

/**
 * The one bit whose flip explains both differences, null when there is none. The code is linear, so this is the
 * same as to flip the bit and to verify the block again.
 */
function flippedBit(dX: number, dE: number, mask: number): number | null {
  const bit = dE & 0xffff;
  if (bit > mask || dE !== (((bit ^ mask) << 16) | bit)) return null;
  return dX === 1 << (bit & 31) ? bit : null;
}
