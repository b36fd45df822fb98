import { Readable } from "node:stream";
import { diagnostic } from "../../../parsers/diagnostics.ts";
import { MOST_RECORDS, type Source, type SourceBatch } from "../../model/source.ts";
import { chain, type Pieces, ReadError, streamBytes } from "../bytes.ts";
import { type Clock, systemClock } from "../clock.ts";
import { createInputCoverage } from "../coverage.ts";
import { beginsWithJsonLine, readLines, wholeLines } from "./json-lines.ts";
import type { FollowOptions } from "./options.ts";
import { createReading } from "./reading.ts";
import { readWhole } from "./whole.ts";

export interface StdinOptions extends FollowOptions {
  readonly stdin: Readable;
}

/** What has come is handed on after so long at the latest. */
const PATIENCE_MS = 200;
/** A first line that is longer is not that of a collector of events. */
const LONGEST_HEAD = 1024 * 1024;
/** A longer line is no event; what objects there are in it are looked for. */
const LONGEST_LINE = 8 * 1024 * 1024;

const NAME = "-";
const EMPTY = new Uint8Array(0);

/**
 * What is piped in: JSON lines without end, as Winlogbeat and Vector write them, are handed on as they come; any other
 * format is read to its end. A pipe cannot be read again, so there is no position. What is not asked for is not read,
 * which holds the writer up.
 */
export function createStdinSource(options: StdinOptions): Source {
  const clock = options.clock ?? systemClock;

  async function* batches(signal: AbortSignal): AsyncGenerator<SourceBatch, void> {
    const stop = new AbortController();
    const pieces = streamBytes(options.stdin, { signal: AbortSignal.any([signal, stop.signal]) });
    try {
      const { head, isLines } = await takeHead(pieces);
      const all = chain(head, pieces);
      yield* isLines ? lines(all, options, clock, signal) : whole(all, options, clock, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ReadError)) throw error;
      const reading = createReading(NAME, options, true);
      reading.sink.diagnostic(diagnostic(error.code, NAME, error.message));
      yield reading.batch({ position: null, restart: "resumes", caughtUp: true });
    } finally {
      // A pipe that nobody writes to would be waited for. What ending it fails with is this abort.
      stop.abort();
      await pieces.return().catch(() => undefined);
    }
  }

  return { name: NAME, signsOfLife: false, batches: (_, signal) => batches(signal) };
}

/** The beginning, as far as it takes to tell lines from other formats. */
async function takeHead(pieces: Pieces): Promise<{ readonly head: Uint8Array; readonly isLines: boolean }> {
  let head: Uint8Array = EMPTY;
  for (;;) {
    const isLines = beginsWithJsonLine(head);
    if (isLines !== null || head.length >= LONGEST_HEAD) return { head, isLines: isLines === true };
    const next = await pieces.next();
    if (next.done === true) return { head, isLines: false };
    head = Buffer.concat([head, next.value]);
  }
}

async function* whole(pieces: Pieces, options: StdinOptions, clock: Clock, signal: AbortSignal) {
  const coverage = createInputCoverage(clock.now, options.known(NAME)?.logs);
  const path = { path: NAME, named: true, bytes: null };
  const what = { ...options, coverage, stdin: Readable.from(pieces) };
  // What comes through a pipe after a restart is new.
  for await (const batch of readWhole(path, NAME, () => null, what, signal)) {
    yield { ...batch, restart: "resumes" } as const;
  }
}

async function* lines(pieces: Pieces, options: StdinOptions, clock: Clock, signal: AbortSignal) {
  const reading = createReading(NAME, options, true);
  reading.format("event-json");
  const batch = (caughtUp: boolean) => reading.batch({ position: null, restart: "resumes", caughtUp });
  const pull = async (): Promise<Uint8Array | "over"> => {
    try {
      const { done, value } = await pieces.next();
      return done === true ? "over" : value;
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      reading.sink.diagnostic(diagnostic(error.code, NAME, error.message));
      return "over";
    }
  };
  let open: Uint8Array = EMPTY;
  let line = 1;
  const ask = (): Promise<Uint8Array | "over"> => {
    const asked = pull();
    // It can fail while a batch is being stored, and nobody waits for it.
    asked.catch(() => undefined);
    return asked;
  };
  let next = ask();
  let due: Promise<"due"> | null = null;

  for (;;) {
    const came = await (due === null ? next : Promise.race([next, due]));
    if (signal.aborted) return;
    if (came === "due") {
      due = null;
      yield batch(true);
      continue;
    }
    if (came === "over") break;
    open = Buffer.concat([open, came]);
    for (let whole = wholeLines(open); whole.length > 0; whole = wholeLines(open)) {
      readLines(open.subarray(0, whole.length), line, reading);
      open = open.subarray(whole.length);
      line += whole.lines;
      while (reading.held >= MOST_RECORDS) yield batch(false);
    }
    if (open.length > LONGEST_LINE) {
      readLines(open, line, reading);
      open = EMPTY;
    }
    due ??= clock.sleep(PATIENCE_MS, signal).then(() => "due" as const);
    next = ask();
  }
  if (open.length > 0) readLines(open, line, reading);
  do yield batch(reading.held <= MOST_RECORDS);
  while (reading.held > 0);
}
