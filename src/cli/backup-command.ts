import { type Command, InvalidArgumentError, Option } from "commander";
import type { RunType } from "../model/backup/plan.ts";
import type { BackupOptions } from "./backup-options.ts";
import { BACKUP_HELP } from "./help-backup.ts";
import { collect, parseCount, parseSeed, parseSpeed, parseWait, repeatable } from "./values.ts";

const TYPES: readonly RunType[] = ["full", "copy"];

export function addBackupCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command("backup")
    .summary("back databases up with Diskshadow; logs are deleted only after proof")
    .description(
      "Backs databases of this Exchange server up: snapshot, copy, check; only what is proven to be good lets\nExchange delete transaction logs.",
    )
    .addOption(
      repeatable("--database <name>", "a database, or a storage group of 2007", "asked for", collect),
    )
    .option("--all", "all databases of this server, one after another")
    .option("--target <dir>", "where backups lie: each run makes a folder in it")
    .addOption(
      new Option("--type <type>", "copy: no log is ever deleted").choices(TYPES).default(undefined, "full"),
    )
    .addOption(
      new Option("--expose <how>", "where the snapshot is seen while it is copied")
        .choices(["letters", "folders"])
        .default("letters"),
    )
    .option("--first-letter <letter>", "the first drive letter that may be used", parseLetter, "g")
    .option("--script-only <dir>", "write a stand-alone .dsh and .cmd there, and run nothing")
    .option("--dry-run", "print the plan, and do nothing")
    .option("--keep <n>", "afterwards remove older good runs of it but the newest n", parseCount)
    .option("--wait <duration>", "how long to wait for logs to be deleted (default: 15m)", parseWait)
    .option("--lab <scenario>", 'on simulated servers; "list" tells which scenarios there are')
    .option("--seed <n>", "with --lab: another number, other times and figures", parseSeed, 1)
    .option("--speed <speed>", "with --lab: max, real, or times faster than real time", parseSpeed, 120)
    .option("--yes", "ask nothing")
    .addOption(new Option("--format <format>", "how to report").choices(["text", "json"]).default("text"))
    .option("-o, --output <file>", "write to a file instead of standard output")
    .option("--verbose", "every event, every line")
    .addHelpText("after", BACKUP_HELP)
    .action(async (_: unknown, command: Command) => {
      const { runBackupCommand } = await import("./run-backup.ts");
      done(await runBackupCommand(command.optsWithGlobals<BackupOptions>()));
    });
  program
    .command("backup-step", { hidden: true })
    .description("What Diskshadow's script starts: copies out of the snapshot and checks the copy.")
    .argument("<run>", "the folder of the run")
    .action(async (folder: string, _: unknown, command: Command) => {
      const { runBackupStep } = await import("./run-backup-step.ts");
      done(await runBackupStep(folder, command.optsWithGlobals()));
    });
}

function parseLetter(text: string): string {
  const letter = /^([d-z]):?\\?$/i.exec(text)?.[1];
  if (letter === undefined) throw new InvalidArgumentError('Not a drive letter from d to z, such as "g".');
  return letter.toUpperCase();
}
