/**
 * The sums of ESE's pages bit by bit, straight from their definition (published ESE source), without anything of the
 * code under test: what is fast is compared with it.
 */
const word = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true);

export function slowLegacy(page: Uint8Array): number {
  let x = 0x89abcdef;
  for (let at = 4; at < page.length; at += 4) x = (x ^ word(page, at)) >>> 0;
  return x;
}

export function slowEcc(block: Uint8Array, skipFirst8: boolean, pgno: number): { xor: number; ecc: number } {
  let xor = 0;
  let low = 0;
  let ones = 0;
  for (let at = skipFirst8 ? 8 : 0; at < block.length; at += 4) {
    const value = word(block, at);
    xor = (xor ^ value) >>> 0;
    for (let bit = 0; bit < 32; bit++) {
      if (((value >>> bit) & 1) === 0) continue;
      low ^= 32 * (at / 4) + bit;
      ones++;
    }
  }
  const mask = block.length * 8 - 1;
  low &= mask;
  const high = ones % 2 === 0 ? low : low ^ mask;
  return { xor: (xor ^ pgno) >>> 0, ecc: ((high << 16) | low) >>> 0 };
}

/** What a data page is, without correcting anything. */
export function slowPage(page: Uint8Array, pgno: number): "zero" | "good" | "broken" {
  if (page.every((byte) => byte === 0)) return "zero";
  if ((word(page, 36) & 0x2000) === 0) {
    const wide = page.length > 8192;
    const right =
      slowLegacy(page) === word(page, 0) &&
      word(page, 4) === pgno >>> 0 &&
      (!wide || page.subarray(40, 64).every((byte) => byte === 0));
    return right ? "good" : "broken";
  }
  const blocks = page.length > 8192 ? 4 : 1;
  const size = page.length / blocks;
  for (let block = 0; block < blocks; block++) {
    const sums = slowEcc(page.subarray(block * size, (block + 1) * size), block === 0, pgno);
    const at = block === 0 ? 0 : 32 + block * 8;
    if (sums.xor !== word(page, at) || sums.ecc !== word(page, at + 4)) return "broken";
  }
  return "good";
}
