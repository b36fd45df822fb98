import type { Finding } from "../model/finding.ts";
import type { Job } from "../model/job.ts";
import { sameName, sameServer } from "../model/names.ts";

/** Which jobs a report is to show; null: all. The logs are read in full all the same, or the edges would lie. */
export interface Selection {
  /** Milliseconds since 1970; a job counts when any part of it lies in between. */
  readonly since: number | null;
  readonly until: number | null;
  readonly server: string | null;
  readonly database: string | null;
}

export interface Judged {
  readonly jobs: readonly Job[];
  readonly findings: readonly Finding[];
}

/** The jobs that were asked for, and the findings on them or on no job at all. Pure. */
export function select({ jobs, findings }: Judged, selection: Selection): Judged {
  const chosen = jobs.filter((job) => isChosen(job, selection));
  const ids = new Set(chosen.map((job) => job.id));
  const kept = findings.filter((finding) =>
    finding.job === null
      ? concerns(finding, selection)
      : ids.has(finding.job) && ofDatabase(finding, selection),
  );
  const keptIds = new Set(kept.map((finding) => finding.id));
  return {
    jobs: chosen.map((job) => ({ ...job, findings: job.findings.filter((id) => keptIds.has(id)) })),
    findings: kept,
  };
}

function isChosen(job: Job, selection: Selection): boolean {
  const { server, database } = selection;
  if (server !== null && !job.servers.some((name) => fitsServer(name, server))) return false;
  if (database !== null && !job.databases.some((it) => sameName(it.name, database))) return false;
  const times = [job.start, job.end, ...job.events.map((event) => event.time)];
  return overlaps(times, job.outcome === "running", selection);
}

/** A finding without a job: by its own server, database and evidence, as far as it has them. */
function concerns(finding: Finding, selection: Selection): boolean {
  const { server } = selection;
  if (server !== null && finding.server !== null && !fitsServer(finding.server, server)) return false;
  return (
    ofDatabase(finding, selection) &&
    overlaps(
      finding.evidence.map((event) => event.time),
      false,
      selection,
    )
  );
}

function ofDatabase(finding: Finding, { database }: Selection): boolean {
  return database === null || finding.database === null || sameName(finding.database, database);
}

/** What has no time cannot be said to lie outside. */
function overlaps(times: readonly (string | null)[], open: boolean, { since, until }: Selection): boolean {
  const known = times.map((time) => Date.parse(time ?? "")).filter((time) => !Number.isNaN(time));
  if (known.length === 0) return true;
  const first = known.reduce((a, b) => Math.min(a, b));
  const last = open ? Number.POSITIVE_INFINITY : known.reduce((a, b) => Math.max(a, b));
  return (since === null || last >= since) && (until === null || first <= until);
}

/** Who gives a full name means that server only, and not one of that name in another domain. */
function fitsServer(name: string, asked: string): boolean {
  return sameName(name, asked) || (sameServer(name, asked) && !(name.includes(".") && asked.includes(".")));
}
