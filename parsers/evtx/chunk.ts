import { isZero, startsWith, u32, u64 } from "./bytes.ts";

export const CHUNK_SIZE = 0x1_0000;
export const CHUNK_HEADER_SIZE = 512;
export const CHUNK_MAGIC = "ElfChnk\0";
export const RECORD_MAGIC = 0x2a2a;
/** Magic, size, id, time before the BinXml; a copy of the size after it. */
export const RECORD_HEADER_SIZE = 24;
export const LEAST_RECORD = RECORD_HEADER_SIZE + 4;

const HEADER_SIZE_FIELD = 128;
const FLAG_NO_CHECKSUMS = 4;
const RECORD_ALIGNMENT = 8;

/** What the header of a chunk says, as far as it can be believed. */
export interface ChunkHeader {
  readonly magic: boolean;
  /** Where the records end; null when the header does not tell a possible place. */
  readonly free: number | null;
  readonly firstId: number;
  readonly lastId: number;
  readonly checksummed: boolean;
}

export interface FrameSink {
  /** A record: its offset in the chunk and its size. */
  frame(at: number, size: number): void;
  /** The beginning of a record whose end is not where it should be: overwritten from some point on, or cut. */
  torn(at: number, size: number): void;
  /** No record starts at `at` although one should; reading goes on at `next`, if that is not the end. */
  gap(at: number, next: number): void;
}

export function isUnused(bytes: Uint8Array): boolean {
  return isZero(bytes, 0, bytes.length);
}

export function readChunkHeader(bytes: Uint8Array): ChunkHeader {
  const free = u32(bytes, 48);
  const magic = startsWith(bytes, 0, CHUNK_MAGIC);
  const possible = free >= CHUNK_HEADER_SIZE && free <= CHUNK_SIZE;
  // Without the magic, the rest is a header only if it looks like one.
  const believed = possible && (magic || u32(bytes, 40) === HEADER_SIZE_FIELD);
  return {
    magic,
    free: believed ? free : null,
    firstId: u64(bytes, 24),
    lastId: u64(bytes, 32),
    checksummed: (u32(bytes, 120) & FLAG_NO_CHECKSUMS) === 0,
  };
}

/** Which of the two checksums of a chunk do not match: "header", "data", both, or none. */
export function checkChunk(
  bytes: Uint8Array,
  header: ChunkHeader,
  crc32: (bytes: Uint8Array, value?: number) => number,
): string[] {
  const wrong: string[] = [];
  if (!header.checksummed || bytes.length < CHUNK_HEADER_SIZE) return wrong;
  const first = crc32(bytes.subarray(0, 120));
  if (crc32(bytes.subarray(128, CHUNK_HEADER_SIZE), first) >>> 0 !== u32(bytes, 124)) wrong.push("header");
  if (header.free === null || header.free > bytes.length) return wrong.length === 0 ? wrong : ["header"];
  if (crc32(bytes.subarray(CHUNK_HEADER_SIZE, header.free)) >>> 0 !== u32(bytes, 52)) wrong.push("data");
  return wrong;
}

/** The size that the record at an offset of the chunk claims; 0 when none starts there that could end before `end`. */
function claimedSize(view: DataView, at: number, end: number): number {
  if (at + LEAST_RECORD > end || view.getUint32(at, true) !== RECORD_MAGIC) return 0;
  const size = view.getUint32(at + 4, true);
  return size < LEAST_RECORD || size > end - at ? 0 : size;
}

/** As `claimedSize`, but only if the copy of the size at the end of the record says the same. */
function provenSize(view: DataView, at: number, end: number): number {
  const size = claimedSize(view, at, end);
  return size !== 0 && view.getUint32(at + size - 4, true) === size ? size : 0;
}

/**
 * Goes through the records of a chunk in order. Where a record should start and does not, it looks for the next one
 * on the grid of 8 bytes that records keep to. Behind the last record lie older ones in the same form, so nothing is
 * read from there, and nothing is looked for when the header does not tell where that is. A block that has no header
 * at all is searched from end to end.
 */
export function frameRecords(view: DataView, header: ChunkHeader, sink: FrameSink): void {
  const end = Math.min(header.free ?? CHUNK_SIZE, view.byteLength);
  const headless = !header.magic && header.free === null;
  const resync = header.free !== null || headless;
  let at = headless ? 0 : CHUNK_HEADER_SIZE;
  while (at < end) {
    const size = claimedSize(view, at, end);
    const proven = size !== 0 && view.getUint32(at + size - 4, true) === size;
    if (proven) sink.frame(at, size);
    else if (size !== 0) sink.torn(at, size);
    if (proven || (size !== 0 && !resync)) {
      at += size;
      continue;
    }
    if (!resync) return;
    let next = at - (at % RECORD_ALIGNMENT) + RECORD_ALIGNMENT;
    while (next < end && provenSize(view, next, end) === 0) next += RECORD_ALIGNMENT;
    next = Math.min(next, end);
    if (size === 0 || next !== at + size) sink.gap(at, next);
    at = next;
  }
}
