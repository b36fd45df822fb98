import type { Coverage } from "../model/report.ts";
import { firstTime, lastTime, type Runs, trueEpochs } from "./epochs.ts";
import { gapsOfLog } from "./gaps.ts";
import { createIntervals, type Interval, type Intervals } from "./intervals.ts";

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

/** A log of which only some records were exported, so that holes in the numbers mean nothing. */
export interface FilteredLog {
  readonly server: string;
  readonly channel: string;
  readonly present: number;
  readonly range: number;
}

/** A log with more holes than this is a filtered export, or not worth listing hole by hole. */
const MAX_RUNS = 10_000;
/** Numbers that start anew more often than this are no record numbers. */
const MAX_EPOCHS = 16;
/** Hostile input can name another computer in each record. */
const MAX_LOGS = 10_000;
/** An export by filter leaves short runs; one that lost a part of the log leaves long ones. */
const FILTERED_RUN = 20;
/** Threads write in another order than they stamp; a time further off the edge than this is a wrong one. */
const EDGE_MS = 5 * 60_000;

interface Log {
  /** The longest spelling seen. */
  server: string;
  readonly channel: string;
  first: number;
  last: number;
  unnumbered: number;
  /** Last used first. In each the times go up with the numbers; a cleared log starts another one. */
  readonly epochs: Intervals[];
  numbersUsable: boolean;
}

type Logs = Map<string, Log>;

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
  const logs: Logs = new Map();
  let unnamedInputs = 0;
  const possible = (time: number) => (time >= FIRST_TIME && time <= now + AHEAD_MS ? time : Number.NaN);
  return {
    input: () =>
      createInputCoverage(possible, (read) => {
        unite(logs, read);
        if ([...read.values()].some((log) => log.server === "" && Number.isFinite(log.first)))
          unnamedInputs += 1;
      }),
    result() {
      const seen = [...logs.values()]
        .filter((it) => Number.isFinite(it.first))
        .sort((a, b) => compare(a.server, b.server) || compare(a.channel, b.channel));
      return { coverage: seen.map(toCoverage), filtered: seen.flatMap(toFiltered), unnamedInputs };
    },
  };
}

function createInputCoverage(possible: (time: number) => number, done: (logs: Logs) => void): InputCoverage {
  const logs: Logs = new Map();
  let current: Log | null = null;
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
    record: (server, channel, recordId, time) => note(enter(server, channel), recordId, possible(time)),
    skipped(recordId, time) {
      if (current !== null && logs.size === 1) note(current, recordId, possible(time));
    },
    end: () => done(logs),
  };
}

function openLog(logs: Logs, server: string, channel: string): Log {
  // Exports name a computer with or without its domain; it is one log all the same.
  const key = `${server.split(".")[0]?.toLowerCase()}\n${channel.toLowerCase()}`;
  const known = logs.get(key);
  if (known !== undefined) {
    if (server.length > known.server.length) known.server = server;
    return known;
  }
  if (logs.size >= MAX_LOGS && server + channel !== "") return openLog(logs, "", "");
  const made: Log = {
    server,
    channel,
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
    unnumbered: 0,
    epochs: [],
    numbersUsable: true,
  };
  logs.set(key, made);
  return made;
}

function note(log: Log, recordId: number | null, time: number): void {
  if (time < log.first) log.first = time;
  if (time > log.last) log.last = time;
  if (recordId === null) log.unnumbered += 1;
  else addRun(log, { from: recordId, to: recordId, fromTime: time, toTime: time });
}

/** Puts a run of numbers into the epoch that it touches, else one that it fits, else its own. */
function addRun(log: Log, run: Interval): void {
  const [current] = log.epochs;
  const fit = current?.fit(run);
  const touched = fit === "touches" ? current : log.epochs.find((epoch) => epoch.fit(run) === "touches");
  const fitting = fit === "apart" ? current : log.epochs.find((epoch) => epoch.fit(run) === "apart");
  let epoch = touched ?? fitting;
  if (epoch === undefined && log.epochs.length < MAX_EPOCHS) {
    epoch = createIntervals();
    log.epochs.unshift(epoch);
  }
  if (epoch === undefined || (epoch !== touched && epoch.list.length >= MAX_RUNS)) {
    log.numbersUsable = false;
    log.unnumbered += run.to - run.from + 1;
    return;
  }
  if (epoch !== log.epochs[0]) {
    log.epochs.splice(log.epochs.indexOf(epoch), 1);
    log.epochs.unshift(epoch);
  }
  epoch.add(run);
}

/**
 * Adds what one input held. An input with several servers is a collection (ForwardedEvents): each computer
 * numbers for itself and only what a subscription asks for arrives, so that its numbers tell of no loss.
 */
function unite(all: Logs, read: Logs): void {
  const servers = new Set([...read.values()].map((log) => log.server.toLowerCase()));
  for (const log of read.values()) {
    const whole = openLog(all, log.server, log.channel);
    whole.first = Math.min(whole.first, log.first);
    whole.last = Math.max(whole.last, log.last);
    whole.unnumbered += log.unnumbered;
    const runs = log.epochs.flatMap((epoch) => epoch.list);
    if (servers.size > 1 || !hasOwnNumbers(log)) whole.unnumbered += total(runs);
    else for (const run of runs) addRun(whole, run);
    if (!log.numbersUsable) whole.numbersUsable = false;
  }
}

/** Without the names of computer and log, numbers of different logs would be taken for those of one. */
function hasOwnNumbers(log: Log): boolean {
  return log.server !== "" && log.channel !== "" && log.channel.toLowerCase() !== "forwardedevents";
}

function toCoverage(log: Log): Coverage {
  const epochs = epochsOf(log);
  const filtered = epochs.some(isFiltered);
  const { first, last } = edgesOf(log, epochs);
  return {
    server: log.server,
    channel: log.channel,
    first: new Date(first).toISOString(),
    last: new Date(last).toISOString(),
    // Exports with and without numbers may hold the same records: the sum would count them twice.
    records: Math.max(sum(log.epochs.map((epoch) => total(epoch.list))), log.unnumbered),
    gaps: filtered || !log.numbersUsable ? [] : gapsOfLog(epochs),
    ...(filtered ? { filtered } : {}),
  };
}

function epochsOf(log: Log): readonly Runs[] {
  return trueEpochs(log.epochs.map((epoch) => epoch.list));
}

/** The times of the first and the last number, so that one record with a wrong clock does not move an edge. */
function edgesOf(log: Log, epochs: readonly Runs[]): { readonly first: number; readonly last: number } {
  const first = Math.min(...epochs.map(firstTime));
  const last = Math.max(...epochs.map(lastTime));
  const numbered = log.numbersUsable && log.unnumbered === 0;
  return {
    first: numbered && first - log.first > EDGE_MS ? first : log.first,
    last: numbered && log.last - last > EDGE_MS ? last : log.last,
  };
}

function toFiltered(log: Log): readonly FilteredLog[] {
  const filtered = epochsOf(log).filter(isFiltered);
  if (filtered.length === 0) return [];
  return [
    {
      server: log.server,
      channel: log.channel,
      present: sum(filtered.map(total)),
      range: sum(filtered.map(range)),
    },
  ];
}

function isFiltered(list: readonly Interval[]): boolean {
  if (list.length < 2) return false;
  const present = total(list);
  return list.length >= MAX_RUNS || (present * 2 < range(list) && present / list.length < FILTERED_RUN);
}

/** How many records the runs hold. */
function total(list: readonly Interval[]): number {
  return sum(list.map((interval) => interval.to - interval.from + 1));
}

function range(list: readonly Interval[]): number {
  return (list.at(-1)?.to ?? 0) - (list[0]?.from ?? 1) + 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
