import { arrange } from "../../judge/arrange.ts";
import { withRuns } from "../../judge/with-runs.ts";
import type { Finding } from "../../model/finding.ts";
import type { Job } from "../../model/job.ts";
import { shortName } from "../../model/names.ts";
import type { Coverage, Report } from "../../model/report.ts";
import type { Settings } from "../../model/settings.ts";
import type { Store } from "../../model/store.ts";
import { coverageOf } from "../../source/coverage.ts";
import { unreadInput } from "../../source/read-input.ts";
import { foldPassedOver } from "../inputs.ts";
import { NO_RUNS, type RunReading } from "../runs/run-records.ts";
import { type Judged, type Selection, select } from "../select.ts";
import { summarise } from "../summarise.ts";
import { storedJudgement } from "./verdicts.ts";

const EVERYTHING: Selection = { since: null, until: null, server: null, database: null };

export interface ReportFrom {
  readonly store: Store;
  readonly settings: Settings;
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What the runs of `backup` recorded beside the store; none where it is left out. */
  readonly runs?: RunReading;
}

export interface Wanted {
  readonly selection?: Selection;
  /** This job alone. */
  readonly job?: string;
  /** So many of the newest jobs. */
  readonly newest?: number;
}

/** What the watcher has concluded, as the report that an analysis of the same logs would give. */
export function storedReport(
  { store, settings, version, now, runs = NO_RUNS }: ReportFrom,
  { selection = EVERYTHING, job, newest }: Wanted,
): Report {
  const judgement = withRuns(storedJudgement(store), runs.runs, settings);
  const chosen = select(judgement, selection);
  const shown = narrowed(chosen, job, newest);
  return reportOf({ store, settings, version, now, runs }, shown, {
    jobs: judgement.jobs.length,
    database: selection.database,
  });
}

/** A report of one job, or of findings of none, as they are known at this moment: with its run, where it has one. */
export function jobReport(from: ReportFrom, job: Job | null, findings: readonly Finding[]): Report {
  const alone = { ...from, runs: NO_RUNS };
  const report = reportOf(alone, arrange(job === null ? [] : [job], findings), { jobs: 1, database: null });
  return job === null ? report : { ...report, coverage: report.coverage.filter(concerns(job)) };
}

/** The logs of the servers that a job has to do with. */
function concerns(job: Job): (log: Coverage) => boolean {
  const copies = job.databases.flatMap(({ truncation }) => truncation.copies);
  const names = [...job.servers, ...[...job.events, ...copies].map(({ server }) => server)];
  const servers = new Set(names.map(shortName));
  return ({ server }) => servers.has(shortName(server));
}

function reportOf(
  { store, settings, version, now, runs = NO_RUNS }: ReportFrom,
  { jobs, findings }: Judged,
  whole: { readonly jobs: number; readonly database: string | null },
): Report {
  const inputs = foldPassedOver([...store.bookmarks.inputs(), ...runs.troubles.map(unreadInput)]);
  const readings = store.bookmarks.readings().map(({ logs }) => logs);
  const { filtered, unnamedInputs } = coverageOf(readings, now);
  return {
    schema: "thawline.report/1",
    generatedAt: new Date(now).toISOString(),
    tool: { name: "thawline", version },
    inputs,
    coverage: store.verdicts.coverage(),
    jobs,
    findings,
    summary: summarise(
      { jobs, findings },
      inputs,
      { filtered, unnamedInputs, jobs: whole.jobs },
      { database: whole.database, severities: settings.severities },
    ),
  };
}

/** Findings of no job are left out where jobs are picked out by hand. */
function narrowed({ jobs, findings }: Judged, job: string | undefined, newest: number | undefined): Judged {
  if (job === undefined && (newest === undefined || jobs.length <= newest)) return { jobs, findings };
  const kept = job === undefined ? jobs.slice(-(newest ?? 0)) : jobs.filter(({ id }) => id === job);
  const ids = new Set(kept.map(({ id }) => id));
  return { jobs: kept, findings: findings.filter((found) => found.job !== null && ids.has(found.job)) };
}
