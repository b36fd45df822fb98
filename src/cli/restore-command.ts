import { type Command, Option } from "commander";
import { RESTORE_HELP } from "./help-backup.ts";
import { groupHelpText } from "./help-text.ts";
import type { RestorePlanOptions } from "./run-restore.ts";

export function addRestoreCommand(program: Command, done: (exitCode: number) => void): void {
  const restore = program
    .command("restore")
    .summary("tell how to restore what `backup` made")
    .description("Tells how to restore what `backup` made. It restores nothing itself.")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText(
      "after",
      groupHelpText(
        "A restore is decided by people: this prints what to type, and what to see before the next step.",
        ["thawline restore plan E:\\Backup\\MBX1_DB01_20261123T200000Z_0123456789abcdef"],
      ),
    );
  restore
    .command("plan")
    .summary("print whether and how a run can be restored")
    .description("Checks the files of a run, and prints whether and how they can be restored.")
    .argument("<run>", "the folder of a run")
    .addOption(new Option("--format <format>", "how to print").choices(["text", "json"]).default("text"))
    .option("-o, --output <file>", "write to a file instead of standard output")
    .addHelpText("after", RESTORE_HELP)
    .action(async (folder: string, _: unknown, command: Command) => {
      const { runRestorePlan } = await import("./run-restore.ts");
      done(await runRestorePlan(folder, command.optsWithGlobals<RestorePlanOptions>()));
    });
}
