import type { Readable } from "node:stream";
import * as zlib from "node:zlib";
import { type DiagnosticCode, diagnostic } from "../../parsers/diagnostics.ts";
import type { Format, ParseOptions, Parser, ParseSink } from "../../parsers/format.ts";
import type { Diagnostic, RawEvent } from "../model/raw-event.ts";
import type { Input } from "../model/report.ts";
import {
  type ByteOptions,
  chain,
  createSpool,
  fileBytes,
  fingerprint,
  type Pieces,
  ReadError,
  streamBytes,
} from "./bytes.ts";
import type { InputCoverage } from "./coverage.ts";
import type { InputPath } from "./expand-paths.ts";
import { createTally, type Tally } from "./tally.ts";

export interface ReadOptions extends ByteOptions {
  /** Refused records are counted, but not handed on. Default: all are wanted. */
  readonly wants?: (provider: string, eventId: number) => boolean;
  readonly timeZone?: string | undefined;
  readonly coverage?: InputCoverage;
  /** Awaited between pieces: a consumer that cannot keep up slows the reading down. */
  readonly drained?: () => Promise<void> | undefined;
  /** Makes a private folder, for an input that has to be read twice and cannot be. */
  readonly folder: () => string;
  readonly stdin: Readable;
}

/** Takes a wanted record; says whether it was used. */
export type UseRecord = (record: RawEvent) => boolean;

const HEAD = 64 * 1024;

/**
 * Reads one input from its first to its last byte in bounded memory and says what was in it. Trouble with the
 * content or the file is told in the result; an abort and faults of this program throw.
 */
export async function readInput(path: InputPath, use: UseRecord, options: ReadOptions): Promise<Input> {
  const tally = createTally(path.path, options.coverage);
  const before = path.path === "-" ? null : await fingerprint(path.path);
  try {
    await readContent(path, use, tally, options);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    tally.say(error.code, error.message);
  } finally {
    options.coverage?.end();
  }
  if (before !== null && before !== (await fingerprint(path.path))) {
    tally.say("input-changed", "was written to while it was read; read it again, or a copy of it");
  }
  return path.named ? tally.result() : withoutStranger(tally.result());
}

/** A folder may hold anything: a file there in which nothing looks like an event was not meant. */
function withoutStranger(input: Input): Input {
  const strange = input.diagnostics.every(({ code }) => code.endsWith("-unrecognised"));
  if (input.records > 0 || input.diagnostics.length === 0 || !strange) return input;
  const message =
    input.format === "unknown" ? "no known format of event logs" : `no event in it (${input.format})`;
  return { ...input, diagnostics: [diagnostic("input-passed-over", input.path, message)] };
}

async function readContent(
  path: InputPath,
  use: UseRecord,
  tally: Tally,
  options: ReadOptions,
): Promise<void> {
  const once = path.path === "-";
  const open = (): Pieces => (once ? streamBytes(options.stdin, options) : fileBytes(path.path, options));
  const { head, all } = await takeHead(open());
  try {
    const format = await chooseFormat(head, tally);
    if (format === null) return;
    const parse = parseOptions(path.path, options);
    if (format.survey === undefined) return await parsePieces(all, format, parse, use, tally, options);
    // What only the whole file can decide needs a first reading; what can be read only once is copied by it.
    const spool = once ? createSpool(options.folder()) : null;
    const survey = format.survey(parse);
    for await (const piece of all) {
      survey.write(piece);
      await spool?.write(piece);
    }
    const decided = { ...parse, ...survey.end() };
    const again = spool === null ? open() : await spool.reread(options);
    await parsePieces(again, format, decided, use, tally, options);
  } finally {
    await all.return();
  }
}

async function parsePieces(
  pieces: Pieces,
  format: Format,
  parse: ParseOptions,
  use: UseRecord,
  tally: Tally,
  options: ReadOptions,
): Promise<void> {
  const sink: ParseSink = {
    record(record) {
      tally.record(record);
      if (record.provider !== null && record.eventId !== null) {
        if (options.wants?.(record.provider, record.eventId) === false) return;
      }
      if (use(record)) tally.used();
    },
    diagnostic: (found) => tally.diagnostic(found),
    skipped: (recordId, time) => tally.skipped(recordId, time),
    stream: (server, channel) => options.coverage?.stream(server, channel),
  };
  const parser = guarded(format.parse(sink, parse), parse.name);
  try {
    for await (const piece of pieces) {
      parser.write(piece);
      await options.drained?.();
    }
  } catch (error) {
    // What was held back when the file could not be read any further is still good.
    if (error instanceof ReadError) parser.end();
    throw error;
  }
  parser.end();
}

/** A fault of a parser is reported with the file that shows it. */
function guarded(parser: Parser, name: string): Parser {
  const run = (what: () => void): void => {
    try {
      what();
    } catch (error) {
      throw new Error(`the reader failed in ${name}`, { cause: error });
    }
  };
  return { write: (bytes) => run(() => parser.write(bytes)), end: () => run(() => parser.end()) };
}

function parseOptions(name: string, { wants, coverage, timeZone }: ReadOptions): ParseOptions {
  return {
    name,
    ...(timeZone === undefined ? {} : { timeZone }),
    // In a collection of several logs a record has to be decoded to know which log it counts for.
    ...(wants === undefined
      ? {}
      : { wants: (provider: string, id: number) => coverage?.mixed === true || wants(provider, id) }),
    ...(typeof zlib.crc32 === "function" ? { crc32: zlib.crc32 } : {}),
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

async function takeHead(pieces: Pieces): Promise<{ readonly head: Uint8Array; readonly all: Pieces }> {
  const taken: Uint8Array[] = [];
  for (let length = 0; length < HEAD; ) {
    const next = await pieces.next();
    if (next.done === true) break;
    taken.push(next.value);
    length += next.value.length;
  }
  const start = taken.length === 1 && taken[0] !== undefined ? taken[0] : Buffer.concat(taken);
  return { head: start.subarray(0, HEAD), all: chain(start, pieces) };
}

async function chooseFormat(head: Uint8Array, tally: Tally): Promise<Format | null> {
  const { detect } = await import("../../parsers/registry.ts");
  const format = head.length === 0 ? null : await detect(head);
  if (format !== null) {
    tally.format(format.name);
    return format;
  }
  tally.say(...whyNot(head));
  return null;
}

function whyNot(head: Uint8Array): readonly [DiagnosticCode, string] {
  if (head.length === 0) return ["input-empty", "the file is empty"];
  if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4) {
    return ["input-zip", "a zip archive; unpack it and give the files in it"];
  }
  return ["input-unrecognised", "no known format of event logs"];
}

/** An input that could not even be opened, as a report shows it. */
export function unreadInput(found: Diagnostic): Input {
  return {
    path: found.where,
    format: "unknown",
    records: 0,
    used: 0,
    first: null,
    last: null,
    diagnostics: [found],
  };
}
