import { type Command, Option } from "commander";
import type { ReportFormat } from "../report/index.ts";
import { FAIL_ON } from "./exit-codes.ts";
import { ANALYZE_HELP } from "./help.ts";
import type { AnalyzeOptions } from "./run-analyze.ts";
import { parseSince, parseTimeZone, parseUntil } from "./values.ts";

const FORMATS: readonly ReportFormat[] = ["text", "json", "markdown", "html", "junit"];

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
      // Loaded only now: help and version need nothing of it.
      const { runAnalyze } = await import("./run-analyze.ts");
      done(await runAnalyze(paths, command.optsWithGlobals<AnalyzeOptions>()));
    });
}
