import type { BackupEvent } from "../../model/event.ts";
import type { Signal } from "../../model/signal.ts";
import { hasDatabase, jobsOf, putJob, withEvent } from "./job.ts";
import { sessionOfProcess } from "./sessions.ts";
import { near, type State, type TrackedJob } from "./state.ts";

type Followed = { state: State; keys: readonly string[] };

/**
 * 224, 225, 227: deletion of logs. Inside its own session when a VSS session of the process is open, otherwise
 * the outcome of the last completed job of the database, on whichever server it ran.
 */
export function onTruncation(state: State, event: BackupEvent): Followed {
  const after = completedJob(state, event);
  const inside = event.shadowCopyTask === false ? null : sessionOfProcess(state, event);
  // Without the category a deletion is rather the one that an earlier job still waits for.
  const own = event.shadowCopyTask === true || after === undefined || !waits(after, event);
  if (inside !== null && own) {
    const job = withEvent(inside.job, event, "own", { session: inside.session.key, database: true });
    return { state: putJob(state, job), keys: [job.key] };
  }
  return after === undefined ? { state, keys: [] } : put(state, [withEvent(after, event, "truncation")]);
}

/** Whether no deletion of this database's logs has been seen since the job was completed. */
function waits(job: TrackedJob, event: BackupEvent): boolean {
  const name = event.keys.database?.toLowerCase();
  const deleted = job.events.some(
    (e) => e.event.signal === "logs-deleting" && e.event.keys.database?.toLowerCase() === name,
  );
  return event.signal === "logs-deleting" && !deleted;
}

/** What blocks or moves the truncation of a database: belongs to every job that still waits for it. */
export function onTruncationTrouble(state: State, event: BackupEvent): Followed {
  const jobs = jobsOf(
    state,
    (j) => hasDatabase(j, event) && (j.server === event.server || j.completed !== null),
  );
  return put(
    state,
    jobs.map((job) => withEvent(job, event, "truncation")),
  );
}

/** Something about one database while a job of it runs on this server: damage, dismount, a refused increment. */
export function onDatabaseEvent(state: State, event: BackupEvent): Followed {
  const jobs = jobsOf(state, (j) => j.server === event.server && running(j) && touches(j, event));
  return put(
    state,
    jobs.map((job) => withEvent(job, event, "context")),
  );
}

/** Something on the server while jobs run there, or as they end: VSS, volsnap, the requester. */
export function onServerEvent(state: State, event: BackupEvent): Followed {
  const ending = (j: TrackedJob) =>
    j.last !== null && event.time !== null && near(j.last, event.time, ENDING_MS);
  const jobs = jobsOf(state, (j) => j.server === event.server && (running(j) || ending(j)));
  return put(
    state,
    jobs.map((job) => withEvent(job, event, "context")),
  );
}

/**
 * The writer's service or the engine starts or stops: what it had in memory about running jobs is gone. With the
 * writer the whole job ends; with a store worker only its database.
 */
export function onRestart(state: State, event: BackupEvent): Followed {
  const jobs = jobsOf(
    state,
    (j) => j.server === event.server && (running(j) || stopped(j, event)) && hosts(j, event),
  );
  const over = STORE.includes(event.signal) ? {} : ({ stage: "over" } as const);
  return put(
    state,
    jobs.map((job) => withEvent(job, event, "context", over)),
  );
}

/** VSS and volsnap write of a failed snapshot about when the writer does, before or after it. */
const ENDING_MS = 30_000;

const STORE: readonly Signal[] = ["engine-started"];

/** The start that follows a stop tells of the same restart. */
function stopped(job: TrackedJob, event: BackupEvent): boolean {
  const last = job.events[job.events.length - 1]?.event.signal;
  return event.signal === "writer-started" && last === "writer-stopped" && job.completed === null;
}

/** Whether the service that this event tells of holds the job: the store's, or the replication service's. */
function hosts(job: TrackedJob, event: BackupEvent): boolean {
  const own = job.events.filter((e) => e.part === "own");
  if (STORE.includes(event.signal)) {
    const process = event.keys.process?.toLowerCase();
    return Object.values(job.sessions).some(
      (s) => s.process?.toLowerCase() === process && s.pid !== (event.keys.pid ?? null),
    );
  }
  const provider = event.ref.provider.toLowerCase();
  const writers = new Set(
    own.map((e) => e.event.ref.provider.toLowerCase()).filter((p) => p.startsWith("msexchange")),
  );
  return writers.has(provider);
}

function running(job: TrackedJob): boolean {
  return job.stage !== "over" && job.completed === null;
}

function touches(job: TrackedJob, event: BackupEvent): boolean {
  if (event.keys.database !== undefined) return hasDatabase(job, event);
  return Object.values(job.sessions).some((s) => s.pid !== null && s.pid === event.keys.pid);
}

/**
 * The job that a deletion outside of any session belongs to: the last one completed. By another server's clock the
 * deletion may seem to stand before the completion, so a surrogate backup that nears its end is the next choice.
 */
function completedJob(state: State, event: BackupEvent): TrackedJob | undefined {
  const jobs = jobsOf(state, (j) => hasDatabase(j, event) && (j.server === event.server || sharesNames(j)));
  const completed = jobs
    .filter((j) => j.completed !== null || (j.kind === "loose" && j.stage === "over"))
    .sort((a, b) => (b.completed ?? 0) - (a.completed ?? 0))[0];
  if (completed !== undefined && waits(completed, event)) return completed;
  const nearing = jobs.find(
    (j) => j.server !== event.server && (j.stage === "transfer" || j.stage === "complete") && waits(j, event),
  );
  return nearing ?? completed;
}

/**
 * Since 2010 a database's name is unique in the organisation; the storage groups of the store writer before
 * are not, so a deletion on another server is no news of them.
 */
function sharesNames(job: TrackedJob): boolean {
  return job.events.some((e) => e.part === "own" && e.event.ref.provider.toLowerCase() === "msexchangerepl");
}

function put(state: State, jobs: readonly TrackedJob[]): Followed {
  return { state: jobs.reduce(putJob, state), keys: jobs.map((job) => job.key) };
}
