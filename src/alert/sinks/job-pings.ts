import type { UpkeepState } from "../../model/alert.ts";
import type { Job } from "../../model/job.ts";
import { fitsPattern } from "../../model/name-pattern.ts";
import { lastOf, startOf } from "../lifecycle/good-jobs.ts";

export type PingKind = "start" | "success" | "fail";

/** What was last told of the jobs of a pattern. */
export interface PingMemory {
  readonly job: string;
  readonly start: number;
  readonly kind: PingKind;
}

export interface Ping extends PingMemory {
  /** Pairs start and end at the receiver; a UUID, or null. */
  readonly runId: string | null;
  /** A few lines for the receiver's log. */
  readonly text: string;
  /** False: it was over long before anybody watched, and is only remembered. */
  readonly tell: boolean;
}

/** Without a memory of what was told, a job that ended longer ago is not told as if it were of now. */
const FRESH_MS = 3_600_000;

/** What is to be told of the newest job of the databases that fit; null: nothing new. */
export function pingOf(
  pattern: string,
  { jobs }: UpkeepState,
  told: PingMemory | null,
  now: number,
): Ping | null {
  const touching = jobs
    .filter(({ job }) => job.databases.some(({ name }) => fitsPattern(pattern, name)))
    .flatMap(({ job, findings }) => {
      const start = startOf(job);
      return start === null ? [] : [{ job, findings, start }];
    })
    .toSorted((a, b) => b.start - a.start || (a.job.id < b.job.id ? -1 : 1));
  const [newest] = touching;
  if (newest === undefined || (told !== null && newest.start < told.start)) return null;
  const { job, findings, start } = newest;
  const kind = kindOf(job, findings, pattern);
  if (kind === null || (told?.job === job.id && (told.kind === kind || kind === "start"))) return null;
  const tell = told !== null || kind === "start" || now - (lastOf(job) ?? now) < FRESH_MS;
  return { job: job.id, start, kind, tell, runId: uuidOf(job.guid), text: textOf(job, pattern) };
}

/** Null where the log does not tell how it went. */
function kindOf(
  job: Job,
  findings: UpkeepState["jobs"][number]["findings"],
  pattern: string,
): PingKind | null {
  const results = job.databases.filter(({ name }) => fitsPattern(pattern, name));
  const bad = findings.some(
    ({ severity, database }) =>
      severity === "failure" && (database === null || fitsPattern(pattern, database)),
  );
  if (bad || results.some(({ outcome }) => ["failed", "aborted", "abandoned"].includes(outcome)))
    return "fail";
  if (results.some(({ outcome }) => outcome === "running")) return "start";
  return results.every(({ outcome }) => outcome === "succeeded") ? "success" : null;
}

function textOf(job: Job, pattern: string): string {
  return job.databases
    .filter(({ name }) => fitsPattern(pattern, name))
    .slice(0, 50)
    .map(({ name, server, type, outcome }) => `${name} on ${server}: ${type}, ${outcome}`)
    .join("\n");
}

function uuidOf(guid: string | null): string | null {
  return guid !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(guid) ? guid : null;
}
