import type { Finding, FindingCode } from "../../model/finding.ts";
import type { Job } from "../../model/job.ts";
import { sameName, sameServer } from "../../model/names.ts";
import type { Coverage } from "../../model/report.ts";
import { byDatabase } from "./by-database.ts";
import { fingerprintOf, reaches, type Subject, worstOf } from "./fingerprint.ts";
import { goodFor, lastOf, startOf, waits } from "./good-jobs.ts";
import { grouped } from "./grouped.ts";

/**
 * How a trouble ends. `job`: by the next good job. `state`: when it is no longer there. `past`: it happened and cannot
 * heal, so it is closed a day after it was last seen anew.
 */
export type Ending = "job" | "state" | "past";

/** One trouble as the findings of this moment tell it. */
export interface Trouble extends Subject {
  readonly fingerprint: string;
  readonly ending: Ending;
  readonly severity: Finding["severity"];
  /** The newest, and of those the worst. */
  readonly finding: Finding;
  readonly job: string | null;
  /** When it happened last, ms since 1970; null where nothing tells a time. */
  readonly at: number | null;
  /** How many findings tell it. */
  readonly count: number;
}

export interface Seen {
  readonly jobs: readonly Job[];
  readonly findings: readonly Finding[];
  readonly coverage: readonly Coverage[];
  readonly now: number;
}

/** What is as it is now, whenever it began. */
const STATES: ReadonlySet<FindingCode> = new Set(["BACKUP_OVERDUE", "WATCHER_BLIND"]);

export function endingOf({ code, job }: Pick<Finding, "code" | "job">): Ending {
  if (STATES.has(code)) return "state";
  return job === null || code === "EVENTS_LOST" ? "past" : "job";
}

/** The newest good job for a subject that does not show it, and when it began. */
export type GoodJobs = (subject: Subject) => { readonly job: Job; readonly start: number } | null;

/** What is wrong now, by fingerprint: findings of failures and warnings that no later good job has put right. */
export function troublesOf(seen: Seen): {
  readonly troubles: ReadonlyMap<string, Trouble>;
  readonly good: GoodJobs;
} {
  const jobs = new Map(seen.jobs.map((job) => [job.id, job]));
  const told = grouped(
    seen.findings
      .filter((finding) => alarming(finding, jobs, seen.now))
      .flatMap((finding) => byDatabase(finding, jobs)),
    fingerprintOf,
  );
  const good = goodJobs(seen, told);
  const troubles = [...told].flatMap(([fingerprint, findings]) => {
    const trouble = troubleOf(fingerprint, findings, jobs, seen, good);
    return trouble === null ? [] : [[fingerprint, trouble] as const];
  });
  return { troubles: new Map(troubles), good };
}

/** Truncation that may still come is a state of the job, whatever severity the settings give it. */
function alarming(finding: Finding, jobs: ReadonlyMap<string, Job>, now: number): boolean {
  if (!reaches(finding.severity, "warning")) return false;
  if (finding.code !== "TRUNCATION_UNPROVEN" || finding.job === null) return true;
  const results = jobs.get(finding.job)?.databases ?? [];
  const named = results.filter((result) => sameName(result.name, finding.database ?? ""));
  return !(named.length > 0 ? named : results).some((result) => waits(result, now));
}

function goodJobs(seen: Seen, told: ReadonlyMap<string, readonly Finding[]>): GoodJobs {
  const newestFirst = seen.jobs
    .flatMap((job) => ({ job, start: startOf(job) }))
    .flatMap(({ job, start }) => (start === null ? [] : [{ job, start }]))
    .toSorted((a, b) => b.start - a.start);
  const known = new Map<string, ReturnType<GoodJobs>>();
  return (subject) => {
    const fingerprint = fingerprintOf(subject);
    const before = known.get(fingerprint);
    if (before !== undefined) return before;
    const showing = new Set(told.get(fingerprint)?.map((finding) => finding.job));
    const found =
      newestFirst.find(({ job }) => !showing.has(job.id) && goodFor(job, subject, seen.now)) ?? null;
    known.set(fingerprint, found);
    return found;
  };
}

interface Telling {
  readonly finding: Finding;
  readonly start: number | null;
  readonly at: number | null;
}

function troubleOf(
  fingerprint: string,
  findings: readonly Finding[],
  jobs: ReadonlyMap<string, Job>,
  seen: Seen,
  good: GoodJobs,
): Trouble | null {
  const healed = good(findings[0] as Finding)?.start ?? null;
  const tellings = findings
    .map((finding) => tellingOf(finding, jobs, seen))
    .filter(
      ({ finding, start }) =>
        endingOf(finding) !== "job" || healed === null || start === null || start >= healed,
    )
    .toSorted((a, b) => (b.start ?? 0) - (a.start ?? 0) || (a.finding.id < b.finding.id ? -1 : 1));
  const [newest] = tellings;
  if (newest === undefined) return null;
  const last = tellings.filter(({ start }) => start === newest.start).map(({ finding }) => finding);
  const severity = worstOf(last.map((finding) => finding.severity));
  const finding = last.find((one) => one.severity === severity) ?? newest.finding;
  const times = tellings.flatMap(({ at }) => at ?? []);
  const { code, server, database, job } = finding;
  return {
    ...{ fingerprint, code, server, database, job, severity, finding },
    ending: endingOf(finding),
    at: times.length === 0 ? null : Math.max(...times),
    count: tellings.length,
  };
}

function tellingOf(finding: Finding, jobs: ReadonlyMap<string, Job>, { coverage }: Seen): Telling {
  if (endingOf(finding) === "state") return { finding, start: null, at: null };
  if (finding.code === "EVENTS_LOST") {
    const gap = newestGap(finding, coverage);
    return { finding, start: gap, at: gap };
  }
  const evidence = newest(finding.evidence.map((event) => event.time));
  const job = finding.job === null ? undefined : jobs.get(finding.job);
  if (job === undefined) return { finding, start: evidence, at: evidence };
  return { finding, start: startOf(job) ?? evidence, at: lastOf(job) ?? evidence };
}

/** A gap is in no event: when it ended stands in what was read of the server's logs. */
function newestGap({ server }: Finding, coverage: readonly Coverage[]): number | null {
  return newest(
    coverage
      .filter((log) => server !== null && sameServer(log.server, server))
      .flatMap((log) => log.gaps.map((gap) => gap.to)),
  );
}

function newest(times: readonly string[]): number | null {
  return times
    .map((time) => Date.parse(time))
    .filter((time) => !Number.isNaN(time))
    .reduce<number | null>((last, time) => (last === null || time > last ? time : last), null);
}
