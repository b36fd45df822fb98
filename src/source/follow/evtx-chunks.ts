import { readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { u32, u64 } from "../../../parsers/evtx/bytes.ts";
import {
  CHUNK_HEADER_SIZE,
  CHUNK_SIZE,
  checkChunk,
  isUnused,
  RECORD_HEADER_SIZE,
  readChunkHeader,
} from "../../../parsers/evtx/chunk.ts";
import { crc32 as portableCrc32 } from "../../../parsers/evtx/crc32.ts";
import { FILE_HEADER_SIZE } from "../../../parsers/evtx/header.ts";
import { systemCrc32 } from "../parse.ts";
import type { RecordMark } from "./content.ts";

export const crc32 = systemCrc32 ?? portableCrc32;

/** What the header of a chunk and that of its first record say. */
export interface ChunkHead {
  readonly index: number;
  readonly used: boolean;
  /** The header matches its checksum: what it says can be believed. */
  readonly sound: boolean;
  readonly firstId: number;
  readonly lastId: number;
  /** Where the records end. */
  readonly free: number;
  /** Of the first record. */
  readonly mark: RecordMark;
  /** Changes with whatever is written into the chunk. */
  readonly signature: string;
}

const SLICE_MS = 10;
/** So much tells all that `ChunkHead` holds. */
const HEAD_SIZE = CHUNK_HEADER_SIZE + RECORD_HEADER_SIZE;

export function chunkOffset(index: number): number {
  return FILE_HEADER_SIZE + index * CHUNK_SIZE;
}

/** How many chunks a file of this size has, the last of them perhaps not whole. */
export function chunkCount(size: number): number {
  return Math.max(0, Math.ceil((size - FILE_HEADER_SIZE) / CHUNK_SIZE));
}

export function headOf(bytes: Uint8Array, index: number): ChunkHead {
  const head = bytes.subarray(0, HEAD_SIZE);
  const header = readChunkHeader(head);
  const whole = head.length === HEAD_SIZE && header.magic && header.free !== null;
  return {
    index,
    used: !isUnused(head),
    sound: whole && !checkChunk(head, header, crc32).includes("header"),
    firstId: header.firstId,
    lastId: header.lastId,
    free: Math.max(header.free ?? 0, CHUNK_HEADER_SIZE),
    mark: [u64(head, CHUNK_HEADER_SIZE + 8), u64(head, CHUNK_HEADER_SIZE + 16)],
    signature: [header.free, header.lastId, u32(head, 52), u32(head, 124), head.length].join("/"),
  };
}

/** A chunk can be written to while it is read: its checksums tell. */
export function isWhole(bytes: Uint8Array): boolean {
  const header = readChunkHeader(bytes);
  if (!header.magic || header.free === null || header.free > bytes.length) return false;
  return checkChunk(bytes, header, crc32).length === 0;
}

/**
 * The heads of chunks, one after the other. A large log has thousands: read synchronously, which costs a fiftieth, with
 * room for others every few milliseconds.
 */
export async function* readHeads(
  file: FileHandle,
  indexes: Iterable<number>,
): AsyncGenerator<ChunkHead, void> {
  const bytes = Buffer.alloc(HEAD_SIZE);
  let started = performance.now();
  for (const index of indexes) {
    const length = readSync(file.fd, bytes, 0, HEAD_SIZE, chunkOffset(index));
    yield headOf(bytes.subarray(0, length), index);
    if (performance.now() - started < SLICE_MS) continue;
    await new Promise(setImmediate);
    started = performance.now();
  }
}

/** As many bytes as there are, up to `length`. */
export async function readAt(file: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
