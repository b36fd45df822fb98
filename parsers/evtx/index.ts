import { diagnostic } from "../diagnostics.ts";
import type { Format, Parser, ParseSink } from "../format.ts";
import { startsWith } from "./bytes.ts";
import { CHUNK_MAGIC, CHUNK_SIZE } from "./chunk.ts";
import { place } from "./complaints.ts";
import { crc32 } from "./crc32.ts";
import { FILE_HEADER_SIZE, FILE_MAGIC, readFileHeader } from "./header.ts";
import { createChunkReader, type ReaderOptions } from "./reader.ts";

/** The magic of a chunk where the first one stands is proof enough, but another format may be surer. */
const DAMAGED_SCORE = 0.8;

/**
 * Windows event logs (.evtx). Reads all that is there, in the order of the file: of dirty, wrapped, cut and damaged
 * logs too, whatever the header claims. Memory does not depend on the size of the file.
 */
export const evtx: Format = {
  name: "evtx",
  sniff(head) {
    if (startsWith(head, 0, FILE_MAGIC)) return 1;
    return startsWith(head, FILE_HEADER_SIZE, CHUNK_MAGIC) ? DAMAGED_SCORE : 0;
  },
  parse: createEvtxParser,
};

export function createEvtxParser(sink: ParseSink, options: ReaderOptions): Parser {
  const reader = createChunkReader(sink, options);
  const { name } = options;
  /** What came of the header, or of the chunk that is being put together. */
  const held = new Uint8Array(CHUNK_SIZE);
  let filled = 0;
  /** Of the first byte in `held`. */
  let offset = 0;
  let chunks = 0;
  let toldChunks: number | undefined;

  const tell = (code: Parameters<typeof diagnostic>[0], where: string, message: string): void =>
    sink.diagnostic(diagnostic(code, where, message));

  function readHeader(): void {
    const header = readFileHeader(held.subarray(0, FILE_HEADER_SIZE), options.crc32 ?? crc32);
    if (!header.magic)
      tell("evtx-file-magic", place(name, 0), "The file does not start as an event log does.");
    else if (header.checksummed && !header.checksumMatches) {
      tell("evtx-header-checksum", place(name, 0), "The checksum of the file header does not match.");
    }
    if (header.dirty) toldChunks = header.chunks;
  }

  function readChunk(bytes: Uint8Array): void {
    if (reader.read(bytes, offset)) chunks++;
    offset += bytes.length;
  }

  return {
    write(bytes) {
      let at = 0;
      while (at < bytes.length) {
        const whole = offset === 0 ? FILE_HEADER_SIZE : CHUNK_SIZE;
        if (filled === 0 && offset > 0 && bytes.length - at >= CHUNK_SIZE) {
          readChunk(new Uint8Array(bytes.buffer, bytes.byteOffset + at, CHUNK_SIZE));
          at += CHUNK_SIZE;
          continue;
        }
        const taken = Math.min(whole - filled, bytes.length - at);
        held.set(bytes.subarray(at, at + taken), filled);
        filled += taken;
        at += taken;
        if (filled < whole) return;
        filled = 0;
        if (offset === 0) {
          readHeader();
          offset = FILE_HEADER_SIZE;
        } else {
          readChunk(held);
        }
      }
    },
    end() {
      if (offset === 0) {
        tell("evtx-truncated", place(name, filled), "The file ends inside of its header.");
      } else if (filled > 0) {
        readChunk(held.slice(0, filled));
      }
      if (toldChunks !== undefined) {
        const counts =
          toldChunks === chunks ? "" : ` Its header tells of ${toldChunks} chunks, ${chunks} are there.`;
        const message = `The log was in use or not closed properly when it was copied.${counts}`;
        tell("evtx-dirty", name, message);
      }
    },
  };
}
