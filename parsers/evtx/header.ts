import { startsWith, u16, u32, u64 } from "./bytes.ts";

export const FILE_HEADER_SIZE = 4096;
export const FILE_MAGIC = "ElfFile\0";

const FLAG_DIRTY = 1;
const FLAG_NO_CHECKSUMS = 4;
const CHECKED_BYTES = 120;
const CHECKSUM_AT = 124;

/** The header of a file: all of it only hints, since logs that were not closed properly keep an old one. */
export interface FileHeader {
  readonly magic: boolean;
  /** The log was not closed, or copied while in use: the counts are old. */
  readonly dirty: boolean;
  readonly checksummed: boolean;
  readonly checksumMatches: boolean;
  /** As the header says; wraps at 65,536. */
  readonly chunks: number;
  readonly nextRecordId: number;
}

export function readFileHeader(bytes: Uint8Array, crc32: (bytes: Uint8Array) => number): FileHeader {
  const flags = u32(bytes, CHECKED_BYTES);
  return {
    magic: startsWith(bytes, 0, FILE_MAGIC),
    dirty: (flags & FLAG_DIRTY) !== 0,
    checksummed: (flags & FLAG_NO_CHECKSUMS) === 0,
    checksumMatches: crc32(bytes.subarray(0, CHECKED_BYTES)) >>> 0 === u32(bytes, CHECKSUM_AT),
    chunks: u16(bytes, 42),
    nextRecordId: u64(bytes, 24),
  };
}
