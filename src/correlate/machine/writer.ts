import type { BackupEvent } from "../../model/event.ts";
import type { Signal } from "../../model/signal.ts";
import { dropJob, hasDatabase, jobOf, jobsOf, openJob, putJob, withEvent, withSession } from "./job.ts";
import {
  atLeast,
  near,
  SERIAL_MS,
  type Stage,
  type State,
  type TrackedEvent,
  type TrackedJob,
} from "./state.ts";

const METADATA_MS = 2 * 60_000;
/** A session of the same job may be logged this much before the writer's first event. */
const EARLY_SESSION_MS = 5_000;
/** What follows the end of a job that nothing names: its abort or its shutdown. */
const STRAGGLE_MS = 30 * 60_000;
/** Clocks of two servers may disagree by this much and the two sides of a surrogate backup are still joined. */
export const SURROGATE_MS = 15 * 60_000;

/** The stage that a writer's event stands at, well or failed. */
const WRITER_STAGE: Partial<Record<Signal, Stage>> = {
  "writer-database-prepared": "prepare",
  "writer-database-prepare-failed": "prepare",
  "writer-prepared": "prepare",
  "writer-prepare-failed": "prepare",
  "writer-snapshot-prepared": "snapshot",
  "writer-snapshot-prepare-failed": "snapshot",
  "writer-volume-missing": "snapshot",
  "writer-copy-unhealthy": "snapshot",
  "writer-frozen": "frozen",
  "writer-freeze-failed": "frozen",
  "writer-thawed": "thawed",
  "writer-thaw-failed": "thawed",
  "writer-post-snapshot": "transfer",
  "writer-post-snapshot-failed": "transfer",
  "writer-database-truncating": "complete",
  "writer-database-not-truncating": "complete",
  "writer-not-backed-up": "complete",
  "writer-database-failed": "complete",
  "writer-completed": "complete",
  "writer-complete-failed": "complete",
  "writer-aborted": "over",
  "writer-abort-failed": "over",
  "writer-shutdown": "over",
  "writer-shutdown-failed": "over",
  "writer-orphan": "over",
};

/** What ends a job's serial part for good: only an abort, the shutdown or nothing may follow. */
const ENDS: readonly Signal[] = [
  "writer-prepare-failed",
  "writer-snapshot-prepare-failed",
  "writer-freeze-failed",
  "writer-post-snapshot-failed",
  "writer-aborted",
  "writer-abort-failed",
  "writer-shutdown",
  "writer-shutdown-failed",
  "writer-orphan",
];

const OPENS: readonly Signal[] = [
  "writer-database-prepared",
  "writer-prepared",
  "writer-database-prepare-failed",
];

/** An event of the Exchange writer about one job. */
export function onWriter(state: State, event: BackupEvent): { state: State; key: string } {
  const known = event.keys.guid === undefined ? keylessJob(state, event) : jobOf(state, guidKey(event));
  const host: Host = known === undefined ? claimLoose(state, event) : { job: known };
  const stage = ENDS.includes(event.signal) ? "over" : WRITER_STAGE[event.signal];
  const next = withEvent(host.job, event, "own", {
    database: true,
    ...(stage === undefined ? {} : { stage }),
  });
  const done = event.signal === "writer-completed" || event.signal === "writer-complete-failed";
  const job = done ? { ...next, completed: next.completed ?? event.time ?? state.time } : next;
  const base = { ...dropClaimed(state, host), serial: state.serial + 1 };
  return { state: claimWaiting(putJob(base, job), job, event, known === undefined), key: job.key };
}

interface Host {
  readonly job: TrackedJob;
  readonly claimed?: string;
}

function guidKey(event: BackupEvent): string {
  return `${event.server}|${event.keys.guid}`;
}

/**
 * Exchange 2003 names no GUID: its events belong to the server's newest such job that has not come further yet,
 * one that still runs before one that is over. "Prepared", well or failed, always begins another.
 */
function keylessJob(state: State, event: BackupEvent): TrackedJob | undefined {
  if (event.signal === "writer-prepared" || event.signal === "writer-prepare-failed") return undefined;
  const stage = WRITER_STAGE[event.signal] ?? "over";
  const jobs = jobsOf(
    state,
    (j) => j.kind === "keyless" && j.server === event.server && atLeast(stage, j.stage),
  );
  return jobs.find((j) => j.stage !== "over") ?? jobs.find((j) => near(j.last, event.time, STRAGGLE_MS));
}

/** A new job for a writer's event; takes over the loose sessions that can only be its own. */
function claimLoose(state: State, event: BackupEvent): Host {
  const writer = event.keys.guid !== undefined;
  const key = writer ? guidKey(event) : `${event.server}|store|${event.time ?? ""}|${state.serial}`;
  const job = openJob(key, writer ? "writer" : "keyless", event);
  const stage = WRITER_STAGE[event.signal] ?? "prepare";
  const loose = jobsOf(
    state,
    (j) => j.kind === "loose" && j.server === event.server && couldBe(j, event, stage),
  );
  const only = loose.length === 1 ? loose[0] : undefined;
  if (only === undefined) return { job };
  const events = [...only.events];
  const merged = Object.values(only.sessions).reduce<TrackedJob>(withSession, {
    ...job,
    events,
    opened: only.opened,
  });
  return { job: merged, claimed: only.key };
}

/** Whether a loose job's sessions stand where this writer's event, the first that is seen of its job, says they must. */
function couldBe(loose: TrackedJob, event: BackupEvent, stage: Stage): boolean {
  const ms = OPENS.includes(event.signal) ? EARLY_SESSION_MS : SERIAL_MS;
  switch (stage) {
    case "prepare":
    case "snapshot":
      return !atLeast(loose.stage, "frozen") && near(loose.opened, event.time, ms);
    case "frozen":
      return !atLeast(loose.stage, "thawed") && near(loose.last, event.time, ms);
    case "thawed":
    case "transfer":
      return atLeast(loose.stage, "frozen") && loose.stage !== "over" && near(loose.last, event.time, ms);
    default:
      return atLeast(loose.stage, "frozen") && near(loose.last, event.time, ms);
  }
}

function dropClaimed(state: State, host: Host): State {
  return host.claimed === undefined ? state : dropJob(state, host.claimed);
}

/** Takes up what waited for this job: metadata just before it, and the active side of a surrogate backup. */
function claimWaiting(state: State, job: TrackedJob, event: BackupEvent, opening: boolean): State {
  const fits = (e: BackupEvent): boolean => {
    if (e.signal === "writer-metadata")
      return opening && e.server === job.server && near(e.time, event.time, METADATA_MS);
    if (!e.signal.startsWith("surrogate-")) return false;
    return e.server !== job.server && hasDatabase(job, e) && near(e.time, job.opened, SURROGATE_MS);
  };
  const claimed = state.waiting.filter(fits);
  if (claimed.length === 0) return state;
  const taken = claimed.map<TrackedEvent>((e) => ({
    event: e,
    part: e.signal === "writer-metadata" ? "context" : "own",
    session: null,
  }));
  const events = [...taken, ...job.events];
  return { ...putJob(state, { ...job, events }), waiting: state.waiting.filter((e) => !fits(e)) };
}
