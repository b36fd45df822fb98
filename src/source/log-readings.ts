import type { LogReading, ReadRun } from "../model/log-reading.ts";
import { createIntervals, type Interval } from "./intervals.ts";
import { type Log, type Logs, openLog } from "./log-numbers.ts";

/** What is known of a log, as plain data. */
export function toReading(log: Log): LogReading {
  return {
    server: log.server,
    channel: log.channel,
    first: knownOrNull(Math.min(log.first, log.claimedFirst)),
    last: knownOrNull(Math.max(log.last, log.claimedLast)),
    seen: { earliest: knownOrNull(log.first), latest: knownOrNull(log.last) },
    unnumbered: log.unnumbered,
    epochs: log.epochs.map((epoch) => epoch.list.map(toRun)),
    numbersUsable: log.numbersUsable,
    ...(log.ownNumbers ? { ownNumbers: true } : {}),
  };
}

/** What was stored of the logs of one input. Times that are not `possible` are taken as unknown. */
export function fromReadings(readings: readonly LogReading[], possible: (time: number) => number): Logs {
  const logs: Logs = new Map();
  for (const reading of readings) {
    const log = openLog(logs, reading.server, reading.channel);
    const epochs = reading.epochs.map((runs) =>
      createIntervals(runs.map((run) => toInterval(run, possible))),
    );
    log.epochs.push(...epochs);
    log.unnumbered += reading.unnumbered;
    if (!reading.numbersUsable) log.numbersUsable = false;
    if (reading.ownNumbers === true) log.ownNumbers = true;
    takeEdges(log, reading, possible);
  }
  return logs;
}

/** What lies beyond the records was told by the source: it looked there and found nothing. */
function takeEdges(log: Log, reading: LogReading, possible: (time: number) => number): void {
  const [first, last] = [possible(reading.first ?? Number.NaN), possible(reading.last ?? Number.NaN)];
  const { earliest, latest } = reading.seen ?? spanOf(log, reading);
  const [from, to] = [possible(earliest ?? Number.NaN), possible(latest ?? Number.NaN)];
  if (from < log.first) log.first = from;
  if (to > log.last) log.last = to;
  if (first < log.first) log.claimedFirst = first;
  if (last > log.last) log.claimedLast = last;
}

/** Times of records without number are not kept: then only the edges themselves are known. */
function spanOf(log: Log, { first, last }: LogReading): NonNullable<LogReading["seen"]> {
  if (!log.numbersUsable || log.unnumbered > 0) return { earliest: first, latest: last };
  let [earliest, latest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { list } of log.epochs) {
    for (const { fromTime, toTime } of list) {
      for (const time of [fromTime, toTime]) {
        if (time < earliest) earliest = time;
        if (time > latest) latest = time;
      }
    }
  }
  return { earliest, latest };
}

function toRun({ from, to, fromTime, toTime }: Interval): ReadRun {
  return { from, to, fromTime: knownOrNull(fromTime), toTime: knownOrNull(toTime) };
}

function toInterval({ from, to, fromTime, toTime }: ReadRun, possible: (time: number) => number): Interval {
  return { from, to, fromTime: possible(fromTime ?? Number.NaN), toTime: possible(toTime ?? Number.NaN) };
}

function knownOrNull(time: number): number | null {
  return Number.isFinite(time) ? time : null;
}
