import type { Readable } from "node:stream";
import { type DiagnosticCode, diagnostic } from "../../parsers/diagnostics.ts";
import type { Format, ParseOptions } from "../../parsers/format.ts";
import type { Diagnostic } from "../model/raw-event.ts";
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
import type { InputPath } from "./expand-paths.ts";
import { createSink, guarded, parseOptions, type ReadWhat, type UseRecord } from "./parse.ts";
import { createTally, type Tally } from "./tally.ts";

export interface ReadOptions extends ByteOptions, ReadWhat {
  /** How the input is called in what is told of it. Default: its path. */
  readonly name?: string;
  /** Awaited between pieces: a consumer that cannot keep up slows the reading down. */
  readonly drained?: () => Promise<void> | undefined;
  /** Makes a private folder, for an input that has to be read twice and cannot be. */
  readonly folder: () => string;
  readonly stdin: Readable;
}

const HEAD = 64 * 1024;

/**
 * Reads one input from its first to its last byte in bounded memory and says what was in it. Trouble with the
 * content or the file is told in the result; an abort and faults of this program throw.
 */
export async function readInput(path: InputPath, use: UseRecord, options: ReadOptions): Promise<Input> {
  const tally = createTally(options.name ?? path.path, options.coverage);
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
  const pieces = open();
  const { head, all } = await takeHead(pieces);
  try {
    const format = await chooseFormat(head, tally);
    if (format === null) return;
    const parse = parseOptions(options.name ?? path.path, options);
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
    // Not by `all`: where nobody has asked it for anything, it does not hand this on.
    await pieces.return();
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
  const sink = createSink(tally, use, options);
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

async function takeHead(pieces: Pieces): Promise<{ readonly head: Uint8Array; readonly all: Pieces }> {
  const taken: Uint8Array[] = [];
  for (let length = 0; length < HEAD; ) {
    const next = await pieces.next();
    if (next.done === true) break;
    // A short piece does not hold until the others are there.
    taken.push(next.value.length < HEAD ? next.value.slice() : next.value);
    length += next.value.length;
  }
  const start = taken.length === 1 && taken[0] !== undefined ? taken[0] : Buffer.concat(taken);
  return { head: start.subarray(0, HEAD), all: chain(start, pieces) };
}

async function chooseFormat(head: Uint8Array, tally: Tally): Promise<Format | null> {
  const { detect, isOfDatabase } = await import("../../parsers/registry.ts");
  const format = head.length === 0 ? null : await detect(head);
  if (format !== null) {
    tally.format(format.name);
    return format;
  }
  if (await isOfDatabase(head)) tally.say("input-unrecognised", OF_DATABASE);
  else tally.say(...whyNot(head));
  return null;
}

const OF_DATABASE = "a file of the database engine, no event log; thawline verify checks it";

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
