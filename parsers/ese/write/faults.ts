import { placeOf } from "./database.ts";

/** Damage to order: each gives the bytes of a file with one thing wrong, and leaves the given ones as they were. */

/** One bit of a page turned, counted from the page's start: correctable, but for those that eseutil refuses. */
export function flipBit(database: Uint8Array, pageSize: number, pgno: number, bit: number): Uint8Array {
  const bytes = database.slice();
  const at = placeOf(pgno, pageSize) + (bit >>> 3);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
  return bytes;
}

/** A write of which only the front half reached the disk: the back half is an older state of the page. */
export function tearPage(
  database: Uint8Array,
  pageSize: number,
  pgno: number,
  older: Uint8Array,
): Uint8Array {
  const bytes = database.slice();
  const half = pageSize / 2;
  bytes.set(older.subarray(half, pageSize), placeOf(pgno, pageSize) + half);
  return bytes;
}

/** A page that was written to the place of another one. */
export function misplacePage(
  database: Uint8Array,
  pageSize: number,
  pgno: number,
  instead: number,
): Uint8Array {
  const bytes = database.slice();
  const from = placeOf(pgno, pageSize);
  bytes.copyWithin(placeOf(instead, pageSize), from, from + pageSize);
  return bytes;
}

/** Bytes of a log's segment overwritten: no second copy of it is there. */
export function damageLog(log: Uint8Array, segment: number, segmentSize = 4096): Uint8Array {
  const bytes = log.slice();
  bytes.fill(0x5a, segment * segmentSize + 64, segment * segmentSize + 320);
  return bytes;
}
