import type { BackupEvent } from "../../model/event.ts";
import type { Signal } from "../../model/signal.ts";
import { jobOf, jobsOf, openJob, putJob, withEvent, withName, withSession } from "./job.ts";
import {
  atLeast,
  near,
  SERIAL_MS,
  type Session,
  type Stage,
  type State,
  sameDatabase,
  type TrackedJob,
} from "./state.ts";

/** How far the engine's and the writer's events of one step may stand apart: 9811 from its session, say. */
const PREPARED_MS = 10_000;

const STAGE_OF: Partial<Record<Signal, Stage>> = {
  "session-started": "prepare",
  "session-frozen": "frozen",
  "session-freeze-failed": "over",
  "session-thawed": "thawed",
  "session-timed-out": "over",
  "session-ended": "over",
  "session-aborted": "over",
};

/** Which stages of a job can have a session that is at this signal. */
const JOB_STAGES: Partial<Record<Signal, readonly Stage[]>> = {
  "session-started": ["prepare", "snapshot"],
  "session-frozen": ["prepare", "snapshot", "frozen"],
  // The writer's word of a failed freeze or thaw may stand before the engine's.
  "session-freeze-failed": ["prepare", "snapshot", "frozen", "over"],
  "session-thawed": ["frozen", "thawed"],
  "session-timed-out": ["frozen", "thawed", "over"],
  "session-ended": ["thawed", "transfer", "complete", "over"],
  "session-aborted": ["snapshot", "frozen", "thawed", "transfer", "complete", "over"],
};

/** An event of an ESE shadow copy session (2001 to 2010): goes to the job that the session serves. */
export function onSession(state: State, event: BackupEvent): { state: State; key: string } {
  const key = sessionKey(event);
  const start = event.signal === "session-started";
  const known = start ? undefined : jobOfSession(state, key);
  const job = known ?? hostFor(state, event, key);
  const old = job.sessions[key];
  const session = advance(old ?? newSession(key, event, start), event);
  const named = withSession(job, session);
  // Without a writer's event the sessions themselves are all that tells how far the job is.
  const stage = job.kind === "loose" ? looseStage(named) : undefined;
  const next = withEvent(named, event, "own", { session: key, ...(stage === undefined ? {} : { stage }) });
  return {
    state: claimPrepared(putJob({ ...state, serial: state.serial + 1 }, next), next.key, session),
    key: next.key,
  };
}

/** 9811: the store tells which database an ESE session serves. Null when its session has not come yet. */
export function onEnginePrepared(state: State, event: BackupEvent): { state: State; key: string } | null {
  const instance = event.keys.eseInstance;
  for (const job of jobsOf(state, (j) => j.server === event.server && j.stage !== "over")) {
    const session = Object.values(job.sessions).find(
      (s) => s.instance === instance && s.stage !== "over" && near(s.opened, event.time, SERIAL_MS),
    );
    if (session === undefined) continue;
    return { state: putJob(state, nameSession(job, session, event)), key: job.key };
  }
  return null;
}

export function jobOfSession(state: State, key: string): TrackedJob | undefined {
  return jobsOf(state, (job) => key in job.sessions)[0];
}

/** The session of a process that can write about its database now: frozen (its thaw may be lost) or thawed. */
export function sessionOfProcess(
  state: State,
  event: BackupEvent,
): { job: TrackedJob; session: Session } | null {
  const { pid, database } = event.keys;
  for (const job of jobsOf(state, (j) => j.server === event.server)) {
    const session = Object.values(job.sessions).find(
      (s) =>
        s.pid === (pid ?? null) &&
        atLeast(s.stage, "frozen") &&
        s.stage !== "over" &&
        (database === undefined ||
          s.databases.length === 0 ||
          s.databases.some((d) => sameDatabase(d, database))),
    );
    if (session !== undefined) return { job, session };
  }
  return null;
}

function sessionKey(event: BackupEvent): string {
  const { pid, eseInstance } = event.keys;
  return `${event.server}|${event.ref.provider.toLowerCase()}|${pid ?? "?"}|${eseInstance ?? "?"}`;
}

function newSession(key: string, event: BackupEvent, startSeen: boolean): Session {
  return {
    key,
    startSeen,
    pid: event.keys.pid ?? null,
    instance: event.keys.eseInstance ?? null,
    process: event.keys.process ?? null,
    type: event.type,
    stage: "prepare",
    databases: [],
    opened: event.time,
  };
}

function advance(session: Session, event: BackupEvent): Session {
  const stage = STAGE_OF[event.signal] ?? session.stage;
  const { database, databaseCut } = event.keys;
  return {
    ...session,
    type: session.type ?? event.type,
    stage: atLeast(session.stage, stage) ? session.stage : stage,
    databases:
      database === undefined ? session.databases : withName(session.databases, database, databaseCut),
  };
}

/**
 * The job for a session that is new: the one whose serial part is running on this server. Without any, the
 * sessions that freeze together make a job of their own ("loose"), which a writer's event may claim later.
 */
function hostFor(state: State, event: BackupEvent, key: string): TrackedJob {
  const stages = JOB_STAGES[event.signal] ?? [];
  const candidates = jobsOf(
    state,
    (job) =>
      job.server === event.server &&
      stages.includes(job.stage) &&
      near(job.last, event.time, reach(job, event)),
  );
  const writers = candidates.filter((job) => job.kind !== "loose");
  // In the overlapping tail only one candidate is a proof; two would be a guess.
  const tail = event.signal === "session-ended" || event.signal === "session-aborted";
  const writer = tail && writers.length > 1 ? undefined : writers[0];
  const loose = candidates.find(
    (job) => job.kind === "loose" && !(key in job.sessions) && !repeats(job, event),
  );
  return writer ?? loose ?? openJob(`${key}|${event.time ?? ""}|${state.serial}`, "loose", event);
}

/** How far a job's last event may lie back: a job in its transfer waits for hours, the others go on at once. */
function reach(job: TrackedJob, event: BackupEvent): number {
  const failing = event.signal === "session-freeze-failed" || event.signal === "session-timed-out";
  if (job.stage === "over" && failing) return PREPARED_MS;
  return atLeast(job.stage, "transfer") ? Number.POSITIVE_INFINITY : SERIAL_MS;
}

/** A database freezes once in a snapshot set: the second time is another job. */
function repeats(job: TrackedJob, event: BackupEvent): boolean {
  const { database } = event.keys;
  return (
    database !== undefined &&
    Object.values(job.sessions).some((s) => s.databases.some((d) => sameDatabase(d, database)))
  );
}

/** The stage of a job that only its sessions tell of: that of the session which is least far. */
function looseStage(job: TrackedJob): Stage {
  const stages = Object.values(job.sessions).map((s) => s.stage);
  return stages.reduce((least, stage) => (atLeast(stage, least) ? least : stage), "over");
}

function nameSession(job: TrackedJob, session: Session, event: BackupEvent): TrackedJob {
  const { database } = event.keys;
  const databases = database === undefined ? session.databases : withName(session.databases, database);
  return withEvent(withSession(job, { ...session, databases }), event, "own", { session: session.key });
}

/** A 9811 that stood before its session's start in the log is taken up now. */
function claimPrepared(state: State, key: string, session: Session): State {
  const fits = (e: BackupEvent) =>
    e.signal === "engine-prepared" &&
    e.keys.eseInstance === session.instance &&
    session.key.startsWith(`${e.server}|`) &&
    near(e.time, session.opened, PREPARED_MS);
  const job = jobOf(state, key);
  const claimed = state.waiting.filter(fits);
  if (job === undefined || claimed.length === 0) return state;
  const named = claimed.reduce((j, e) => nameSession(j, j.sessions[session.key] ?? session, e), job);
  return { ...putJob(state, named), waiting: state.waiting.filter((e) => !fits(e)) };
}
