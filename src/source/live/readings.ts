import type { LogReading, ReadRun } from "../../model/log-reading.ts";
import type { RawEvent } from "../../model/raw-event.ts";
import type { Stamp } from "./place.ts";

/** So many holes and clearings of one log are remembered; the oldest are forgotten, as a log that was read for years allows. */
const MOST_RUNS = 100;
const MOST_EPOCHS = 8;
/** A collector takes from a few thousand computers at most; the events of further ones are read all the same. */
const MOST_COMPUTERS = 4_000;

/** A log of which nothing was read yet. @param first from when on it is read, in milliseconds since 1970 */
export function newReading(server: string, channel: string, first: number): LogReading {
  return { server, channel, first, last: null, unnumbered: 0, epochs: [], numbersUsable: true };
}

/** What was read now: every record from one number to another. */
export interface Stretch {
  readonly from: Stamp;
  readonly to: Stamp;
  /** Everything that was written up to this time is among it. */
  readonly until: number | null;
  /** The numbers began anew with it. */
  readonly anew: boolean;
}

/** The reading of a log after a stretch more of it. */
export function extend(reading: LogReading, { from, to, until, anew }: Stretch): LogReading {
  const run: ReadRun = { from: from.number, to: to.number, fromTime: from.time, toTime: to.time };
  const [current = [], ...earlier] = reading.epochs;
  const epochs = anew && current.length > 0 ? [[run], ...reading.epochs] : [addRun(current, run), ...earlier];
  return {
    ...reading,
    last: later(reading.last, until ?? to.time),
    epochs: epochs.slice(0, MOST_EPOCHS),
  };
}

/** Everything up to this time was read, and nothing was there. */
export function moveOn(reading: LogReading, until: number): LogReading {
  return { ...reading, last: later(reading.last, until) };
}

function addRun(runs: readonly ReadRun[], run: ReadRun): readonly ReadRun[] {
  const last = runs.at(-1);
  if (last === undefined || run.from > last.to + 1) return [...runs, run].slice(-MOST_RUNS);
  if (run.to <= last.to) return runs;
  return [...runs.slice(0, -1), { ...last, to: run.to, toTime: run.toTime ?? last.toTime }];
}

function later(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

/**
 * What a collecting log holds of each computer: only what its subscription asks for and has arrived, so that the numbers
 * tell of no loss, and nothing is claimed beyond the newest event that came.
 *
 * @param own the reading of the collecting log itself; it stays first
 */
export function noteForwarded(
  readings: readonly LogReading[],
  records: readonly RawEvent[],
): readonly LogReading[] {
  const [own, ...others] = readings;
  if (own === undefined) return readings;
  const byLog = new Map(others.map((reading) => [keyOf(reading.server, reading.channel), reading]));
  for (const { server, channel, time } of records) {
    const key = keyOf(server ?? "", channel ?? "");
    const at = Date.parse(time ?? "");
    const known = byLog.get(key);
    if (!Number.isFinite(at) || (known === undefined && byLog.size >= MOST_COMPUTERS)) continue;
    const { first, last, unnumbered, ...rest } = known ?? newReading(server ?? "", channel ?? "", at);
    byLog.set(key, {
      ...rest,
      first: Math.min(first ?? at, at),
      last: Math.max(last ?? at, at),
      unnumbered: unnumbered + 1,
    });
  }
  return [own, ...byLog.values()];
}

function keyOf(server: string, channel: string): string {
  return `${server.toLowerCase()}\n${channel.toLowerCase()}`;
}
