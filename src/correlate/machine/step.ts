import type { BackupEvent } from "../../model/event.ts";
import type { Signal } from "../../model/signal.ts";
import { onDatabaseEvent, onRestart, onServerEvent, onTruncation, onTruncationTrouble } from "./follow.ts";
import { dropJob } from "./job.ts";
import { onEnginePrepared, onSession } from "./sessions.ts";
import type { Effect, State, Step, TrackedJob } from "./state.ts";
import { onSurrogate, onSurrogateRunning } from "./surrogate.ts";
import { onWriter, SURROGATE_MS } from "./writer.ts";

/** More open jobs than any DAG has at once; beyond it the oldest is concluded as it stands. */
const MOST_JOBS = 512;
const MOST_WAITING = 1_000;
/** A job that has ended gets its shutdown, its truncation and stragglers from other servers within this time. */
const TAIL_MS = 30 * 60_000;

/**
 * One step of the correlator: ties an event to the jobs that it belongs to, or with `null` lets time pass.
 * Pure: the same state, input and time give the same result, live, in a replay and after a restart.
 *
 * @param now milliseconds since 1970: the event's time in a replay, the clock's in a live run; null if unknown
 * @returns the new state, what came of it, and `deadline`: when to call again with `null` if nothing else comes
 */
export function step(
  state: State,
  input: BackupEvent | null,
  now: number | null,
): Step & { deadline: number | null } {
  const time = now === null ? state.time : Math.max(now, state.time ?? now);
  const aged = conclude({ ...state, time });
  const taken = input === null ? { state: aged.state, effects: [] } : take(aged.state, input);
  const bounded = bound(taken.state);
  const effects = [...aged.effects, ...taken.effects, ...bounded.effects];
  return {
    state: bounded.state,
    effects,
    // Worked out when asked for: a replay has no use for it.
    get deadline() {
      return nextDeadline(bounded.state);
    },
  };
}

/** No more events will come: hands over the jobs that are still open, and what nobody claimed. */
export function finish(state: State): Step {
  const jobs = state.jobs.map<Effect>((job) => ({ kind: "concluded", job }));
  const strays = state.waiting.map<Effect>((event) => ({ kind: "stray", event }));
  return { state: { ...state, jobs: [], waiting: [] }, effects: [...jobs, ...strays] };
}

function take(state: State, event: BackupEvent): Step {
  // A text that belongs to another id is evidence of nothing but that.
  if (event.textBelongsTo !== null || (isEngine(event.signal) && !event.exchange)) return stray(state, event);
  const { signal } = event;
  if (signal.startsWith("session-")) return one(onSession(state, event));
  if (signal === "engine-prepared") return one(onEnginePrepared(state, event)) ?? wait(state, event);
  if (signal === "surrogate-running") return one(onSurrogateRunning(state, event));
  if (signal.startsWith("surrogate-")) return one(onSurrogate(state, event)) ?? wait(state, event);
  if (signal === "writer-metadata") return wait(state, event);
  return (HANDLERS[signal] ?? writerOrServer)(state, event);
}

type Handler = (state: State, event: BackupEvent) => Step;
type Several = (state: State, event: BackupEvent) => { state: State; keys: readonly string[] };

const truncation = many(onTruncation);
const trouble = many(onTruncationTrouble);
const ofDatabase = many(onDatabaseEvent);
const ofServer = many(onServerEvent);
const restart = many(onRestart);
const nothing: Handler = (state) => ({ state, effects: [] });

const HANDLERS: Partial<Record<Signal, Handler>> = {
  "writer-started": restart,
  "writer-stopped": restart,
  "engine-started": restart,
  "writer-init-failed": ofServer,
  "writer-metadata-failed": ofServer,
  "writer-exception": ofServer,
  "writer-restore": nothing,
  "logs-deleting": truncation,
  "logs-not-deleted": truncation,
  "logs-missing": truncation,
  "truncation-refused": trouble,
  "truncation-blocked": trouble,
  "truncation-progress": trouble,
  "file-delete-failed": trouble,
  "copy-context": trouble,
  "link-lost": ofDatabase,
  "incremental-refused": ofDatabase,
  "log-missing": ofDatabase,
  "log-damaged": ofDatabase,
  "page-corrupt": ofDatabase,
  "page-corrected": ofDatabase,
  "header-not-stamped": ofDatabase,
  "stream-failed": ofDatabase,
  "io-failed": ofDatabase,
  "io-slow": ofDatabase,
  "instance-stopped": ofDatabase,
  "database-detached": ofDatabase,
  "database-attached": nothing,
  "instance-started": nothing,
  "recovery-finished": nothing,
  "stream-file": nothing,
  seeding: nothing,
  "vss-noise": nothing,
  noise: nothing,
};

/** The writer's own events name a job; all the rest happens on the server. */
function writerOrServer(state: State, event: BackupEvent): Step {
  if (!event.signal.startsWith("writer-")) return ofServer(state, event);
  // Only Exchange 2003 writes of a job without naming it; elsewhere a text without its GUID is no key.
  const keyless = event.keys.guid === undefined && event.ref.provider.toLowerCase() !== "msexchangeis";
  return keyless ? ofServer(state, event) : one(onWriter(state, event));
}

function isEngine(signal: Signal): boolean {
  return (
    !signal.startsWith("vss-") &&
    !signal.startsWith("shadow-") &&
    !signal.startsWith("requester-") &&
    signal !== "flush-hold-timeout"
  );
}

function one(done: { state: State; key: string }): Step;
function one(done: { state: State; key: string } | null): Step | null;
function one(done: { state: State; key: string } | null): Step | null {
  return done === null ? null : { state: done.state, effects: [{ kind: "changed", key: done.key }] };
}

function many(handle: Several): Handler {
  return (state, event) => {
    const done = handle(state, event);
    if (done.keys.length === 0) return stray(done.state, event);
    return { state: done.state, effects: done.keys.map((key) => ({ kind: "changed", key })) };
  };
}

function stray(state: State, event: BackupEvent): Step {
  return { state, effects: [{ kind: "stray", event }] };
}

/** Keeps an event that a job may claim soon. */
function wait(state: State, event: BackupEvent): Step {
  return { state: { ...state, waiting: [...state.waiting, event] }, effects: [] };
}

/** Lets go of what is due: jobs whose time is over, and waiting events that nobody claimed. */
function conclude(state: State): Step {
  const due = state.jobs.filter(
    (job) => state.time !== null && (deadlineOf(state, job) ?? Infinity) <= state.time,
  );
  const old = state.waiting.filter(
    (e) => state.time !== null && e.time !== null && e.time + SURROGATE_MS < state.time,
  );
  if (due.length === 0 && old.length === 0) return { state, effects: [] };
  const jobs = due.reduce((s, job) => dropJob(s, job.key), state);
  return {
    state: { ...jobs, waiting: state.waiting.filter((e) => !old.includes(e)) },
    effects: [
      ...due.map<Effect>((job) => ({ kind: "concluded", job })),
      ...old.map<Effect>((event) => ({ kind: "stray", event })),
    ],
  };
}

/** A slow job may run for days and its end must still find it; that it is late is for the judge to say. */
const HOLD_MS = 7 * 24 * 3_600_000;

/** When nothing more can come to a job; null while its times are not known. */
function deadlineOf(state: State, job: TrackedJob): number | null {
  const { maxJobSeconds, truncationDeadlineSeconds } = state.limits;
  if (job.completed !== null) return job.completed + truncationDeadlineSeconds * 1000 + TAIL_MS;
  if (job.last === null) return null;
  const ended = job.stage === "over";
  // A loose job may have succeeded, so its truncation is followed as well.
  if (ended && job.kind === "loose") return job.last + truncationDeadlineSeconds * 1000 + TAIL_MS;
  // Its sessions may end, and the next backup may call it an orphan, long after it is over.
  if (ended) return job.last + maxJobSeconds * 1000 + TAIL_MS;
  return (job.opened ?? job.last) + Math.max(maxJobSeconds * 1000, HOLD_MS);
}

function nextDeadline(state: State): number | null {
  const times = state.jobs.flatMap((job) => deadlineOf(state, job) ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

function bound(state: State): Step {
  const surplus = state.jobs.length - MOST_JOBS;
  const waiting = state.waiting.length - MOST_WAITING;
  if (surplus <= 0 && waiting <= 0) return { state, effects: [] };
  const oldest = [...state.jobs].sort((a, b) => (a.last ?? 0) - (b.last ?? 0)).slice(0, Math.max(0, surplus));
  const strays = state.waiting.slice(0, Math.max(0, waiting));
  const left = oldest.reduce((s, job) => dropJob(s, job.key), state);
  return {
    state: { ...left, waiting: left.waiting.slice(strays.length) },
    effects: [
      ...oldest.map<Effect>((job) => ({ kind: "concluded", job })),
      ...strays.map<Effect>((event) => ({ kind: "stray", event })),
    ],
  };
}
