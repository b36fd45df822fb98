import type { LogReading } from "../model/log-reading.ts";
import type { Coverage } from "../model/report.ts";
import { type FilteredLog, toCoverage, toFiltered } from "./log-coverage.ts";
import { type Log, type Logs, note, openLog, unite } from "./log-numbers.ts";
import { fromReadings, toReading } from "./log-readings.ts";

export type { FilteredLog } from "./log-coverage.ts";

/** What one input says of the logs in it. */
export interface InputCoverage {
  /** The log that the next records without a name of their own come from. */
  stream(server: string | null, channel: string | null): void;
  /** A record: number (null: none, or above 2^53), time in milliseconds since 1970 (NaN: not known). */
  record(server: string | null, channel: string | null, recordId: number | null, time: number): void;
  /** A record that was passed over: it belongs to the only log of the input, if there is but one. */
  skipped(recordId: number | null, time: number): void;
  /** True when records of several logs were seen, so that `skipped` cannot tell whose a record is. */
  readonly mixed: boolean;
  /** All that was read so far, to be stored: what `coverageOf` takes. */
  readings(): readonly LogReading[];
  /** The input was read. */
  end(): void;
}

export interface CoverageTracker {
  input(): InputCoverage;
  /** By server and channel. To be called when all inputs are read. */
  result(): CoverageResult;
}

export interface CoverageResult {
  readonly coverage: readonly Coverage[];
  readonly filtered: readonly FilteredLog[];
  /** How many inputs hold records that name no computer. */
  readonly unnamedInputs: number;
}

/** No event log is older than this: a time before it is a damaged one, or a clock that was never set. */
const FIRST_TIME = Date.UTC(1990, 0, 1);
/** No longer ahead of the clock than that of another zone, read without its offset. */
const AHEAD_MS = 2 * 86_400_000;

/**
 * Collects what was read of each log: times, records, holes in the record numbers, over all inputs. One damaged
 * time must not make a log seem to reach further than it does, so times that cannot be are left out.
 *
 * @param now milliseconds since 1970; a record cannot have been written after it
 */
export function createCoverage(now = Number.POSITIVE_INFINITY): CoverageTracker {
  const all = createUnion();
  return { input: () => createInput(() => now, new Map(), all.add), result: all.result };
}

/**
 * The same from what was stored of each input: equal to what `createCoverage` tells of the inputs when they are read
 * in this order.
 *
 * @param now milliseconds since 1970, as for `createCoverage`
 */
export function coverageOf(inputs: readonly (readonly LogReading[])[], now: number): CoverageResult {
  const all = createUnion();
  for (const readings of inputs) all.add(fromReadings(readings, (time) => possible(time, now)));
  return all.result();
}

/**
 * What one input says, of which no end is known: it is read on and on, also after a restart.
 *
 * @param now milliseconds since 1970
 * @param known what was stored of the input
 */
export function createInputCoverage(now: () => number, known: readonly LogReading[] = []): InputCoverage {
  return createInput(
    now,
    fromReadings(known, (time) => possible(time, now())),
    () => {},
  );
}

function possible(time: number, now: number): number {
  return time >= FIRST_TIME && time <= now + AHEAD_MS ? time : Number.NaN;
}

function createUnion(): { add(read: Logs): void; result(): CoverageResult } {
  const logs: Logs = new Map();
  let unnamedInputs = 0;
  return {
    add(read) {
      unite(logs, read);
      if ([...read.values()].some((log) => log.server === "" && Number.isFinite(log.first))) {
        unnamedInputs += 1;
      }
    },
    result() {
      const seen = [...logs.values()]
        .filter(isDated)
        .sort((a, b) => compare(a.server, b.server) || compare(a.channel, b.channel));
      return { coverage: seen.map(toCoverage), filtered: seen.flatMap(toFiltered), unnamedInputs };
    },
  };
}

function isDated({ first, claimedFirst, last, claimedLast }: Log): boolean {
  return Number.isFinite(Math.min(first, claimedFirst)) && Number.isFinite(Math.max(last, claimedLast));
}

function createInput(now: () => number, logs: Logs, done: (logs: Logs) => void): InputCoverage {
  let current: Log | null = logs.size === 1 ? ([...logs.values()][0] ?? null) : null;
  const enter = (server: string | null, channel: string | null): Log => {
    const same = current !== null && current.server === server && current.channel === channel;
    if (current === null || !same) current = openLog(logs, server ?? "", channel ?? "");
    return current;
  };
  return {
    get mixed() {
      return logs.size > 1;
    },
    stream: (server, channel) => void enter(server, channel),
    record: (server, channel, recordId, time) =>
      note(enter(server, channel), recordId, possible(time, now())),
    skipped(recordId, time) {
      if (current !== null && logs.size === 1) note(current, recordId, possible(time, now()));
    },
    readings: () => [...logs.values()].map(toReading),
    end: () => done(logs),
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
