import { storedReport } from "../app/watch/stored-report.ts";
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
    return storedReport({ ...from, store }, { job: idOf(store, name) });
  });
}

type From = Omit<Parameters<typeof storedReport>[0], "store">;

async function print(
  options: PrintOptions & { readonly failOn: FailOn },
  render: (report: Report, options: ReturnType<typeof renderOptions>) => string,
  make: (store: Store, from: From) => Report,
): Promise<number> {
  const { settings } = await loadConfig(options);
  const output = await openOutput(options.output, []);
  try {
    const report = await withStore(options, (store) =>
      make(store, { settings, version: packageVersion(), now: Date.now() }),
    );
    output.write(render(report, renderOptions(options)));
    await output.commit();
    return exitCodeOf(report.summary.verdict, options.failOn);
  } finally {
    output.discard();
  }
}

function idOf(store: Store, name: string): string {
  if (name === "last") {
    const [newest] = store.verdicts.jobs({ limit: 1 });
    if (newest === undefined) throw new UsageError("no job is stored yet");
    return newest.job.id;
  }
  const found = store.verdicts.job(name.toLowerCase().replace(/[{}]/g, ""));
  if (found === "ambiguous") throw new UsageError(`several jobs begin with "${name}"; give more of the id`);
  if (found === null) throw new UsageError(`no job "${name}" is stored; thawline jobs lists them`);
  return found.job.id;
}
