import { type Command, Option } from "commander";
import { CHECK_HELP } from "./help-check.ts";
import type { CheckOptions } from "./run-check.ts";
import { collect, parseThresholds, repeatable } from "./values.ts";

export function addCheckCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command("check")
    .summary("tell a monitoring system how the backups stand: one line, perfdata, exit code")
    .description("Tells a monitoring system how the backups and their watcher stand.")
    .addOption(
      repeatable(
        "--database <name>",
        "only this database; one that was never seen is UNKNOWN",
        "all",
        collect,
      ),
    )
    .option("--age <warning,critical>", "age of the last good full backup, such as 26h,50h", parseThresholds)
    .option(
      "--freeze <warning,critical>",
      "seconds that the newest backup froze, such as 10s,20s",
      parseThresholds,
    )
    .addOption(
      new Option("--lag <warning,critical>", "since the watcher's last sign of life")
        .argParser(parseThresholds)
        .default({ warning: 300, critical: 900 }, "5m,15m"),
    )
    .option("--self-test", "show that every state can be reached, without a store")
    .addHelpText("after", CHECK_HELP)
    .action(async (_: unknown, command: Command) => {
      const { runCheck } = await import("./run-check.ts");
      done(await runCheck(command.optsWithGlobals<CheckOptions>()));
    });
}
