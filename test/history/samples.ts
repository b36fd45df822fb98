import type { Expectation } from "./expectation.ts";
import type { Form } from "./formats/form.ts";
import { weakened } from "./formats/weaken.ts";
import type { Place } from "./history.ts";
import type { Built, Scenario } from "./scenario.ts";
import { scenarioNamed } from "./scenarios.ts";

/** Which scenario is shown in which form. The main good case is in all of them. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  evtx: [
    "good-2010",
    "good-2013",
    "good-2016-passive",
    "good-se",
    "freeze-timeout",
    "job-aborted",
    "service-restarted",
    "truncation-missing",
    "shadow-storage",
    "events-lost",
  ],
  "event-xml/wevtutil": [
    "good-2007",
    "good-2010-both",
    "good-2016-mixed",
    "component-not-backed-up",
    "freeze-failed",
    "flush-hold-timeout",
    "log-chain-broken",
    "passive-link-lost",
    "truncation-blocked",
    "nothing-to-delete",
    "jobs-overlap",
    "clock-skew",
  ],
  "event-xml/event-viewer": [
    "good-2010-incremental",
    "freeze-slow",
    "vss-error",
    "writer-failed",
    "truncation-unproven",
    "backup-in-progress-2003",
  ],
  "event-xml/pasted": ["incremental-refused", "database-failed", "good-2010-tails"],
  "event-json/winlogbeat": [
    "truncation-unproven-passive",
    "copy-unhealthy",
    "volume-not-in-set",
    "job-orphaned",
    "good-2016-passive-incremental",
  ],
  "event-json/vector": ["backup-failed", "no-components", "job-aged", "good-2016-incremental"],
  "event-json/get-winevent": [
    "writer-missing",
    "truncation-files-missing",
    "truncated-without-copy",
    "checksum-failed",
  ],
  "event-json/evtx-dump": ["shadow-orphaned", "shadow-storage-later", "running"],
  "event-json/events": [
    "database-dismounted",
    "page-corrupt",
    "page-corrected",
    "backup-overdue",
    "start-missing",
    "ese-only",
    "ese-only-unproven",
    "ese-only-aborted",
    "good-long-name",
    "backup-in-progress",
  ],
  "event-csv/event-viewer-us": ["freeze-timeout", "directory-timeout"],
  "event-csv/event-viewer-de": ["job-aborted"],
  "event-csv/export-csv": ["good-2019-copy", "job-abandoned", "vss-error-later"],
  "event-text/event-viewer": ["id-text-mismatch", "good-2010", "truncation-undeletable"],
  "event-text/windows-2003": ["good-2003", "backup-in-progress-2003"],
  "event-text/wevtutil": ["freeze-timeout-2010", "good-2019-differential"],
  "event-text/format-list": ["component-not-backed-up", "no-job"],
  "event-text/forum-page": ["freeze-timeout", "job-aborted-2010"],
};

export const MAIN = "good-2016";

export interface Sample {
  /** `samples/event-csv/good-2016-export-csv` */
  readonly folder: string;
  readonly scenario: Scenario;
  readonly form: Form;
}

/** All samples that can be written in the given forms. */
export function samplesIn(forms: readonly Form[]): readonly Sample[] {
  return forms.flatMap((form) =>
    [MAIN, ...(SHOWN[form.name] ?? [])].map((name): Sample => {
      const shape = form.name.split("/")[1];
      const folder = `samples/${form.format}/${name}${shape === undefined ? "" : `-${shape}`}`;
      return { folder, scenario: scenarioNamed(name), form };
    }),
  );
}

export function expectedOf({ form }: Sample, built: Built): Expectation<Place> {
  return weakened(built.expectation, form);
}
