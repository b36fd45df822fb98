import type { FindingCode } from "../../model/finding.ts";
import type { DatabaseResult, Job } from "../../model/job.ts";
import { sameName, sameServer } from "../../model/names.ts";
import type { Subject } from "./fingerprint.ts";

/** What only the deletion of logs, often hours after the end of a job, shows to be healed. */
const OF_TRUNCATION: ReadonlySet<FindingCode> = new Set([
  "TRUNCATION_MISSING",
  "TRUNCATION_BLOCKED",
  "TRUNCATION_FILES_MISSING",
  "TRUNCATION_UNPROVEN",
]);

/** When a job began, in ms since 1970: its start, else its first event. Null where nothing says it. */
export function startOf(job: Job): number | null {
  return firstTime([job.start, job.phases[0]?.start, job.events[0]?.time, job.end]);
}

/** The last sign of a job. */
export function lastOf(job: Job): number | null {
  return firstTime([job.end, job.events.at(-1)?.time, job.start]);
}

function firstTime(times: readonly (string | null | undefined)[]): number | null {
  for (const time of times) {
    const ms = Date.parse(time ?? "");
    if (!Number.isNaN(ms)) return ms;
  }
  return null;
}

/**
 * Whether a job was good for the copy (or the server) that a trouble is about. Whether it shows the trouble itself is the
 * caller's to say.
 */
export function goodFor(job: Job, { code, server, database }: Subject, now: number): boolean {
  if (database === null) return job.outcome === "succeeded" && (server === null || runsOn(job, server));
  const results = job.databases.filter(
    (result) => sameName(result.name, database) && (server === null || sameServer(result.server, server)),
  );
  return (
    results.length > 0 &&
    results.every(
      (result) => result.outcome === "succeeded" && !(OF_TRUNCATION.has(code) && waits(result, now)),
    )
  );
}

/** Truncation is due and may still come. */
export function waits({ truncation }: DatabaseResult, now: number): boolean {
  const { state, deadline } = truncation;
  return (
    (state === "requested" || state === "unproven") && deadline !== undefined && Date.parse(deadline) > now
  );
}

function runsOn(job: Job, server: string): boolean {
  return [...job.servers, ...job.databases.map((result) => result.server)].some((name) =>
    sameServer(name, server),
  );
}
