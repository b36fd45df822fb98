import { blocksOf, eccXor, legacyXor, NEW_CHECKSUM } from "../checksum.ts";
import { put32 } from "./put.ts";

/** How the pages of a database are summed: as since 2004, or as before. */
export type PageScheme = "ecc" | "xorPgno";

export const FLAGS_AT = 36;
const BLOCK_SUMS_AT = 40;

/** Sets the sum of a header, a trailer page, a log header or a copy of a checkpoint. */
export function sumHeader(header: Uint8Array): Uint8Array {
  put32(header, 0, legacyXor(header, 0, header.length));
  return header;
}

/** Sets the sums of a finished page; its flags at 36 get or lose the bit that tells the scheme. */
export function sumPage(page: Uint8Array, pgno: number, scheme: PageScheme): Uint8Array {
  const high = FLAGS_AT + 1;
  const bit = NEW_CHECKSUM >>> 8;
  if (scheme === "xorPgno") {
    page[high] = (page[high] ?? 0) & ~bit;
    put32(page, 4, pgno);
    return sumHeader(page);
  }
  page[high] = (page[high] ?? 0) | bit;
  const blocks = blocksOf(page.length);
  const size = page.length / blocks;
  // The first block holds the sums of the others, so it comes last.
  for (let block = blocks - 1; block >= 0; block--) {
    const { xor, ecc } = eccXor(page, block * size, size, block === 0, pgno);
    const at = block === 0 ? 0 : BLOCK_SUMS_AT + (block - 1) * 8;
    put32(page, at, xor);
    put32(page, at + 4, ecc);
  }
  return page;
}
