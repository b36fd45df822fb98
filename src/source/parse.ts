import * as zlib from "node:zlib";
import type { LineSink, ParseOptions, Parser, ParseSink } from "../../parsers/format.ts";
import type { RawEvent } from "../model/raw-event.ts";
import type { InputCoverage } from "./coverage.ts";
import type { Tally } from "./tally.ts";

/** Takes a wanted record; says whether it was used. */
export type UseRecord = (record: RawEvent) => boolean;

export interface ReadWhat {
  /** Refused records are counted, but not handed on. Default: all are wanted. */
  readonly wants?: (provider: string, eventId: number) => boolean;
  readonly timeZone?: string | undefined;
  readonly coverage?: InputCoverage;
  /** Where formats that can print lines of NDJSON do so, instead of handing on records. Not together with coverage. */
  readonly lines?: LineSink;
}

/** Counts what a parser finds and hands on what is wanted of it. */
export function createSink(tally: Tally, use: UseRecord, { wants, coverage, lines }: ReadWhat): ParseSink {
  return {
    record(record) {
      tally.record(record);
      if (record.provider !== null && record.eventId !== null) {
        if (wants?.(record.provider, record.eventId) === false) return;
      }
      if (use(record)) tally.used();
    },
    diagnostic: (found) => tally.diagnostic(found),
    skipped: (recordId, time) => tally.skipped(recordId, time),
    stream: (server, channel) => coverage?.stream(server, channel),
    ...(lines === undefined || coverage !== undefined ? {} : { lines: counted(lines, tally) }),
  };
}

function counted({ lines, printed }: LineSink, tally: Tally): LineSink {
  return {
    lines,
    printed(time) {
      tally.printed(time);
      printed(time);
    },
  };
}

/** A fault of a parser is reported with the file that shows it. */
export function guarded(parser: Parser, name: string): Parser {
  const run = (what: () => void): void => {
    try {
      what();
    } catch (error) {
      throw new Error(`the reader failed in ${name}`, { cause: error });
    }
  };
  return { write: (bytes) => run(() => parser.write(bytes)), end: () => run(() => parser.end()) };
}

export function parseOptions(name: string, { wants, coverage, timeZone }: ReadWhat): ParseOptions {
  return {
    name,
    ...(timeZone === undefined ? {} : { timeZone }),
    // In a collection of several logs a record has to be decoded to know which log it counts for.
    ...(wants === undefined
      ? {}
      : { wants: (provider: string, id: number) => coverage?.mixed === true || wants(provider, id) }),
    ...(systemCrc32 === undefined ? {} : { crc32: systemCrc32 }),
    utf16: decodeUtf16,
  };
}

/** What `toString("utf16le")` calls in the end; not documented, so it may be absent one day. */
const { ucs2Slice } = Buffer.prototype as {
  ucs2Slice?: (this: Uint8Array, from: number, to: number) => string;
};

/** A log holds several strings a record: a Buffer made for each of them would cost as much as its decoding. */
function decodeUtf16(bytes: Uint8Array, from: number, to: number): string {
  if (ucs2Slice !== undefined) return ucs2Slice.call(bytes, from, to);
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("utf16le");
}

/** Absent before Node 20.15. */
export const systemCrc32: typeof zlib.crc32 | undefined = zlib.crc32;
