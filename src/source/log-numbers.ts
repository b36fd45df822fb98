import { shortName } from "../model/names.ts";
import { createIntervals, type Interval, type Intervals } from "./intervals.ts";

/** A log with more holes than this is a filtered export, or not worth listing hole by hole. */
export const MAX_RUNS = 10_000;
/** Numbers that start anew more often than this are no record numbers. */
const MAX_EPOCHS = 16;
/** Hostile input can name another computer in each record. */
const MAX_LOGS = 10_000;

/** What is known of one log. Times in milliseconds since 1970. */
export interface Log {
  /** The longest spelling seen. */
  server: string;
  readonly channel: string;
  /** Of its records. */
  first: number;
  last: number;
  /** What a source says beyond its records: it read from here, or to here, and nothing was there. */
  claimedFirst: number;
  claimedLast: number;
  unnumbered: number;
  /** Last used first. In each the times go up with the numbers; a cleared log starts another one. */
  readonly epochs: Intervals[];
  numbersUsable: boolean;
  /** Told by the source of a collecting log, which numbers what arrives. */
  ownNumbers: boolean;
}

export type Logs = Map<string, Log>;

export function openLog(logs: Logs, server: string, channel: string): Log {
  // Exports name a computer with or without its domain; it is one log all the same.
  const key = `${shortName(server)}\n${channel.toLowerCase()}`;
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
    claimedFirst: Number.POSITIVE_INFINITY,
    claimedLast: Number.NEGATIVE_INFINITY,
    unnumbered: 0,
    epochs: [],
    numbersUsable: true,
    ownNumbers: false,
  };
  logs.set(key, made);
  return made;
}

export function note(log: Log, recordId: number | null, time: number): void {
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
export function unite(all: Logs, read: Logs): void {
  const servers = new Set([...read.values()].map((log) => log.server.toLowerCase()));
  for (const log of read.values()) {
    const whole = openLog(all, log.server, log.channel);
    whole.first = Math.min(whole.first, log.first);
    whole.last = Math.max(whole.last, log.last);
    whole.claimedFirst = Math.min(whole.claimedFirst, log.claimedFirst);
    whole.claimedLast = Math.max(whole.claimedLast, log.claimedLast);
    whole.unnumbered += log.unnumbered;
    const runs = log.epochs.flatMap((epoch) => epoch.list);
    if (log.ownNumbers) whole.ownNumbers = true;
    if (!log.ownNumbers && (servers.size > 1 || !hasOwnNumbers(log))) whole.unnumbered += total(runs);
    else for (const run of runs) addRun(whole, run);
    if (!log.numbersUsable) whole.numbersUsable = false;
  }
}

/** Without the names of computer and log, numbers of different logs would be taken for those of one. */
function hasOwnNumbers(log: Log): boolean {
  return log.server !== "" && log.channel !== "" && log.channel.toLowerCase() !== "forwardedevents";
}

/** How many records the runs hold. */
export function total(list: readonly Interval[]): number {
  return sum(list.map((interval) => interval.to - interval.from + 1));
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
