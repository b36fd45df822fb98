import type { RunRecord } from "../model/backup/run.ts";
import type { Job } from "../model/job.ts";
import { sameName, sameServer } from "../model/names.ts";

/** Logs of whole seconds may put the first event of a job a little before its run. */
const COARSE_MS = 1000;

/** What a report calls the job of a run; null while it is that of no job yet. */
export function jobIdOf(run: RunRecord): string | null {
  return setOf(run) ?? (run.outcome === "running" ? null : `run-${run.id}`);
}

/** The snapshot set by which a run is joined with its job; null where neither Diskshadow nor the logs told it. */
export function setOf({ snapshotSet, toldSet }: RunRecord): string | null {
  return (snapshotSet ?? toldSet)?.toLowerCase() ?? null;
}

/** The place of a run's job among others; -1 where it is not there. Several writers may have told of one set; the one of the run's own server is meant. */
export function placeOf(jobs: readonly Job[], run: RunRecord): number {
  const [id, set] = [jobIdOf(run), setOf(run)];
  const ofRun = (job: Job): boolean => job.id === id || (set !== null && sameName(job.guid ?? "", set));
  const own = jobs.findIndex((job) => ofRun(job) && isOn(job, run.server));
  return own === -1 ? jobs.findIndex(ofRun) : own;
}

/**
 * The job that the events tell of for a run that ended: by its set; or, where it failed before it learnt of its set, the only
 * job of its time and server that names none but its databases and did not succeed. null where there is none, or more than
 * one could be meant.
 */
export function jobOfRun(run: RunRecord, jobs: readonly Job[]): Job | null {
  const named = jobs[placeOf(jobs, run)];
  if (named !== undefined) return named;
  if (setOf(run) !== null || run.outcome !== "failed") return null;
  const [only, another] = jobs.filter((job) => couldBe(job, run));
  return another === undefined ? (only ?? null) : null;
}

function couldBe(job: Job, { startedAt, endedAt, server, databases }: RunRecord): boolean {
  const began = Date.parse(job.start ?? "");
  return (
    job.guid !== null &&
    job.outcome !== "succeeded" &&
    began >= Date.parse(startedAt) - COARSE_MS &&
    began <= Date.parse(endedAt ?? "") &&
    isOn(job, server) &&
    job.databases.length > 0 &&
    job.databases.every(({ name }) => databases.some((own) => sameName(own.name, name)))
  );
}

function isOn({ servers }: Job, server: string): boolean {
  return servers.some((one) => sameServer(one, server));
}
