import type { BackupEvent } from "../../model/event.ts";
import type { BackupType } from "../../model/job.ts";
import type { Settings } from "../../model/settings.ts";

/**
 * How far a job or a session has come. VSS runs the stages up to `transfer` for one job at a time; only
 * `transfer` and later may overlap with another job's (docs/correlation.md, "Tying events together").
 */
export const STAGES = ["prepare", "snapshot", "frozen", "thawed", "transfer", "complete", "over"] as const;
export type Stage = (typeof STAGES)[number];

/** One ESE shadow copy session: (server, source, process id, instance number). */
export interface Session {
  readonly key: string;
  readonly pid: number | null;
  readonly instance: number | null;
  readonly process: string | null;
  readonly type: BackupType | null;
  /** False when the log does not hold its start. */
  readonly startSeen: boolean;
  readonly stage: Stage;
  /** As first spelled. A session of a store with several storage groups has several. */
  readonly databases: readonly string[];
  readonly opened: number | null;
}

/** Why an event stands in a job: it drove the job, it tells of its truncation, or it happened meanwhile. */
export type Part = "own" | "truncation" | "context";

export interface TrackedEvent {
  readonly event: BackupEvent;
  readonly part: Part;
  readonly session: string | null;
}

/** The events of one job, tied together; what they mean is worked out by `assess`. */
export interface TrackedJob {
  /** (server, GUID), or the first event of a job without one. */
  readonly key: string;
  readonly guid: string | null;
  /** `writer`: has a GUID. `keyless`: Exchange 2003. `loose`: ESE sessions (or a surrogate backup) without writer events. */
  readonly kind: "writer" | "keyless" | "loose";
  readonly server: string;
  readonly stage: Stage;
  readonly opened: number | null;
  readonly last: number | null;
  /** When the writer completed it, whatever the result. */
  readonly completed: number | null;
  readonly events: readonly TrackedEvent[];
  /** Events that were only counted, to keep the size of a job bounded. */
  readonly omitted: number;
  readonly sessions: Readonly<Record<string, Session>>;
  readonly databases: readonly string[];
}

export interface State {
  readonly limits: Pick<Settings, "maxJobSeconds" | "truncationDeadlineSeconds">;
  /** The time reached: of the newest event or tick. */
  readonly time: number | null;
  /** Jobs that may still get events, in the order in which they began. A list: it is copied at every event. */
  readonly jobs: readonly TrackedJob[];
  /** Events without a key of their own that a job may claim soon: metadata, 9811 before its session, surrogates. */
  readonly waiting: readonly BackupEvent[];
  /** Numbers jobs that nothing else names, so that their keys stay apart. */
  readonly serial: number;
}

export type Effect =
  /** Nothing more can come to this job. */
  | { readonly kind: "concluded"; readonly job: TrackedJob }
  /** The job got an event: a live view of it has changed. */
  | { readonly kind: "changed"; readonly key: string }
  /** An event that belongs to no job; some of them mean something by themselves. */
  | { readonly kind: "stray"; readonly event: BackupEvent };

export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** The part that VSS runs for one job at a time, from the first event to the thaw, takes minutes at most. */
export const SERIAL_MS = 15 * 60_000;

export function initialState(limits: State["limits"]): State {
  return { limits, time: null, jobs: [], waiting: [], serial: 0 };
}

export function atLeast(stage: Stage, other: Stage): boolean {
  return STAGES.indexOf(stage) >= STAGES.indexOf(other);
}

export function later(a: Stage, b: Stage): Stage {
  return atLeast(a, b) ? a : b;
}

/** Whether two times lie within `ms`; a time that is not known is no reason to keep events apart. */
export function near(a: number | null, b: number | null, ms: number): boolean {
  return a === null || b === null || Math.abs(a - b) <= ms;
}

/** ESE cuts %1 at 64 characters, of which 20 are "Information Store - ". */
const CUT_NAME = 44;

/**
 * Database names are compared without case; one that ESE cut off by what is left of it. That a name was cut is
 * known with the event that has it (`cut`), and later only by its length.
 */
export function sameDatabase(a: string, b: string, cut = false): boolean {
  const x = a.toLowerCase();
  const y = b.toLowerCase();
  if (x === y) return true;
  const [short, long] = x.length < y.length ? [x, y] : [y, x];
  return (cut || short.length === CUT_NAME) && long.startsWith(short);
}
