import { withExcerpts } from "../app/runs/excerpt.ts";
import { createRunRecords, type RunReading } from "../app/runs/run-records.ts";
import { storedReport } from "../app/watch/stored-report.ts";
import { jobIdOf } from "../judge/job-of-run.ts";
import type { Report } from "../model/report.ts";
import type { Store } from "../model/store.ts";
import { packageVersion } from "../platform/version.ts";
import { RENDERERS, type ReportFormat } from "../report/index.ts";
import { renderJobs } from "../report/jobs.ts";
import { UsageError } from "./ends.ts";
import { exitCodeOf, type FailOn } from "./exit-codes.ts";
import { loadConfig } from "./load-config.ts";
import { openOutput } from "./open-output.ts";
import { type PrintOptions, renderOptions } from "./render-options.ts";
import { withStore } from "./with-store.ts";

export interface JobsOptions extends PrintOptions {
  readonly format: "text" | "json";
  readonly since?: number;
  readonly until?: number;
  readonly server?: string;
  readonly database?: string;
  readonly limit: number;
  readonly failOn: FailOn;
}

export interface StoredReportOptions extends PrintOptions {
  readonly format: ReportFormat;
  readonly failOn: FailOn;
}

/** Runs `jobs`; returns the exit code. */
export async function runJobs(options: JobsOptions): Promise<number> {
  const { since = null, until = null, server = null, database = null, limit } = options;
  const render = options.format === "json" ? RENDERERS.json : renderJobs;
  return await print(options, render, (store, from) => {
    return storedReport({ ...from, store }, { selection: { since, until, server, database }, newest: limit });
  });
}

/** Runs `report` and `show`; returns the exit code. */
export async function runReport(name: string, options: StoredReportOptions): Promise<number> {
  return await print(options, RENDERERS[options.format], (store, from) => {
    const job = idOf(store, from.runs, name);
    const runs = from.runs.runs.map((run) => (jobIdOf(run) === job ? withExcerpts(run) : run));
    return storedReport({ ...from, store, runs: { ...from.runs, runs } }, { job });
  });
}

type From = Omit<Parameters<typeof storedReport>[0], "store" | "runs"> & { readonly runs: RunReading };

async function print(
  options: PrintOptions & { readonly failOn: FailOn },
  render: (report: Report, options: ReturnType<typeof renderOptions>) => string,
  make: (store: Store, from: From) => Report,
): Promise<number> {
  const { settings } = await loadConfig(options);
  const output = await openOutput(options.output, []);
  try {
    const report = await withStore(options, (store, folder) => {
      const runs = createRunRecords(folder).read();
      return make(store, { settings, version: packageVersion(), now: Date.now(), runs });
    });
    output.write(render(report, renderOptions(options)));
    await output.commit();
    return exitCodeOf(report.summary.verdict, options.failOn);
  } finally {
    output.discard();
  }
}

function idOf(store: Store, { runs }: RunReading, name: string): string {
  const recorded = runs.filter(({ outcome }) => outcome !== "running");
  if (name === "last") {
    const [newest] = store.verdicts.jobs({ limit: 1 });
    const last = recorded.at(-1);
    const later = last !== undefined && last.startedAt > (newest?.job.start ?? "");
    const id = later ? jobIdOf(last) : newest?.job.id;
    if (id === undefined || id === null) throw new UsageError("no job is stored yet");
    return id;
  }
  const asked = name.toLowerCase().replace(/[{}]/g, "");
  const found = store.verdicts.job(asked);
  const stored = found === null || found === "ambiguous" ? [] : [found.job.id];
  // What failed before the writer was asked is told by its run alone.
  const ofRuns = recorded.flatMap((run) => jobIdOf(run) ?? []).filter((id) => id.startsWith(asked));
  const ids = new Set([...stored, ...ofRuns]);
  if (ids.has(asked)) return asked;
  if (found === "ambiguous" || ids.size > 1)
    throw new UsageError(`several jobs begin with "${name}"; give more of the id`);
  for (const id of ids) return id;
  throw new UsageError(`no job "${name}" is stored; thawline jobs lists them`);
}
