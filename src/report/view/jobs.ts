import type { Finding } from "../../model/finding.ts";
import type { DatabaseResult, Job } from "../../model/job.ts";
import { sameName, sameServer } from "../../model/names.ts";
import type { Coverage } from "../../model/report.ts";
import type { Evidence } from "./evidence.ts";
import { viewFreeze } from "./freeze.ts";
import { byNumbersInName } from "./natural.ts";
import type { DatabaseSummary, DatabaseView, JobView, Tone } from "./report-view.ts";
import { shortServer } from "./server.ts";
import { secondsBetween, toMillis } from "./time.ts";
import { viewTimeline } from "./timeline.ts";
import { viewTruncation } from "./truncation.ts";
import { byTone, CODES, listOf, OUTCOMES, ROLES, SEVERITIES, TYPES, worstTone } from "./words.ts";

/** A job with its own findings, without the choice whether it is shown in detail, which depends on the others. */
export function viewJob(
  job: Job,
  number: number,
  own: readonly Finding[],
  coverage: readonly Coverage[],
  evidence: Evidence,
): Omit<JobView, "detailed"> {
  const databases = naturally(job.databases).map((database) => viewDatabase(database, own));
  const tone = worstTone([
    OUTCOMES[job.outcome].tone,
    ...own.map((finding) => SEVERITIES[finding.severity]),
    ...databases.map((database) => database.tone),
  ]);
  const reason = reasonOf(job, own, databases, tone);
  return {
    id: job.id,
    guid: job.guid,
    number,
    title: titleOf(job),
    servers: job.servers.map(shortServer),
    type: job.type,
    outcome: job.outcome,
    outcomeWord: OUTCOMES[job.outcome].word,
    tone,
    reason,
    result: resultOf(job, reason),
    start: job.start,
    end: job.end,
    seconds: secondsBetween(job.start, job.end),
    freeze: job.freeze === null ? null : viewFreeze(job.freeze),
    databases,
    timeline: viewTimeline(job, coverage, evidence, tone),
    findings: own.map((finding) => finding.id),
  };
}

function naturally(databases: readonly DatabaseResult[]): readonly DatabaseResult[] {
  return databases.toSorted((a, b) => byNumbersInName(a.name, b.name));
}

/** `Full backup of DB01, DB02 on MBX1` */
function titleOf(job: Job): string {
  const names = [...new Set(naturally(job.databases).map((database) => database.name))];
  const of = names.length === 0 ? "" : ` of ${listOf(names, 3)}`;
  const on = job.servers.length === 0 ? "" : ` on ${listOf(job.servers.map(shortServer), 3)}`;
  return `${TYPES[job.type].title}${of}${on}`;
}

function viewDatabase(database: DatabaseResult, findings: readonly Finding[]): DatabaseView {
  const own = findings.filter(
    (finding) =>
      sameName(finding.database ?? "", database.name) &&
      (finding.server === null || sameServer(finding.server, database.server)),
  );
  const truncation = viewTruncation(database);
  const freeze = database.freeze === null ? null : viewFreeze(database.freeze);
  return {
    name: database.name,
    server: shortServer(database.server),
    role: database.role,
    roleWord: ROLES[database.role],
    type: database.type,
    typeWord: TYPES[database.type].word,
    outcome: database.outcome,
    outcomeWord: OUTCOMES[database.outcome].word,
    // The freeze is graded by findings: a limit raised in the settings must not turn a job yellow here.
    tone: worstTone([
      OUTCOMES[database.outcome].tone,
      truncation.tone,
      ...own.map((finding) => SEVERITIES[finding.severity]),
    ]),
    freeze,
    truncation,
    findings: own.map((finding) => finding.id),
  };
}

function reasonOf(
  job: Job,
  findings: readonly Finding[],
  databases: readonly DatabaseView[],
  tone: Tone,
): string {
  if (tone === "good") return "";
  const codes = findings
    .filter((finding) => SEVERITIES[finding.severity] === tone)
    .map((finding) => CODES[finding.code])
    .filter((word) => word !== OUTCOMES[job.outcome].word);
  if (codes.length > 0) return listOf([...new Set(codes)], 2);
  if (OUTCOMES[job.outcome].tone === tone) return OUTCOMES[job.outcome].word;
  const worst = databases.find((database) => database.tone === tone);
  if (worst === undefined) return "";
  return OUTCOMES[worst.outcome].tone === tone
    ? `${worst.name} ${worst.outcomeWord}`
    : `truncation ${worst.truncation.word}`;
}

function resultOf(job: Job, reason: string): string {
  const { word, tone } = OUTCOMES[job.outcome];
  if (reason === "" || reason === word) return word;
  return tone === "good" ? `${word}, but ${reason}` : `${word}: ${reason}`;
}

/**
 * Marks the jobs to show in full: all of them when they are few, else those that are not good, the
 * worst and newest first, up to `most`.
 */
export function chooseDetailed(
  jobs: readonly Omit<JobView, "detailed">[],
  all: boolean,
  most: number,
): { readonly jobs: readonly JobView[]; readonly leftOut: number } {
  const few = all || jobs.length <= 3;
  const wanted = jobs
    .filter((job) => few || job.tone !== "good")
    .toSorted((a, b) => byTone(a.tone, b.tone) || b.number - a.number);
  const chosen = new Set((few ? wanted : wanted.slice(0, most)).map((job) => job.number));
  return {
    jobs: jobs.map((job) => ({ ...job, detailed: chosen.has(job.number) })),
    leftOut: wanted.length - chosen.size,
  };
}

/** What an administrator asks first of many jobs: when was each database last backed up well? */
export function summariseDatabases(jobs: readonly JobView[]): readonly DatabaseSummary[] {
  const summaries = new Map<string, DatabaseSummary>();
  for (const job of jobs) {
    for (const [key, copies] of byName(job.databases)) {
      const tone = worstTone(copies.map((copy) => copy.tone));
      // An unproven truncation does not make the backup itself less than good to restore from.
      const good = copies.every((copy) => copy.outcome === "succeeded" && copy.tone !== "failure");
      const before = summaries.get(key);
      summaries.set(key, {
        name: before?.name ?? copies[0]?.name ?? key,
        jobs: (before?.jobs ?? 0) + 1,
        good: (before?.good ?? 0) + (good ? 1 : 0),
        lastGood: good ? (job.end ?? job.start) : (before?.lastGood ?? null),
        lastGoodWord: good ? (copies[0]?.typeWord ?? null) : (before?.lastGoodWord ?? null),
        newest: tone,
      });
    }
  }
  return [...summaries.values()].toSorted(
    (a, b) =>
      byTone(a.newest, b.newest) ||
      (toMillis(a.lastGood) ?? 0) - (toMillis(b.lastGood) ?? 0) ||
      byNumbersInName(a.name, b.name),
  );
}

function byName(databases: readonly DatabaseView[]): ReadonlyMap<string, readonly DatabaseView[]> {
  const groups = new Map<string, DatabaseView[]>();
  for (const database of databases) {
    const key = database.name.toLowerCase();
    groups.set(key, [...(groups.get(key) ?? []), database]);
  }
  return groups;
}
