import { joinPath } from "../backup/plan/paths.ts";
import type { RunRecord, RunStep } from "../model/backup/run.ts";
import type { Finding } from "../model/finding.ts";
import type { DatabaseResult, Job, JobStep, Outcome } from "../model/job.ts";
import type { Settings } from "../model/settings.ts";
import { arrange, type Judgement } from "./arrange.ts";
import { copyFinding, copyJob, isProvenCopy } from "./copy-runs.ts";
import { jobIdOf, placeOf, setOf } from "./job-of-run.ts";
import { findingsOfRun } from "./run-findings.ts";
import { severityOf } from "./severity.ts";

/**
 * Joins runs of `backup` with the jobs that the events tell of, by the snapshot set: their steps, what was found in their
 * files, and what the run says of itself where the events do not. A run that has ended and of which there are no
 * events is a job of its own: what failed before the writer was asked is in no log. What the events say of a job stays.
 *
 * @param judgement without these runs: joined twice, they would be told twice
 */
export function withRuns(
  { jobs, findings }: Judgement,
  runs: readonly RunRecord[],
  settings: Pick<Settings, "severities">,
): Judgement {
  if (runs.length === 0) return { jobs, findings };
  const joined = [...jobs];
  const told = [...findings];
  const added: Finding[] = [];
  const inOrder = runs.toSorted((a, b) => compare(`${a.startedAt} ${a.id}`, `${b.startedAt} ${b.id}`));
  for (const run of inOrder) {
    let at = placeOf(joined, run);
    if (at === -1) {
      if (run.outcome === "running") continue;
      at = placeByStart(joined, run.startedAt);
      joined.splice(at, 0, jobOfRun(run));
    }
    const job = joined[at] as Job;
    const own = told.filter((found) => found.job === job.id);
    if (isProvenCopy(run)) for (const one of own) told[told.indexOf(one)] = copyFinding(one);
    const steps = run.steps.map((step) => stepOf(run, step));
    joined[at] = { ...(isProvenCopy(run) ? copyJob(job) : job), steps: [...(job.steps ?? []), ...steps] };
    added.push(...findingsOfRun(run, job, own).flatMap((found) => withSeverity(found, settings)));
  }
  return arrange(joined, [...told, ...added]);
}

/** Jobs go by start; those without one come first. */
function placeByStart(jobs: readonly Job[], start: string): number {
  const later = jobs.findIndex((job) => job.start !== null && job.start > start);
  return later === -1 ? jobs.length : later;
}

/** Without the writer's word a backup is not good, whatever its run says. */
function jobOfRun(run: RunRecord): Job {
  const outcome: Outcome = run.outcome === "failed" ? "failed" : "incomplete";
  const due = run.type === "full" && outcome !== "failed";
  const database = (name: string): DatabaseResult => ({
    name,
    server: run.server,
    role: "unknown",
    eseInstance: null,
    processId: null,
    type: run.type,
    outcome,
    freeze: null,
    truncation: { state: due ? "unproven" : "not-expected", firstLog: null, lastLog: null, copies: [] },
  });
  return {
    id: jobIdOf(run) ?? run.id,
    guid: setOf(run),
    servers: [run.server],
    writer: "store",
    type: run.type,
    outcome,
    start: run.startedAt,
    end: run.endedAt,
    phases: [],
    freeze: null,
    databases: run.databases
      .map(({ name }) => name)
      .sort(compare)
      .map(database),
    events: [],
    findings: [],
  };
}

function stepOf({ folder }: RunRecord, step: RunStep): JobStep {
  const { name, start, end, outcome, detail, transcript, excerpt } = step;
  return {
    ...{ name, start, end, outcome, detail },
    ...(transcript === null ? {} : { transcript: joinPath(folder, transcript) }),
    ...(excerpt === undefined ? {} : { excerpt }),
  };
}

function withSeverity(found: Finding, settings: Pick<Settings, "severities">): readonly Finding[] {
  const severity = severityOf(settings, found);
  return severity === "off" ? [] : [{ ...found, severity }];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
