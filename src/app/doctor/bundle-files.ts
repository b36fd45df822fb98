import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../../config/default-config.ts";
import { configYaml } from "../../config/print.ts";
import type { DoctorReport } from "../../model/doctor.ts";
import type { Store } from "../../model/store.ts";
import { renderDoctor } from "../../report/doctor.ts";
import { renderHtml } from "../../report/html.ts";
import { renderJson } from "../../report/json.ts";
import { FILE_OPTIONS } from "../../report/options.ts";
import { StoreError } from "../../store/store-error.ts";
import { createRunRecords, type RunReading } from "../runs/run-records.ts";
import { statusOf } from "../status/status.ts";
import { storedReport } from "../watch/stored-report.ts";
import type { BundleFile } from "./bundle.ts";
import type { StorePort } from "./check.ts";

/** The newest jobs, each as a page and as JSON. */
const JOBS = 10;
/** The newest of them as one report. */
const JOBS_TOGETHER = 30;
/** Of the watcher's log, in bytes. */
const MOST_LOG = 2 * 1024 * 1024;

export interface BundleParts {
  readonly report: DoctorReport;
  /** Of a file that cannot be read the defaults: nobody knows what stands in it. */
  readonly config: Config;
  readonly store: StorePort;
  readonly version: string;
  readonly now: number;
  /** What programs printed, by name. */
  readonly outputs: ReadonlyMap<string, string>;
}

/** What somebody needs who looks into a trouble from afar, the most important first. */
export function bundleFiles(parts: BundleParts): readonly BundleFile[] {
  const { report, config, outputs, store, now } = parts;
  return [
    { name: "doctor.txt", text: renderDoctor(report, FILE_OPTIONS) },
    { name: "doctor.json", text: json(report) },
    { name: "configuration.yaml", text: configYaml(config) },
    {
      name: "versions.json",
      text: json({ ...report.machine, thawline: report.tool, versions: process.versions }),
    },
    ...[...outputs].map(([name, text]) => ({ name: `tools/${name}`, text, keepEnd: true as const })),
    ...logFiles(store.folder),
    ...fromStore(store, (opened, runs) => stored(opened, runs, parts), now),
  ];
}

/** A store that cannot be used is told by the check of the store. */
function fromStore(
  port: StorePort,
  files: (store: Store, runs: RunReading) => readonly BundleFile[],
  now: number,
): readonly BundleFile[] {
  try {
    const store = port.open();
    try {
      const runs = createRunRecords(port.folder).read();
      return [{ name: "status.json", text: json(statusOf(store, now, runs.runs)) }, ...files(store, runs)];
    } finally {
      store.close();
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return [{ name: "store.txt", text: `${error.message}\n` }];
  }
}

function stored(
  store: Store,
  runs: RunReading,
  { config: { settings }, version, now }: BundleParts,
): readonly BundleFile[] {
  const from = { store, settings, version, now, runs };
  const newest = store.verdicts.jobs({ limit: JOBS }).map(({ job }) => job.id);
  const single = newest.reverse().flatMap((job, at): readonly BundleFile[] => {
    const report = storedReport(from, { job });
    const name = `reports/${String(at + 1).padStart(2, "0")}-${job.slice(0, 8)}`;
    return [
      { name: `${name}.json`, text: renderJson(report) },
      { name: `${name}.html`, text: renderHtml(report, FILE_OPTIONS) },
    ];
  });
  return [
    { name: "coverage.json", text: json(store.verdicts.coverage()) },
    { name: "inputs.json", text: json(store.bookmarks.inputs()) },
    {
      name: "reports/newest.json",
      text: renderJson(storedReport(from, { newest: JOBS_TOGETHER })),
    },
    ...single,
  ];
}

/** The end of the watcher's own log, where the service puts it. */
function logFiles(folder: string): readonly BundleFile[] {
  const path = join(folder, "logs", "thawline.log");
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) return [];
  const text = readFileSync(path, "utf8");
  return [{ name: "logs/thawline.log", text: text.slice(-MOST_LOG), keepEnd: true }];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
