import { Command, CommanderError } from "commander";
import { packageVersion } from "../platform/version.ts";
import { addAlertCommand } from "./alert-command.ts";
import { addAnalyzeCommand } from "./analyze-command.ts";
import { addBackupCommand } from "./backup-command.ts";
import { addCheckCommand } from "./check-command.ts";
import { addConfigCommand } from "./config-command.ts";
import { addDemoCommand } from "./demo-command.ts";
import { addDoctorCommand } from "./doctor-command.ts";
import { addEventsCommand } from "./events-command.ts";
import { EXIT } from "./exit-codes.ts";
import { addGlobalOptions } from "./globals.ts";
import { GENERAL_HELP } from "./help.ts";
import { addLabCommand } from "./lab-command.ts";
import { addRestoreCommand } from "./restore-command.ts";
import { addServiceCommand } from "./service-command.ts";
import { addStoredCommands } from "./stored-commands.ts";
import { addTopologyCommand } from "./topology-command.ts";
import { addVerifyCommand } from "./verify-command.ts";
import { addWatchCommand } from "./watch-command.ts";

/**
 * Runs a command line.
 *
 * @param args without the program's own name
 * @returns the exit code; what is not the user's doing throws
 */
export async function runProgram(args: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.ok;
  const done = (code: number): void => {
    exitCode = code;
  };
  const program = createProgram(done);
  if (args.length === 0) {
    program.outputHelp({ error: true });
    return EXIT.usage;
  }
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    // Commander has already said what is wrong; --help and --version end here as well, with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    throw error;
  }
  return exitCode;
}

function createProgram(done: (exitCode: number) => void): Command {
  const program = new Command("thawline")
    .description("Tells from Windows event logs whether the VSS backups of Exchange servers were good.")
    .version(packageVersion(), "--version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .showHelpAfterError("(--help tells what there is)")
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .addHelpText("after", GENERAL_HELP);
  addGlobalOptions(program);
  addAnalyzeCommand(program, done);
  addWatchCommand(program, done);
  addStoredCommands(program, done);
  addCheckCommand(program, done);
  addBackupCommand(program, done);
  addVerifyCommand(program, done);
  addRestoreCommand(program, done);
  addEventsCommand(program, done);
  addTopologyCommand(program, done);
  addAlertCommand(program, done);
  addDoctorCommand(program, done);
  addServiceCommand(program, done);
  addConfigCommand(program, done);
  addDemoCommand(program, done);
  addLabCommand(program, done);
  return program;
}
