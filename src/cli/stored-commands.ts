import { type Command, Option } from "commander";
import type { ReportFormat } from "../report/index.ts";
import { FAIL_ON } from "./exit-codes.ts";
import { JOBS_HELP, REPORT_HELP, SHOW_HELP } from "./help-stored.ts";
import type { JobsOptions, StoredReportOptions } from "./run-stored.ts";
import { parseCount, parseSince, parseUntil } from "./values.ts";

const FORMATS: readonly ReportFormat[] = ["text", "json", "markdown", "html", "junit"];

/** The commands that read what a watcher has stored, also while it runs. */
export function addStoredCommands(program: Command, done: (exitCode: number) => void): void {
  program
    .command("jobs")
    .summary("list the jobs that a watcher has seen")
    .description("Lists the jobs that a watcher has seen, oldest first.")
    .addOption(new Option("--format <format>", "how to list them").choices(["text", "json"]).default("text"))
    .option("-o, --output <file>", "write to a file instead of standard output")
    .option("--since <time>", "only jobs that were running at this time or later", parseSince)
    .option("--until <time>", "only jobs that were running at this time or before", parseUntil)
    .option("--server <name>", "only jobs of this server")
    .option("--database <name>", "only jobs of this database")
    .option("--limit <count>", "only the newest", parseCount, 50)
    .addOption(failOn())
    .addHelpText("after", JOBS_HELP)
    .action(async (_: unknown, command: Command) => {
      const { runJobs } = await import("./run-stored.ts");
      done(await runJobs(command.optsWithGlobals<JobsOptions>()));
    });
  program
    .command("show")
    .summary("tell all of one job that a watcher has seen")
    .description("Tells all that is known of one job: timeline, databases, findings, events.")
    .argument("<job>", "the job's id, or its first characters; `last` is the newest")
    .addOption(failOn())
    .addHelpText("after", SHOW_HELP)
    .action(async (job: string, _: unknown, command: Command) => {
      const { runReport } = await import("./run-stored.ts");
      const options = command.optsWithGlobals<StoredReportOptions>();
      done(await runReport(job, { ...options, format: "text", verbose: true }));
    });
  program
    .command("report")
    .summary("write the report of one job, in any format")
    .description("Writes the report of one job that a watcher has seen.")
    .argument("<job>", "the job's id, or its first characters; `last` is the newest")
    .addOption(new Option("--format <format>", "how to report").choices(FORMATS).default("text"))
    .option("-o, --output <file>", "write to a file instead of standard output")
    .option("--verbose", "in full")
    .addOption(failOn())
    .addHelpText("after", REPORT_HELP)
    .action(async (job: string, _: unknown, command: Command) => {
      const { runReport } = await import("./run-stored.ts");
      done(await runReport(job, command.optsWithGlobals<StoredReportOptions>()));
    });
}

/** Listing is no test: only who asks for it gets the verdict as an exit code. */
function failOn(): Option {
  return new Option("--fail-on <severity>", "what makes the exit code other than 0")
    .choices(FAIL_ON)
    .default("never");
}
