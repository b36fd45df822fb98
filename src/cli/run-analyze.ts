import type { Report } from "../model/report.ts";
import type { ReportFormat } from "../report/index.ts";
import { exitCodeOf, type FailOn } from "./exit-codes.ts";
import type { GlobalOptions } from "./globals.ts";
import { loadConfig } from "./load-config.ts";
import { openOutput } from "./open-output.ts";
import { renderOptions, showsReport } from "./render-options.ts";
import { diagnosticLines } from "./say-diagnostics.ts";
import { withSession } from "./session.ts";

export interface AnalyzeOptions extends GlobalOptions {
  readonly format: ReportFormat;
  readonly output?: string;
  readonly since?: number;
  readonly until?: number;
  readonly server?: string;
  readonly database?: string;
  readonly topology?: string;
  readonly timeZone?: string;
  readonly failOn: FailOn;
  readonly verbose?: boolean;
}

/** Runs `analyze`; returns the exit code. */
export async function runAnalyze(paths: readonly string[], options: AnalyzeOptions): Promise<number> {
  const { settings, timeZone, watch } = await loadConfig(options);
  const topologyFile = options.topology ?? watch.topology.file;
  const topology = topologyFile === null ? null : await readTopologyFile(topologyFile);
  const output = await openOutput(options.output, paths);
  try {
    return await withSession(options, true, async (surroundings, progress) => {
      const { analyze } = await import("../app/analyze.ts");
      const report = await analyze(
        {
          paths,
          settings,
          topology,
          timeZone: options.timeZone ?? timeZone ?? undefined,
          selection: {
            since: options.since ?? null,
            until: options.until ?? null,
            server: options.server ?? null,
            database: options.database ?? null,
          },
        },
        surroundings,
      );
      progress?.clear();
      output.write(await render(report, options));
      await output.commit();
      // On a terminal they stand in the report, just above.
      if (!showsReport(options)) process.stderr.write(diagnosticLines(report.inputs, options.logLevel));
      return exitCodeOf(report.summary.verdict, options.failOn);
    });
  } finally {
    output.discard();
  }
}

async function readTopologyFile(path: string) {
  const { readTopology } = await import("../config/topology-file.ts");
  return readTopology(path);
}

async function render(report: Report, options: AnalyzeOptions): Promise<string> {
  const { RENDERERS } = await import("../report/index.ts");
  return RENDERERS[options.format](report, renderOptions(options));
}
