import type { BackupEvent } from "../../model/event.ts";
import { hasDatabase, jobsOf, openJob, putJob, withEvent } from "./job.ts";
import { near, SERIAL_MS, type State, type TrackedJob } from "./state.ts";
import { SURROGATE_MS } from "./writer.ts";

/** ESE BACKUP 960 on the server that backs up its passive copy. It names neither GUID nor database. */
export function onSurrogateRunning(state: State, event: BackupEvent): { state: State; key: string } {
  const job = jobsOf(
    state,
    (j) =>
      j.server === event.server &&
      (j.stage === "prepare" || j.stage === "snapshot") &&
      near(j.last, event.time, SERIAL_MS),
  )[0];
  const key = `${event.server}|surrogate|${event.time ?? ""}|${state.serial}`;
  const host = job ?? openJob(key, "loose", event);
  return {
    state: putJob({ ...state, serial: state.serial + 1 }, withEvent(host, event, "own")),
    key: host.key,
  };
}

/**
 * The active side of a passive copy's backup (210 to 215, 226, 910): no GUID there, so it is joined to the
 * job of another server by database and time, clock skew allowed. Null when no such job has come (yet).
 */
export function onSurrogate(state: State, event: BackupEvent): { state: State; key: string } | null {
  const elsewhere = (j: TrackedJob) => j.server !== event.server && j.kind !== "keyless";
  const job = jobsOf(state, (j) => elsewhere(j) && fits(j, event))[0];
  return job === undefined ? null : { state: putJob(state, withEvent(job, event, "own")), key: job.key };
}

function fits(job: TrackedJob, event: BackupEvent): boolean {
  switch (event.signal) {
    case "surrogate-registered":
      return job.stage !== "over" && runsSurrogate(job) && near(job.opened, event.time, SURROGATE_MS);
    case "surrogate-started":
      return hasDatabase(job, event) && !started(job, event) && near(job.opened, event.time, SURROGATE_MS);
    default:
      // The end belongs to the start on the same server, and where the log lacks it, to a surrogate backup that runs.
      return hasDatabase(job, event) && (started(job, event) || runsSurrogate(job));
  }
}

function started(job: TrackedJob, event: BackupEvent): boolean {
  return job.events.some((e) => e.event.signal === "surrogate-started" && e.event.server === event.server);
}

function runsSurrogate(job: TrackedJob): boolean {
  return job.events.some((e) => e.event.signal === "surrogate-running");
}
