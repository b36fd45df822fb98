import { type Command, Option } from "commander";
import type { Report } from "../model/report.ts";
import type { RenderOptions } from "../report/options.ts";
import { exitCodeOf, FAIL_ON, type FailOn } from "./exit-codes.ts";
import { type GlobalOptions, loadConfig } from "./globals.ts";
import { ANALYZE_HELP } from "./help.ts";
import { openOutput } from "./open-output.ts";
import { withSession } from "./session.ts";
import { parseSince, parseTimeZone, parseUntil } from "./values.ts";

const FORMATS = ["text", "json", "markdown", "junit"] as const;

interface AnalyzeOptions extends GlobalOptions {
  readonly format: (typeof FORMATS)[number];
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

export function addAnalyzeCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command("analyze")
    .summary("tell from exported logs whether the backups were good")
    .description("Reads exported logs, merges them over servers, and tells whether the backups were good.")
    .argument("<path...>", 'files or folders; "-" is standard input')
    .addOption(new Option("--format <format>", "how to report").choices(FORMATS).default("text"))
    .option("-o, --output <file>", "write to a file instead of standard output")
    .option("--since <time>", "only jobs that were running at this time or later", parseSince)
    .option("--until <time>", "only jobs that were running at this time or before", parseUntil)
    .option("--server <name>", "only jobs of this server")
    .option("--database <name>", "only jobs of this database")
    .option("--topology <file>", "servers, databases, copies and lags (YAML or JSON)")
    .option("--time-zone <iana>", "zone of local times without an offset", parseTimeZone)
    .addOption(
      new Option("--fail-on <severity>", "what makes the exit code other than 0")
        .choices(FAIL_ON)
        .default("warning"),
    )
    .option("--verbose", "every job in detail")
    .addHelpText("after", ANALYZE_HELP)
    .action(async (paths: string[], _: unknown, command: Command) => {
      done(await run(paths, command.optsWithGlobals<AnalyzeOptions>()));
    });
}

async function run(paths: readonly string[], options: AnalyzeOptions): Promise<number> {
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
  const toTerminal = options.output === undefined && process.stdout.isTTY === true;
  const render: RenderOptions = {
    width: toTerminal ? Math.max(40, process.stdout.columns ?? 80) : 100,
    color: toTerminal && options.color && !process.env.NO_COLOR && process.env.TERM !== "dumb",
    unicode: !toTerminal || showsUnicode(process.env, process.platform),
    verbose: options.verbose === true,
  };
  return RENDERERS[options.format](report, render);
}

/** The old console of Windows shows other characters only by luck; elsewhere the locale tells. */
function showsUnicode(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (platform === "win32") return "WT_SESSION" in env || env.TERM_PROGRAM === "vscode";
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || "";
  return locale === "" || /utf-?8/i.test(locale);
}
