import type { Context, Remembered } from "../../correlate/assess/context.ts";
import { assess, type JobFacts, orderOf } from "../../correlate/assess/index.ts";
import { arrange, type Judgement } from "../../judge/arrange.ts";
import { rememberedOf } from "../../judge/backed-up.ts";
import { judge } from "../../judge/index.ts";
import { groupBy } from "../../judge/phrases.ts";
import type { Finding } from "../../model/finding.ts";
import type { Job } from "../../model/job.ts";
import type { Coverage } from "../../model/report.ts";
import type { Store } from "../../model/store.ts";
import type { LedgerView } from "./ledger.ts";
import { recentOf } from "./recent.ts";

/** What is concluded of the jobs, kept in the store job by job; what has not changed is not written again. */
export interface Verdicts {
  /**
   * Judges what is recent, and stores it. To be called within a transaction.
   *
   * @param since milliseconds since 1970: jobs that ended before stand as they were judged
   */
  renew(view: LedgerView, context: Context, since: number): Renewed;
  /** What is known of databases from jobs that stand as they were judged. */
  remembered(): readonly Remembered[];
}

export interface Renewed extends Judgement {
  readonly facts: readonly JobFacts[];
  readonly coverage: readonly Coverage[];
  /** Jobs that are new or not as they were. */
  readonly changed: readonly Job[];
}

/** A job as it was written, and the tracked job it was made from. */
interface Written {
  readonly text: string;
  readonly key: string;
  /** Of its newest event, in milliseconds since 1970. */
  readonly last: number;
}

/** The note of the last good backups: their jobs may be settled, and nothing else tells of them then. */
const REMEMBERED = "databases";

export function createVerdicts(store: Store): Verdicts {
  const written = storedBefore(store);
  let lastGood: ReadonlySet<string> = new Set();
  /** What is stored of no job, from the first judgement on. */
  let stored: readonly Finding[] | null = null;
  let remembered = (store.notes.get(REMEMBERED) ?? []) as readonly Remembered[];
  let general = "";
  let coverage = "";

  return {
    renew(view, context, since) {
      const recent = recentOf(view, since, lastGood);
      const facts = assess(recent.jobs, context);
      const input = { jobs: facts, strays: recent.strays, context };
      const judgement = judge(input);
      if (context.remembered !== undefined) remember(rememberedOf(input, Math.max(since, settledIn(store))));
      lastGood = lastGoodOf(facts);
      const changed = writeJobs(judgement, facts);
      forgetOthers(recent.jobs, view, facts);
      writeGeneral(judgement.findings, since);
      writeCoverage(context);
      return { ...judgement, facts, changed, coverage: context.coverage };
    },
    remembered: () => remembered,
  };

  function remember(databases: readonly Remembered[]): void {
    if (JSON.stringify(databases) === JSON.stringify(remembered)) return;
    remembered = databases;
    store.notes.put(REMEMBERED, databases);
  }

  function writeJobs({ jobs, findings }: Judgement, facts: readonly JobFacts[]): Job[] {
    const keys = new Map(facts.map(({ result, job }) => [result.id, job.key]));
    const orders = new Map(facts.map((fact) => [fact.result.id, orderOf(fact)]));
    const ofJob = groupBy(findings, (found) => found.job ?? "");
    return jobs.flatMap((job) => {
      const own = (ofJob.get(job.id) ?? []).map(unnumbered);
      const plain = { ...job, findings: [] };
      const text = JSON.stringify([plain, own]);
      if (written.get(job.id)?.text === text) return [];
      written.set(job.id, { text, key: keys.get(job.id) ?? "", last: lastOf(job) });
      store.verdicts.putJob(plain, own, orders.get(job.id));
      return [job];
    });
  }

  /**
   * A job that is not there any more was another one, as late events show. One that grew old stands, and so does one whose
   * events are settled: the ledger has let go of it, were it the last good backup.
   */
  function forgetOthers(
    jobs: readonly { key: string }[],
    view: LedgerView,
    facts: readonly JobFacts[],
  ): void {
    const present = new Set(facts.map(({ result }) => result.id));
    const recent = new Set(jobs.map(({ key }) => key));
    const old = new Set([...view.concluded.map(({ job }) => job.key)].filter((key) => !recent.has(key)));
    const settled = settledIn(store);
    for (const [id, { key, last }] of written) {
      if (present.has(id)) continue;
      if (!old.has(key) && last >= settled) store.verdicts.removeJob(id);
      written.delete(id);
    }
  }

  /** Findings of no job; those that are older than what was judged stand. */
  function writeGeneral(findings: readonly Finding[], since: number): void {
    const now = findings.filter((found) => found.job === null).map(unnumbered);
    const before = Number.isFinite(since) ? (stored ?? store.verdicts.findings()) : [];
    const all = [...before.filter((found) => isOlder(found, since)), ...now];
    const text = JSON.stringify(all);
    stored = all;
    if (text === general) return;
    general = text;
    store.verdicts.putFindings(all);
  }

  function writeCoverage(context: Context): void {
    const text = JSON.stringify(context.coverage);
    if (text === coverage) return;
    coverage = text;
    store.verdicts.putCoverage(context.coverage);
  }
}

/** What an earlier run wrote of events that are still there; it has to be there again, or it was another job. */
function storedBefore(store: Store): Map<string, Written> {
  const settled = settledIn(store);
  const all = store.verdicts.jobs().map(({ job }) => ({ id: job.id, last: lastOf(job) }));
  const held = all.filter(({ last }) => last >= settled);
  return new Map(held.map(({ id, last }) => [id, { text: "", key: "", last }]));
}

/** In milliseconds since 1970: events before it are forgotten. */
function settledIn(store: Store): number {
  return (store.events.settled() ?? Number.NEGATIVE_INFINITY) * 1000;
}

function lastOf({ events }: Job): number {
  const times = events.map(({ time }) => Date.parse(time)).filter((time) => !Number.isNaN(time));
  return times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}

/** Numbers are given when a report is put together. */
function unnumbered(found: Finding): Finding {
  return { ...found, id: "" };
}

function isOlder({ evidence }: Finding, since: number): boolean {
  return evidence.length > 0 && evidence.every(({ time }) => time !== "" && Date.parse(time) < since);
}

/** The newest good full and the newest good incremental backup of each database: what makes another one overdue. */
function lastGoodOf(facts: readonly JobFacts[]): ReadonlySet<string> {
  const newest = new Map<string, string>();
  for (const { job, result } of facts) {
    for (const { name, type, outcome } of result.databases) {
      if (outcome === "succeeded") newest.set(`${name.toLowerCase()}\n${type}`, job.key);
    }
  }
  return new Set(newest.values());
}

/** Everything that is stored, as one judgement. */
export function storedJudgement(store: Store): Judgement {
  const stored = [...store.verdicts.jobs()].sort((a, b) => ((a.order ?? "") < (b.order ?? "") ? -1 : 1));
  const findings = [...stored.flatMap((it) => it.findings), ...store.verdicts.findings()];
  return arrange(
    stored.map(({ job }) => job),
    findings,
  );
}
