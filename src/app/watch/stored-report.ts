import type { Report } from "../../model/report.ts";
import type { Settings } from "../../model/settings.ts";
import type { Store } from "../../model/store.ts";
import { coverageOf } from "../../source/coverage.ts";
import { type Judged, type Selection, select } from "../select.ts";
import { summarise } from "../summarise.ts";
import { storedJudgement } from "./verdicts.ts";

export const EVERYTHING: Selection = { since: null, until: null, server: null, database: null };

export interface ReportFrom {
  readonly store: Store;
  readonly settings: Settings;
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Wanted {
  readonly selection: Selection;
  /** This job alone. */
  readonly job?: string;
  /** So many of the newest jobs. */
  readonly newest?: number;
}

/** What the watcher has concluded, as the report that an analysis of the same logs would give. */
export function storedReport(
  { store, settings, version, now }: ReportFrom,
  { selection, job, newest }: Wanted,
): Report {
  const judgement = storedJudgement(store);
  const chosen = select(judgement, selection);
  const shown = narrowed(chosen, job, newest);
  const inputs = store.bookmarks.inputs();
  const { filtered, unnamedInputs } = coverageOf(
    store.bookmarks.readings().map(({ logs }) => logs),
    now,
  );
  return {
    schema: "thawline.report/1",
    generatedAt: new Date(now).toISOString(),
    tool: { name: "thawline", version },
    inputs,
    coverage: store.verdicts.coverage(),
    jobs: shown.jobs,
    findings: shown.findings,
    summary: summarise(
      shown,
      inputs,
      { filtered, unnamedInputs, jobs: judgement.jobs.length },
      { database: selection.database, severities: settings.severities },
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
