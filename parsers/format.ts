import type { LineBuffer } from "./line-buffer.ts";
import type { Diagnostic, EventRecord } from "./record.ts";

/**
 * Receives what a parser finds, in the order of the file. Calls are synchronous: a caller that has to
 * wait (for a slow pipe, say) waits before it writes the next bytes.
 */
export interface ParseSink {
  record(record: EventRecord): void;
  diagnostic(diagnostic: Diagnostic): void;
  /**
   * A record that was framed and passed over because `ParseOptions.wants` refused it. `time` is in
   * milliseconds since 1970, NaN where the format does not tell it cheaply. Lets a caller count and find gaps
   * in the record numbers without paying for the decoding.
   */
  skipped?(recordId: number | null, time: number): void;
  /**
   * Which log the records come from, once for each that is seen; at least once in a file with a readable
   * record, also when all its records are passed over.
   */
  stream?(server: string | null, channel: string | null): void;
  /** Present where lines are wanted: a format that can print a record without making it hands it over here. */
  readonly lines?: LineSink;
}

/** Where lines of NDJSON go, each as `ndjson` makes it, with its line feed. */
export interface LineSink {
  readonly lines: LineBuffer;
  /** A line was added. The time of its record is in milliseconds since 1970, NaN where it has none. */
  printed(time: number): void;
}

export interface ParseOptions {
  /** The name used in `origin` and in diagnostics. */
  readonly name: string;
  /**
   * Says whether a record is wanted, by provider (as written; compare without case) and id. Formats that can
   * decide before they decode do so; the others decode and then ask. Default: all.
   */
  readonly wants?: (provider: string, eventId: number) => boolean;
  /** IANA zone of local times without offset. Default: UTC, and a diagnostic says so. */
  readonly timeZone?: string;
  /** The order of day and month in dates with separators, when a survey of the whole file has decided it. */
  readonly dateOrder?: DateOrder;
  /** The number of the first line, where the bytes are a later part of a file of lines (JSON). Default: 1. */
  readonly firstLine?: number;
  /** CRC32 of bytes, continuing from a value. Default: a portable one; node:zlib's is six times faster. */
  readonly crc32?: (bytes: Uint8Array, value?: number) => number;
  /** Decodes UTF-16LE bytes, lone surrogates kept. Default: a portable one. */
  readonly utf16?: (bytes: Uint8Array, from: number, to: number) => string;
}

export type DateOrder = "dmy" | "mdy" | "ymd";

/** Takes the bytes of one file, in pieces of any size. They may change after the call: what is needed later is copied. */
export interface Parser {
  write(bytes: Uint8Array): void;
  /** No more bytes will come: hands over what is held back and says what is cut off. */
  end(): void;
}

/** A first reading of a whole file, for what can be decided only by all of it. */
export interface Survey {
  write(bytes: Uint8Array): void;
  end(): Pick<ParseOptions, "dateOrder">;
}

export interface Format {
  /** Stable, as it stands in `Input.format`: `evtx`, `event-xml`, `event-json`, `event-csv`, `event-text`. */
  readonly name: string;
  /**
   * How sure the format is that these first bytes (up to 64 KiB) are its own: 0 no, 1 certain. Decides by
   * content; the file's name is not known here.
   */
  sniff(head: Uint8Array): number;
  parse(sink: ParseSink, options: ParseOptions): Parser;
  /** Present where the format needs a first reading (ambiguous dates). */
  survey?(options: ParseOptions): Survey;
}
