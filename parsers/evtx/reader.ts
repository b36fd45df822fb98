import type { ParseOptions, ParseSink } from "../format.ts";
import type { EventRecord } from "../record.ts";
import { expandFragment } from "./binxml/expand.ts";
import type { Chunk } from "./binxml/nodes.ts";
import { createTemplates, type Templates } from "./binxml/templates.ts";
import { createWork, fail, startChunk, startRecord } from "./binxml/work.ts";
import { u64, viewU64 } from "./bytes.ts";
import {
  checkChunk,
  type FrameSink,
  frameRecords,
  isUnused,
  RECORD_HEADER_SIZE,
  readChunkHeader,
} from "./chunk.ts";
import { createComplaints } from "./complaints.ts";
import { crc32 as portableCrc32 } from "./crc32.ts";
import { createInterner } from "./interner.ts";
import { createOffsetMap } from "./offset-map.ts";
import { createOrigins } from "./origins.ts";
import { createPrinter } from "./print.ts";
import { createProjection } from "./project.ts";
import { createProviders } from "./providers.ts";
import { recordOf } from "./record.ts";
import { createStreams } from "./streams.ts";
import { decodeUtf16 } from "./utf16.ts";

/** Reads chunk after chunk; keeps nothing of them but the templates. */
export interface ChunkReader {
  /**
   * A whole chunk, or what there is of the last one, and where it stands in the file. False for unused space.
   *
   * @param pick whether a record is to be read; default: all are
   */
  read(bytes: Uint8Array, fileOffset: number, pick?: PickRecord): boolean;
}

/** By a record's offset in the chunk, its size there, and the id that its header has. */
export type PickRecord = (at: number, size: number, id: number) => boolean;

/** For tests: `general` sends all records through the general reader. */
export interface ReaderOptions extends ParseOptions {
  readonly general?: boolean;
}

export function createChunkReader(sink: ParseSink, options: ReaderOptions): ChunkReader {
  const crc32 = options.crc32 ?? portableCrc32;
  const utf16 = createInterner(options.utf16 ?? decodeUtf16);
  const work = createWork();
  const names = createOffsetMap<string>();
  const templates = createTemplates();
  const tellStream = createStreams(sink);
  const providers = createProviders(options.wants);
  const complaints = createComplaints(sink, options.name);
  const originOf = createOrigins(options.name);
  const print = sink.lines === undefined ? undefined : createPrinter(sink.lines, options.name);
  const project = createProjection({ sink, templates, providers, tellStream, originOf, print });
  const quick = options.general !== true;
  let chunk = createChunk(new Uint8Array(0));
  let chunkOffset = 0;
  let picked: PickRecord = everyRecord;

  function createChunk(bytes: Uint8Array): Chunk {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return { bytes, view, names, work, utf16 };
  }

  function readRecord(at: number, size: number): void {
    startRecord(work);
    if (quick && project(chunk, at, size, chunkOffset + at)) return;
    const record = readGenerally(chunk, templates, at, size, originOf(chunkOffset + at));
    if (record === null) {
      complaints.unreadable(chunkOffset + at, u64(chunk.bytes, at + 8), work.reason);
      return;
    }
    tellStream(record.server, record.channel);
    if (providers.wants(providers.named(record.provider ?? ""), record.eventId ?? 0)) sink.record(record);
    else skip(sink, record);
  }

  const frames: FrameSink = {
    frame(at, size) {
      if (!picked(at, size, u64(chunk.bytes, at + 8))) return;
      complaints.framed(at, viewU64(chunk.view, at + 8));
      readRecord(at, size);
    },
    torn(at, size) {
      if (!picked(at, size, u64(chunk.bytes, at + 8))) return;
      complaints.torn(chunkOffset + at, u64(chunk.bytes, at + 8));
      readRecord(at, size);
    },
    gap: complaints.gap,
  };

  return {
    read(bytes, fileOffset, pick = everyRecord) {
      if (isUnused(bytes)) return false;
      const header = readChunkHeader(bytes);
      complaints.startChunk(fileOffset, header, bytes.length);
      if (header.magic) complaints.checksums(checkChunk(bytes, header, crc32));
      chunk = createChunk(bytes);
      chunkOffset = fileOffset;
      picked = pick;
      startChunk(work);
      names.clear();
      templates.startChunk(chunk);
      frameRecords(chunk.view, header, frames);
      complaints.endChunk();
      return true;
    },
  };
}

function everyRecord(): boolean {
  return true;
}

function readGenerally(
  chunk: Chunk,
  templates: Templates,
  at: number,
  size: number,
  origin: string,
): EventRecord | null {
  const elements = expandFragment(chunk, templates, at + RECORD_HEADER_SIZE, at + size - 4);
  const event = elements?.[0];
  if (event === undefined) return fail(chunk.work, "it holds no event");
  return recordOf(event, origin);
}

function skip(sink: ParseSink, record: EventRecord): void {
  const id = typeof record.recordId === "number" ? record.recordId : null;
  sink.skipped?.(id, record.time === null ? Number.NaN : Date.parse(record.time));
}
