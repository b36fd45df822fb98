import type { BackupEvent } from "../../model/event.ts";
import type { Outcome } from "../../model/job.ts";
import type { Signal } from "../../model/signal.ts";
import type { TrackedEvent, TrackedJob } from "../machine/state.ts";
import { type Context, covered, hasGap, logEnd } from "./context.ts";
import type { DatabaseDraft } from "./databases.ts";
import { having, lastTime, ofPart } from "./events.ts";
import { storeRestarts } from "./lost.ts";

/** Worst first. */
const WORST: readonly Outcome[] = ["failed", "aborted", "abandoned", "incomplete", "running", "succeeded"];

const JOB_FAILS: readonly Signal[] = [
  "writer-prepare-failed",
  "writer-snapshot-prepare-failed",
  "writer-freeze-failed",
  "writer-thaw-failed",
  "writer-post-snapshot-failed",
  "writer-abort-failed",
];

const DATABASE_FAILS: readonly Signal[] = [
  "writer-database-prepare-failed",
  "writer-copy-unhealthy",
  "writer-volume-missing",
  "writer-not-backed-up",
  "writer-database-failed",
  "session-timed-out",
  "session-freeze-failed",
];

/** Whether the log holds how the job began. */
export function startSeen(job: TrackedJob): boolean {
  // The active side of a surrogate backup stands in another server's log, by another clock.
  const own = ofPart(job.events, "own").filter((e) => !e.event.signal.startsWith("surrogate-"));
  const first = own[0]?.event.signal;
  const starts: readonly (Signal | undefined)[] = [
    "writer-database-prepared",
    "writer-database-prepare-failed",
    "writer-prepared",
    "writer-prepare-failed",
    "session-started",
    "engine-prepared",
  ];
  return starts.includes(first);
}

/** How a database fared: its own evidence first, then the whole job's. Success needs the job's start in the log. */
export function databaseOutcome(job: TrackedJob, database: DatabaseDraft, context: Context): Outcome {
  const outcome = shownOutcome(job, database, context);
  return outcome === "succeeded" && !startSeen(job) ? "incomplete" : outcome;
}

function shownOutcome(job: TrackedJob, database: DatabaseDraft, context: Context): Outcome {
  const own = credible(job, ofPart(database.events, "own"));
  if (own.some((e) => DATABASE_FAILS.includes(e.signal))) return "failed";
  const early = earlyOutcome(job);
  if (early === "failed") return early;
  if (own.some((e) => e.signal === "session-aborted")) return "aborted";
  if (early !== null) return early;
  if (storeRestarts(job, database.session).length > 0 && !missing(job, context)) return "abandoned";
  const done = own.some(
    (e) => e.signal === "writer-database-truncating" || e.signal === "writer-database-not-truncating",
  );
  if (done) return "succeeded";
  return lateOutcome(job, context, looseSuccess(job, own));
}

/**
 * The job's outcome: that of its worst database, and worse where the writer failed the whole or never completed it.
 * Only a job without any writer event is no more than its databases.
 */
export function jobOutcome(job: TrackedJob, databases: readonly Outcome[], context: Context): Outcome {
  const byDatabases = job.kind === "loose" && databases.length > 0;
  const whole = earlyOutcome(job) ?? (byDatabases ? "succeeded" : lateOutcome(job, context, false));
  const failed = credible(job, ofPart(job.events, "own")).some(
    (e) => e.signal === "writer-complete-failed" || DATABASE_FAILS.includes(e.signal),
  );
  const cut = startSeen(job) ? [] : (["incomplete"] as const);
  return worst([...databases, whole, ...cut, ...(failed ? (["failed"] as const) : [])]);
}

export function worst(outcomes: readonly Outcome[]): Outcome {
  return WORST.find((outcome) => outcomes.includes(outcome)) ?? "succeeded";
}

/** What ended the job before its completion; null when nothing did. */
function earlyOutcome(job: TrackedJob): Outcome | null {
  const own = credible(job, ofPart(job.events, "own"));
  if (own.some((e) => JOB_FAILS.includes(e.signal))) return "failed";
  return own.some((e) => e.signal === "writer-aborted") ? "aborted" : null;
}

function lateOutcome(job: TrackedJob, context: Context, looseDone: boolean): Outcome {
  const own = credible(job, ofPart(job.events, "own"));
  const has = (signal: Signal) => own.some((e) => e.signal === signal);
  if (has("writer-complete-failed")) return "failed";
  if (has("writer-completed") || looseDone) return "succeeded";
  if (has("writer-orphan")) return "abandoned";
  const { last, opened } = job;
  const whole = startSeen(job) && !missing(job, context);
  if (restarted(job) && whole) return "abandoned";
  if (has("writer-shutdown") || has("writer-shutdown-failed")) return whole ? "abandoned" : "incomplete";
  if (job.stage === "over" || !startSeen(job)) return "incomplete";
  if (opened === null || last === null) return "running";
  const due = opened + context.settings.maxJobSeconds * 1000;
  if (covered(context, job.server, opened, due)) return "abandoned";
  return (logEnd(context, job.server) ?? last) < due ? "running" : "incomplete";
}

/**
 * Without the writer's word a session proves little: since 2013 also an aborted job ends in 2006. The deletion
 * of logs in the session is what only a completed backup brings about.
 */
function looseSuccess(job: TrackedJob, own: readonly BackupEvent[]): boolean {
  if (job.kind !== "loose") return false;
  return own.some((e) => e.signal === "logs-deleting") && own.some((e) => e.signal === "session-ended");
}

export function restarted(job: TrackedJob): BackupEvent | null {
  const signals: readonly Signal[] = ["writer-started", "writer-stopped", "engine-started"];
  return having(ofPart(job.events, "context"), ...signals)[0] ?? null;
}

/** Whether records are missing in the time of the job, so that an absent event proves nothing. */
function missing(job: TrackedJob, context: Context): boolean {
  const end = lastTime(job.events.map((e) => e.event));
  return job.opened !== null && end !== null && hasGap(context, job.server, job.opened, end);
}

/**
 * The events that may carry a verdict: one whose meaning is known from memory only counts when the job holds
 * anything else, never alone.
 */
export function credible(job: TrackedJob, events: readonly TrackedEvent[]): BackupEvent[] {
  const others = ofPart(job.events, "own").filter((e) => e.event.confidence !== "memory").length;
  return events.map((e) => e.event).filter((e) => e.confidence !== "memory" || others > 0);
}
