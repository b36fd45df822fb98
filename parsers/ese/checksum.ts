import { wordsOf } from "./words.ts";

/** Seed of the old sum, and the magic number of a database header (published ESE source, checksum_amd64.cxx). */
export const SEED = 0x89ab_cdef | 0;
/** Of the page flags at offset 36: the sums are of the new format. */
export const NEW_CHECKSUM = 0x2000;
/** Where the flags stand, in words. */
export const FLAGS_WORD = 9;

/** Columns of a word: bit k of a bit's number is the parity of the word under mask k. */
const COLUMNS = [0xaaaa_aaaa, 0xcccc_cccc, 0xf0f0_f0f0, 0xff00_ff00, 0xffff_0000] as const;
const LINE_WORDS = 16;

/** The number of blocks with sums of their own: four on pages of 16 and 32 KiB. */
export function blocksOf(pageSize: number): number {
  return pageSize > 8192 ? 4 : 1;
}

/**
 * The old 32-bit sum of `length` bytes from `from` on: a seed and all words but the first, which holds the sum.
 * Unsigned.
 */
export function legacyXor(bytes: Uint8Array, from: number, length: number): number {
  const words = wordsOf(bytes.subarray(from, from + length));
  return xorOfWords(words, 0, words.length) >>> 0;
}

/** As `legacyXor`, of `count` words from `first` on; signed. */
export function xorOfWords(words: Int32Array, first: number, count: number): number {
  let x = SEED;
  for (let i = first + 1, end = first + count; i < end; i++) x ^= words[i] as number;
  return x;
}

/**
 * The two sums of a block of `length` bytes (a multiple of 64) from `from` on, unsigned, as they are stored.
 * `skipFirst8`: the block holds them itself (the first one of a page). `pgno` is the number of the page.
 */
export function eccXor(
  bytes: Uint8Array,
  from: number,
  length: number,
  skipFirst8: boolean,
  pgno: number,
): { readonly xor: number; readonly ecc: number } {
  const sums = new Int32Array(2);
  sumBlock(wordsOf(bytes.subarray(from, from + length)), 0, length >>> 2, skipFirst8, sums);
  return { xor: ((sums[0] as number) ^ pgno) >>> 0, ecc: (sums[1] as number) >>> 0 };
}

/**
 * The sums of a block of words: `out[0]` the XOR of all (without page number), `out[1]` the ECC. `count` is a
 * multiple of 16. One pass: for each bit of a word's index, the words whose index has it are XORed together, the
 * low four by a tree over sixteen words, the others by the parity of such a line.
 */
export function sumBlock(
  words: Int32Array,
  first: number,
  count: number,
  skipFirst8: boolean,
  out: Int32Array,
): void {
  let x = 0;
  let odd1 = 0;
  let odd2 = 0;
  let odd4 = 0;
  let odd8 = 0;
  let lines = 0;
  for (let at = first, line = 0, end = first + count; at < end; at += LINE_WORDS, line++) {
    const w1 = words[at + 1] as number;
    const w3 = words[at + 3] as number;
    const w5 = words[at + 5] as number;
    const w7 = words[at + 7] as number;
    const w9 = words[at + 9] as number;
    const w11 = words[at + 11] as number;
    const w13 = words[at + 13] as number;
    const w15 = words[at + 15] as number;
    const p2 = (words[at + 2] as number) ^ w3;
    const p6 = (words[at + 6] as number) ^ w7;
    const p10 = (words[at + 10] as number) ^ w11;
    const p14 = (words[at + 14] as number) ^ w15;
    const q4 = (words[at + 4] as number) ^ w5 ^ p6;
    const q12 = (words[at + 12] as number) ^ w13 ^ p14;
    const r8 = (words[at + 8] as number) ^ w9 ^ p10 ^ q12;
    const all = (words[at] as number) ^ w1 ^ p2 ^ q4 ^ r8;
    odd1 ^= w1 ^ w3 ^ w5 ^ w7 ^ w9 ^ w11 ^ w13 ^ w15;
    odd2 ^= p2 ^ p6 ^ p10 ^ p14;
    odd4 ^= q4 ^ q12;
    odd8 ^= r8;
    x ^= all;
    lines ^= line & -parity(all);
  }
  if (skipFirst8) {
    // Both stand in line 0, whose parity does not count.
    x ^= (words[first] as number) ^ (words[first + 1] as number);
    odd1 ^= words[first + 1] as number;
  }
  const mask = count * 32 - 1;
  const index = (lines << 4) | (parity(odd8) << 3) | (parity(odd4) << 2) | (parity(odd2) << 1) | parity(odd1);
  let low = index << 5;
  for (let k = 0; k < COLUMNS.length; k++) low |= parity(x & (COLUMNS[k] as number)) << k;
  low &= mask;
  const high = parity(x) === 0 ? low : low ^ mask;
  out[0] = x;
  out[1] = (high << 16) | low;
}

/** 1 when an odd number of bits is set. */
function parity(word: number): number {
  let folded = word ^ (word >>> 16);
  folded ^= folded >>> 8;
  folded ^= folded >>> 4;
  return (0x6996 >>> (folded & 15)) & 1;
}
