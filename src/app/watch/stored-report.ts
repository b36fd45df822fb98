import type { Report } from "../../model/report.ts";
import type { Settings } from "../../model/settings.ts";
import type { Store } from "../../model/store.ts";
import { coverageOf } from "../../source/coverage.ts";
import { type Selection, select } from "../select.ts";
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

/** What the watcher has concluded, as the report that an analysis of the same logs would give. */
export function storedReport(
  { store, settings, version, now }: ReportFrom,
  selection: Selection,
  ofJob: string | null = null,
): Report {
  const judgement = storedJudgement(store);
  const chosen = select(judgement, selection);
  const shown =
    ofJob === null
      ? chosen
      : {
          jobs: chosen.jobs.filter(({ id }) => id === ofJob),
          findings: chosen.findings.filter(({ job }) => job === ofJob),
        };
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
