import type { Command } from "commander";
import { CHECK_HELP } from "./help-check.ts";
import type { CheckOptions } from "./run-check.ts";
import { collect, parseThresholds } from "./values.ts";

export function addCheckCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command("check")
    .summary("monitoring plugin: one line, perfdata, exit code")
    .description("Tells a monitoring system how the backups and their watcher stand.")
    .option(
      "--database <name>",
      "only this database (repeatable); one that was never seen is UNKNOWN",
      collect,
      [],
    )
    .option("--age <warning,critical>", "age of the last good full backup, such as 26h,50h", parseThresholds)
    .option(
      "--freeze <warning,critical>",
      "seconds that the newest backup froze, such as 10s,20s",
      parseThresholds,
    )
    .option(
      "--lag <warning,critical>",
      "since the watcher's last sign of life, such as 5m,15m",
      parseThresholds,
      { warning: 300, critical: 900 },
    )
    .option("--self-test", "show that every state can be reached, without a store")
    .addHelpText("after", CHECK_HELP)
    .action(async (_: unknown, command: Command) => {
      const { runCheck } = await import("./run-check.ts");
      done(await runCheck(command.optsWithGlobals<CheckOptions>()));
    });
}
