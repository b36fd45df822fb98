import { CHUNK_HEADER_SIZE, CHUNK_MAGIC, RECORD_MAGIC } from "../chunk.ts";
import { crc32 } from "../crc32.ts";
import { parseFileTime } from "../time.ts";
import { putDocument } from "./binxml.ts";
import { createPage, patchU32, putU32, putU64 } from "./page.ts";
import type { Tables } from "./tables.ts";
import type { Document } from "./template.ts";

const ALIGNMENT = 8;
const SIZE_COPY = 4;
/** Chunk headers of closed logs have it set as well. */
const CHUNK_FLAGS = 1;

export interface ChunkWriter {
  /** False when the record does not fit any more: nothing of it is left behind then. */
  add(id: bigint, time: string | null, document: Document): boolean;
  /** The chunk as it stands, with its checksums. */
  bytes(): Uint8Array;
  /** The number of the record that would follow: records are counted through the file, whatever their ids. */
  readonly nextNumber: bigint;
}

export function createChunkWriter(firstNumber: bigint): ChunkWriter {
  const page = createPage();
  const tables: Tables = { names: new Map(), templates: new Map() };
  let free = CHUNK_HEADER_SIZE;
  let lastRecordAt = 0;
  let firstId = 0n;
  let lastId = 0n;
  let count = 0n;

  function takeBack(header: Uint8Array): false {
    page.bytes.fill(0, free);
    page.bytes.set(header);
    for (const map of [tables.names, tables.templates]) {
      for (const [key, offset] of map) if (offset >= free) map.delete(key);
    }
    return false;
  }

  return {
    get nextNumber() {
      return firstNumber + count;
    },
    add(id, time, document) {
      const header = page.bytes.slice(0, CHUNK_HEADER_SIZE);
      page.at = free;
      page.overflowed = false;
      putU32(page, RECORD_MAGIC);
      putU32(page, 0);
      putU64(page, id);
      putU64(page, (time === null ? undefined : parseFileTime(time)) ?? 0n);
      putDocument(page, tables, document);
      const size = Math.ceil((page.at - free + SIZE_COPY) / ALIGNMENT) * ALIGNMENT;
      page.at = free + size - SIZE_COPY;
      putU32(page, size);
      if (page.overflowed) return takeBack(header);
      patchU32(page, free + 4, size);
      if (count === 0n || id < firstId) firstId = id;
      if (count === 0n || id > lastId) lastId = id;
      lastRecordAt = free;
      free += size;
      count++;
      return true;
    },
    bytes() {
      const bytes = page.bytes.slice();
      const view = new DataView(bytes.buffer);
      for (let i = 0; i < CHUNK_MAGIC.length; i++) bytes[i] = CHUNK_MAGIC.charCodeAt(i);
      view.setBigUint64(8, firstNumber, true);
      view.setBigUint64(16, firstNumber + count - 1n, true);
      view.setBigUint64(24, firstId, true);
      view.setBigUint64(32, lastId, true);
      view.setUint32(40, 128, true);
      view.setUint32(44, lastRecordAt, true);
      view.setUint32(48, free, true);
      view.setUint32(52, crc32(bytes.subarray(CHUNK_HEADER_SIZE, free)), true);
      view.setUint32(120, CHUNK_FLAGS, true);
      view.setUint32(124, crc32(bytes.subarray(128, CHUNK_HEADER_SIZE), crc32(bytes.subarray(0, 120))), true);
      return bytes;
    },
  };
}
