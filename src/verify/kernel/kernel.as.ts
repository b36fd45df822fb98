// Page sums at memory's pace: AssemblyScript with 128-bit vectors. `.config/kernel.ts` compiles it into
// `kernel-wasm.ts`; `parsers/ese/checksum.ts` is the same in plain words, and tests hold both equal.
//
// One function checks a run of pages that lie at `pages`, and answers with the number of those that are neither
// plainly good nor all zero. Their indexes stand at LIST; what else was found stands at FOUND (see the offsets below).
// There is no call in the loops: Node 20 does not inline calls of WebAssembly, which halves the pace. Four lines of 64 bytes
// at once, so that a parity, the dearest step, is taken once in 256 bytes.

/** Where results are put: 64-bit highest dbtime, then 32-bit numbers. */
const FOUND: usize = 0;
const HIGHEST_INDEX: usize = 8;
const UNINITIALIZED: usize = 12;
const GOOD_ECC: usize = 16;
const GOOD_LEGACY: usize = 20;
const LIST: usize = 4096;

const SEED: i32 = 0x89abcdef;
const FLAGS: usize = 36;
const NEW_CHECKSUM: i32 = 0x2000;
/** Where the sums of blocks 1, 2 and 3 stand. */
const BLOCK_SUMS: usize = 32;

// @ts-ignore: decorator
@inline
function fold(v: v128): i64 {
  return v128.extract_lane<i64>(v, 0) ^ v128.extract_lane<i64>(v, 1);
}

// @ts-ignore: decorator
@inline
function xorOf(v: v128): i32 {
  const half = fold(v);
  return <i32>half ^ <i32>(half >>> 32);
}

// @ts-ignore: decorator
@inline
function parity(word: i32): i32 {
  return popcnt(word) & 1;
}

/** The sums of a block as they are stored: XOR in the low half, ECC in the high one. `skip`: its first 8 bytes. */
// @ts-ignore: decorator
@inline
function sumsOf(block: usize, size: i32, skip: bool, pgno: i32): u64 {
  let all = v128.splat<i64>(0);
  let cd = v128.splat<i64>(0);
  let bd = v128.splat<i64>(0);
  let line1 = v128.splat<i64>(0);
  let line2 = v128.splat<i64>(0);
  let lines: i32 = 0;
  const end = block + <usize>size;
  // Line 0 counts in no parity of lines, so its first words can be taken out behind the loop.
  for (let line = 0, at = block; at < end; line += 4, at += 256) {
    let b = v128.load(at, 16);
    let d = v128.load(at, 48);
    let c = v128.xor(v128.load(at, 32), d);
    cd = v128.xor(cd, c);
    bd = v128.xor(bd, v128.xor(b, d));
    const t0 = v128.xor(v128.xor(v128.load(at), b), c);
    b = v128.load(at, 80);
    d = v128.load(at, 112);
    c = v128.xor(v128.load(at, 96), d);
    cd = v128.xor(cd, c);
    bd = v128.xor(bd, v128.xor(b, d));
    const t1 = v128.xor(v128.xor(v128.load(at, 64), b), c);
    b = v128.load(at, 144);
    d = v128.load(at, 176);
    c = v128.xor(v128.load(at, 160), d);
    cd = v128.xor(cd, c);
    bd = v128.xor(bd, v128.xor(b, d));
    const t2 = v128.xor(v128.xor(v128.load(at, 128), b), c);
    b = v128.load(at, 208);
    d = v128.load(at, 240);
    c = v128.xor(v128.load(at, 224), d);
    cd = v128.xor(cd, c);
    bd = v128.xor(bd, v128.xor(b, d));
    const t3 = v128.xor(v128.xor(v128.load(at, 192), b), c);
    const t23 = v128.xor(t2, t3);
    line1 = v128.xor(line1, v128.xor(t1, t3));
    line2 = v128.xor(line2, t23);
    const four = v128.xor(v128.xor(t0, t1), t23);
    all = v128.xor(all, four);
    const odd = <i32>popcnt(fold(four)) & 1;
    lines ^= line & -odd;
  }
  if (skip) all = v128.xor(all, v128.load64_zero(block));
  const x = xorOf(all);
  const odd1 = v128.extract_lane<i32>(all, 1) ^ v128.extract_lane<i32>(all, 3);
  const odd2 = v128.extract_lane<i32>(all, 2) ^ v128.extract_lane<i32>(all, 3);
  lines |= (parity(xorOf(line2)) << 1) | parity(xorOf(line1));
  let low = (lines << 9) | (parity(xorOf(cd)) << 8) | (parity(xorOf(bd)) << 7);
  low |= (parity(odd2) << 6) | (parity(odd1) << 5);
  low |= parity(x & 0xaaaaaaaa) | (parity(x & 0xcccccccc) << 1) | (parity(x & 0xf0f0f0f0) << 2);
  low |= (parity(x & 0xff00ff00) << 3) | (parity(x & 0xffff0000) << 4);
  const mask = size * 8 - 1;
  low &= mask;
  const high = low ^ (mask & -parity(x));
  return (<u64>(<u32>((high << 16) | low)) << 32) | <u64>(<u32>(x ^ pgno));
}

/** True when no bit of the page is set. */
// @ts-ignore: decorator
@inline
function isZero(page: usize, size: usize): bool {
  let any = v128.splat<i64>(0);
  for (let at = page, end = page + size; at < end; at += 64) {
    any = v128.or(
      v128.or(v128.or(v128.load(at), v128.load(at, 16)), v128.or(v128.load(at, 32), v128.load(at, 48))),
      any,
    );
    // Free space is a page of zeros or begins like a page: one look decides nearly always.
    if (v128.any_true(any)) return false;
  }
  return true;
}

/** The old sum of a page, and its number; on large pages nothing may stand where sums of blocks would. */
// @ts-ignore: decorator
@inline
function isGoodLegacy(page: usize, size: usize, pgno: i32): bool {
  let sum = v128.splat<i64>(0);
  for (let at = page, end = page + size; at < end; at += 32) {
    sum = v128.xor(sum, v128.xor(v128.load(at), v128.load(at, 16)));
  }
  // The stored sum is among the words: what it must be cancels it.
  if ((xorOf(sum) ^ SEED) != 0 || load<i32>(page, 4) != pgno) return false;
  return size <= 8192 || (load<u64>(page, 40) | load<u64>(page, 48) | load<u64>(page, 56)) == 0;
}

/**
 * Checks `count` pages of `pageSize` bytes that lie one behind the other at `pages`, the first of the number
 * `firstPgno`. Returns how many indexes stand at LIST.
 */
export function check(pages: usize, count: i32, pageSize: i32, firstPgno: i32): i32 {
  let listed: i32 = 0;
  let uninitialized: i32 = 0;
  let ecc: i32 = 0;
  let legacy: i32 = 0;
  let highest: u64 = 0;
  let highestIndex: i32 = 0;
  const blocks = pageSize > 8192 ? 4 : 1;
  const size = pageSize / blocks;
  for (let index = 0; index < count; index++) {
    const page = pages + <usize>index * <usize>pageSize;
    const pgno = firstPgno + index;
    let good: bool;
    if ((load<i32>(page, FLAGS) & NEW_CHECKSUM) != 0) {
      good = true;
      for (let block = 0; block < blocks; block++) {
        const stored = block == 0 ? page : page + BLOCK_SUMS + (<usize>block << 3);
        if (sumsOf(page + <usize>block * <usize>size, size, block == 0, pgno) != load<u64>(stored)) {
          good = false;
          break;
        }
      }
      if (good) ecc++;
    } else if (isZero(page, pageSize)) {
      uninitialized++;
      continue;
    } else {
      good = isGoodLegacy(page, pageSize, pgno);
      if (good) legacy++;
    }
    if (!good) {
      store<i32>(LIST + (<usize>listed << 2), index);
      listed++;
      continue;
    }
    const dbtime = load<u64>(page, 8);
    if (dbtime > highest) {
      highest = dbtime;
      highestIndex = index;
    }
  }
  store<u64>(FOUND, highest);
  store<i32>(HIGHEST_INDEX, highestIndex);
  store<i32>(UNINITIALIZED, uninitialized);
  store<i32>(GOOD_ECC, ecc);
  store<i32>(GOOD_LEGACY, legacy);
  return listed;
}
