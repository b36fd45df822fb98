import type { Alert, OutboxEntry } from "./alert.ts";
import type { Placed } from "./event.ts";
import type { Finding } from "./finding.ts";
import type { Job } from "./job.ts";
import type { LogReading } from "./log-reading.ts";
import type { Coverage, Input } from "./report.ts";
import type { Position } from "./source.ts";

/**
 * What the watcher keeps. All calls are synchronous and durable when the transaction around them has ended; times are
 * milliseconds since 1970 unless said otherwise.
 *
 * The events are the truth. The machine's states, the tracked jobs and the judged jobs are worked out from them and can
 * be worked out anew from any second on; that is what happens when an event comes late, and after a kill.
 */
export interface Store {
  /** All or nothing. Not nested. What `work` throws undoes it and is thrown on. */
  transaction<T>(work: () => T): T;

  readonly bookmarks: Bookmarks;
  readonly events: EventLog;
  readonly machine: MachineLog;
  readonly verdicts: Verdicts;
  readonly alerts: Alerts;
  readonly outbox: Outbox;
  readonly notes: Notes;

  /**
   * Forgets what is older than `before`: judged jobs and their findings, resolved alerts, outbox rows that were sent or are
   * dead; and events that nothing needs any more (`events.settle`). Gives space back bit by bit.
   *
   * @returns how many rows went
   */
  prune(before: number): number;
  /** Of the files on disk, in bytes. */
  size(): number;
  close(): void;
}

/** How far each source has been read. */
export interface Bookmarks {
  position(source: string): Position;
  /** How many normalised events of an input are stored: what to pass over when it is read anew. */
  taken(source: string, input: string): number;
  put(source: string, input: string, mark: { readonly position: Position; readonly taken: number }): void;
  /** What was read of each log by each input, for all sources. */
  readings(): readonly {
    readonly source: string;
    readonly input: string;
    readonly logs: readonly LogReading[];
  }[];
  putReadings(source: string, input: string, logs: readonly LogReading[]): void;
  /** As a report shows inputs; kept by path. */
  inputs(): readonly Input[];
  putInput(input: Input): void;
}

/** The events in the order of their second; within a second in the order in which they were added. */
export interface EventLog {
  /** `second`: of the placed time, in seconds since 1970; `NO_TIME` where it has none. */
  add(events: readonly { readonly second: number; readonly placed: Placed }[]): void;
  /** All events from a second on, second by second, read as they are asked for. */
  from(second: number): Iterable<{ readonly second: number; readonly placed: readonly Placed[] }>;
  /** Of one second. */
  of(second: number): readonly Placed[];
  count(): number;
  /** Events before this second are settled: no late event will be tied to them any more. They are forgotten. */
  settle(second: number): void;
  /** Up to which second (not included) events were forgotten; null: none were. */
  settled(): number | null;
}

/** The second of events without any time. Before all others. */
export const NO_TIME = -1;

/** States of the machine and what it let go of, by the second of the events that they are made from. Opaque to the store. */
export interface MachineLog {
  /** The newest state that holds nothing of a second or of later ones; `second` says what it was put under. */
  stateBefore(second: number): { readonly second: number; readonly state: unknown } | null;
  /** @param second all events before it are in the state */
  putState(second: number, state: unknown): void;
  /** In the order in which they were put. */
  concluded(): readonly { readonly second: number; readonly job: unknown }[];
  putConcluded(second: number, job: unknown): void;
  strays(): readonly { readonly second: number; readonly event: unknown }[];
  putStray(second: number, event: unknown): void;
  /** Takes back what was made from the events of a second and of later ones. */
  rewind(second: number): void;
  /** Keeps the newest state before this second and those behind it. */
  thin(second: number): void;
  /** Forgets concluded jobs and strays from before the second: what was judged of them stands (`Verdicts`). */
  forget(second: number): void;
}

/** What was concluded: what `jobs`, `show`, `report` and `check` read. */
export interface Verdicts {
  /**
   * Puts a job in the place of the one with its id, with its findings.
   *
   * @param order what a report sorts its jobs by, as text
   */
  putJob(job: Job, findings: readonly Finding[], order?: string): void;
  removeJob(id: string): void;
  /** By start, oldest first. */
  jobs(selection?: JobSelection): readonly StoredJob[];
  /** By the whole id, or by the start of one that no other has. */
  job(id: string): StoredJob | "ambiguous" | null;
  /** Findings of no job, in the place of all there were. */
  putFindings(findings: readonly Finding[]): void;
  findings(): readonly Finding[];
  putCoverage(coverage: readonly Coverage[]): void;
  coverage(): readonly Coverage[];
}

export interface StoredJob {
  readonly job: Job;
  readonly findings: readonly Finding[];
  readonly order?: string;
}

export interface JobSelection {
  /** Jobs that were there at some time from here on, and up to there. */
  readonly since?: number;
  readonly until?: number;
  /** Compared without case; a server by its short or its full name. */
  readonly server?: string;
  readonly database?: string;
  readonly limit?: number;
}

export interface Alerts {
  /** Open ones, and those resolved since; by fingerprint. */
  all(): readonly Alert[];
  put(alert: Alert): void;
  remove(fingerprint: string): void;
}

export interface Outbox {
  /** One row for each sink. A second row with the same sink and idempotency key changes nothing. */
  add(sink: string, message: OutboxEntry["message"], now: number): void;
  /** Pending and due, oldest first; each sink by itself, so that a slow one holds back no other. */
  due(sink: string, now: number, limit: number): readonly OutboxEntry[];
  /** When the next pending one of a sink is due; null: none is pending. */
  nextDue(sink: string): number | null;
  sent(id: number, now: number): void;
  failed(id: number, error: string, nextAttemptAt: number): void;
  dead(id: number, error: string): void;
  /** Dead letters, newest first. */
  deadLetters(limit: number): readonly OutboxEntry[];
  /** Dead letters of a sink that took nothing since, and that were added at this time or later. */
  failing(since: number): readonly { readonly sink: string; readonly count: number }[];
  counts(): readonly {
    readonly sink: string;
    readonly pending: number;
    readonly sent: number;
    readonly dead: number;
  }[];
}

/** Small facts by name: the topology as it was last seen, the first start, the last sign of life, deadlines. */
export interface Notes {
  /** Null where there is none. */
  get(name: string): unknown;
  put(name: string, value: unknown): void;
}
