import type { Report } from "../model/report.ts";
import type { RenderOptions, ReportFormat } from "../report/index.ts";
import { exitCodeOf, type FailOn } from "./exit-codes.ts";
import type { GlobalOptions } from "./globals.ts";
import { loadConfig } from "./load-config.ts";
import { openOutput } from "./open-output.ts";
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
  const { settings, timeZone } = await loadConfig(options);
  const topology = options.topology === undefined ? null : await readTopologyFile(options.topology);
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
  const toTerminal = showsReport(options);
  const render: RenderOptions = {
    width: toTerminal ? Math.max(40, process.stdout.columns ?? 80) : 100,
    color: toTerminal && options.color && !process.env.NO_COLOR && process.env.TERM !== "dumb",
    unicode: !toTerminal || showsUnicode(process.env, process.platform),
    verbose: options.verbose === true,
  };
  return RENDERERS[options.format](report, render);
}

function showsReport({ output }: AnalyzeOptions): boolean {
  return (output === undefined || output === "-") && process.stdout.isTTY === true;
}

/** The old console of Windows shows other characters only by luck; elsewhere the locale tells. */
function showsUnicode(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (platform === "win32") return "WT_SESSION" in env || env.TERM_PROGRAM === "vscode";
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || "";
  return locale === "" || /utf-?8/i.test(locale);
}
