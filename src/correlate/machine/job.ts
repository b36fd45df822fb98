import type { BackupEvent } from "../../model/event.ts";
import {
  later,
  type Part,
  type Session,
  type Stage,
  type State,
  sameDatabase,
  type TrackedEvent,
  type TrackedJob,
} from "./state.ts";

/** Enough for a job of 100 databases with all that happens meanwhile; a flood beyond it is only counted. */
const MOST_EVENTS = { context: 4_000, own: 20_000, truncation: 20_000 } as const;

export function openJob(key: string, kind: TrackedJob["kind"], event: BackupEvent): TrackedJob {
  return {
    key,
    kind,
    guid: kind === "writer" ? (event.keys.guid ?? null) : null,
    server: event.server,
    stage: "prepare",
    opened: event.time,
    last: event.time,
    completed: null,
    events: [],
    omitted: 0,
    sessions: {},
    databases: [],
  };
}

/** The job with one more event; beyond the limit of its part it is only counted. */
export function withEvent(
  job: TrackedJob,
  event: BackupEvent,
  part: Part,
  more: { session?: string; stage?: Stage; database?: boolean } = {},
): TrackedJob {
  const full = job.events.length >= MOST_EVENTS[part];
  const tracked: TrackedEvent = { event, part, session: more.session ?? null };
  const name = more.database === true ? event.keys.database : undefined;
  return {
    ...job,
    // Unlike a spread, `concat` copies a long list once, not twice.
    events: full ? job.events : job.events.concat([tracked]),
    omitted: job.omitted + (full ? 1 : 0),
    last: part === "own" ? (event.time ?? job.last) : job.last,
    stage: more.stage === undefined ? job.stage : later(job.stage, more.stage),
    databases: name === undefined ? job.databases : withName(job.databases, name, event.keys.databaseCut),
  };
}

export function withName(names: readonly string[], name: string, cut = false): readonly string[] {
  if (!cut && names.includes(name)) return names;
  const known = names.find((n) => sameDatabase(n, name, cut));
  if (known === undefined) return [...names, name];
  // A full name takes the place of one that was cut off.
  return known.length < name.length ? names.map((n) => (n === known ? name : n)) : names;
}

export function withSession(job: TrackedJob, session: Session): TrackedJob {
  const databases = session.databases.reduce<readonly string[]>(
    (all, name) => withName(all, name),
    job.databases,
  );
  const old = job.sessions[session.key];
  const sessions =
    old !== undefined && sameSession(old, session)
      ? job.sessions
      : { ...job.sessions, [session.key]: session };
  return { ...job, sessions, databases };
}

/** Whether an event told nothing new of its session: what does not change in a session's life is not compared. */
function sameSession(a: Session, b: Session): boolean {
  return a.stage === b.stage && a.type === b.type && a.databases === b.databases;
}

export function hasDatabase(job: TrackedJob, event: BackupEvent): boolean {
  const name = event.keys.database;
  return name !== undefined && job.databases.some((d) => sameDatabase(d, name, event.keys.databaseCut));
}

export function jobOf(state: State, key: string): TrackedJob | undefined {
  return state.jobs.find((job) => job.key === key);
}

/** Takes the place of the job with the same key. */
export function putJob(state: State, job: TrackedJob): State {
  const at = state.jobs.findIndex(({ key }) => key === job.key);
  return { ...state, jobs: at < 0 ? [...state.jobs, job] : state.jobs.with(at, job) };
}

export function dropJob(state: State, key: string): State {
  return { ...state, jobs: state.jobs.filter((job) => job.key !== key) };
}

/** The newest first, so that the first that fits is the one that an event most likely belongs to. */
export function jobsOf(state: State, fits: (job: TrackedJob) => boolean): TrackedJob[] {
  return state.jobs.filter(fits).sort((a, b) => (b.opened ?? 0) - (a.opened ?? 0));
}
