import type { EventRecord } from "../record.ts";
import { CHUNK_SIZE } from "./chunk.ts";
import { FILE_HEADER_SIZE } from "./header.ts";
import { type ChunkWriter, createChunkWriter } from "./write/chunk.ts";
import { eventDocument, recordIdOf } from "./write/event.ts";
import { fileHeader } from "./write/header.ts";

export interface EvtxWriterOptions {
  /**
   * Takes the bytes of the file as they come, with their offset; places that were written before are written again
   * (the header, and the chunk that is being filled). Without it, the whole file is kept until `finish`.
   */
  readonly emit?: (offset: number, bytes: Uint8Array) => void;
  /** Leaves the header as a service leaves it that has the log open: marked dirty. Default: false. */
  readonly dirty?: boolean;
  /** The number of chunks that the header tells, where it should be an old one. Default: the true one. */
  readonly claimedChunks?: number;
  /** Unnamed strings as one array value, as classic providers write them; else one value each. Default: true. */
  readonly arrays?: boolean;
  /** 1, or 2 as Windows 10 2004 and later write it. Default: 1. */
  readonly minorVersion?: 1 | 2;
}

export interface EvtxWriter {
  /**
   * Adds a record. RangeError, with nothing written, when the format cannot hold it: a record has to fit into a chunk
   * of 64 KiB. `origin` is not stored, and a `recordId` of null leaves the EventRecordID out.
   */
  add(record: EventRecord): void;
  /** Emits what was added so far; the file is whole and can be read then. */
  flush(): void;
  /** The whole file; empty when the pieces were emitted. */
  finish(): Uint8Array;
}

/**
 * Writes event logs that Windows' own tools and other readers read: used for samples, tests and the simulated server.
 * Memory: one chunk with `emit`, the whole file without.
 */
export function createEvtxWriter(options: EvtxWriterOptions = {}): EvtxWriter {
  const whole: Uint8Array[] = [];
  let chunk: ChunkWriter | undefined;
  let chunks = 0;
  let nextId = 1n;

  function emitChunk(): void {
    if (chunk === undefined) return;
    const bytes = chunk.bytes();
    if (options.emit === undefined) whole[chunks - 1] = bytes;
    else options.emit(FILE_HEADER_SIZE + (chunks - 1) * CHUNK_SIZE, bytes);
  }

  function header(): Uint8Array {
    return fileHeader({
      claimedChunks: options.claimedChunks ?? chunks,
      nextRecordId: nextId,
      dirty: options.dirty === true,
      minorVersion: options.minorVersion ?? 1,
    });
  }

  function flush(): void {
    emitChunk();
    options.emit?.(0, header());
  }

  return {
    add(record) {
      const document = eventDocument(record, options.arrays !== false);
      const id = recordIdOf(record.recordId) ?? nextId;
      if (chunk?.add(id, record.time, document) !== true) {
        // Tried in a chunk of its own before the last one is closed, so that a refused record leaves no trace.
        const fresh = createChunkWriter(chunk?.nextNumber ?? 1n);
        if (!fresh.add(id, record.time, document)) {
          throw new RangeError(
            `record ${id} of ${record.provider} is longer than a chunk of an event log (64 KiB)`,
          );
        }
        emitChunk();
        chunk = fresh;
        chunks++;
      }
      nextId = id + 1n;
    },
    flush,
    finish() {
      flush();
      if (options.emit !== undefined) return new Uint8Array(0);
      const file = new Uint8Array(FILE_HEADER_SIZE + whole.length * CHUNK_SIZE);
      file.set(header());
      whole.forEach((bytes, i) => {
        file.set(bytes, FILE_HEADER_SIZE + i * CHUNK_SIZE);
      });
      return file;
    },
  };
}
