import { type Command, Option } from "commander";
import { FAIL_ON } from "./exit-codes.ts";
import { WATCH_HELP } from "./help-watch.ts";
import type { WatchOptions } from "./run-watch.ts";
import { collect, parseTimeZone, repeatable } from "./values.ts";

export function addWatchCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command("watch")
    .summary("follow the logs, report each job, alert on failures")
    .description(
      "Follows the event logs of servers beside their backups, keeps its place, writes a report for each job, and alerts.",
    )
    .addOption(
      repeatable(
        "--source <what>",
        'what to follow: "live", "live:SERVER", a file, a folder, or "-"',
        "the configured servers",
        collect,
      ),
    )
    .option("--replay", "read the sources to their end, judge by the time of the events, and exit")
    .addOption(
      new Option("--format <format>", "how jobs are told on standard output")
        .choices(["text", "json"])
        .default("text"),
    )
    .option("--topology <file>", "servers, databases, copies and lags (YAML or JSON)")
    .option("--time-zone <iana>", "zone of local times without an offset", parseTimeZone)
    .option("--log-file <file>", "what happens to the watcher itself, rotated at 10 MiB, 5 files")
    .addOption(
      new Option("--fail-on <severity>", "with --replay: what makes the exit code other than 0")
        .choices(FAIL_ON)
        .default("warning"),
    )
    .addHelpText("after", WATCH_HELP)
    .action(async (_: unknown, command: Command) => {
      const { runWatch } = await import("./run-watch.ts");
      done(await runWatch(command.optsWithGlobals<WatchOptions>()));
    });
}
