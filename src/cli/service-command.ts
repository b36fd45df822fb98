import { type Command, Option } from "commander";
import { DEFAULT_TASK } from "../app/service/service.ts";
import {
  SERVICE_HELP,
  SERVICE_INSTALL_HELP,
  SERVICE_STATUS_HELP,
  SERVICE_UNINSTALL_HELP,
} from "./help-service.ts";
import type { InstallOptions, ServiceOptions } from "./run-service.ts";

/** The commands for the watcher as a service. */
export function addServiceCommand(program: Command, done: (exitCode: number) => void): void {
  const service = program
    .command("service")
    .summary("run the watcher at boot, and again when it fails")
    .description("Runs the watcher at boot as a scheduled task of Windows, and again when it fails.")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", SERVICE_HELP);
  service
    .command("install")
    .summary("make the scheduled task, and start it")
    .description("Makes the scheduled task, in the place of one with its name, and starts it.")
    .addOption(named())
    .option(
      "--account <name>",
      "whom it runs as: SYSTEM, a user, or a managed account (DOMAIN\\name$)",
      "SYSTEM",
    )
    .option("--without-password", "for a user: keep no password; only this machine's logs can then be read")
    .option("--highest", "with the rights of an administrator, which watching does not need")
    .option("--log-file <file>", "the watcher's log (STATE/logs/thawline.log)")
    .option("--no-start", "do not start it now")
    .addOption(
      new Option("--print [what]", "print it instead of making it, on any system").choices([
        "task",
        "systemd",
      ]),
    )
    .addHelpText("after", SERVICE_INSTALL_HELP)
    .action(async (_: unknown, command: Command) => {
      const { runServiceInstall } = await import("./run-service.ts");
      done(await runServiceInstall(command.optsWithGlobals<InstallOptions>()));
    });
  service
    .command("uninstall")
    .summary("end the watcher and remove the scheduled task")
    .description("Ends the watcher and removes the scheduled task. Store, reports and logs stay.")
    .addOption(named())
    .addHelpText("after", SERVICE_UNINSTALL_HELP)
    .action(async (_: unknown, command: Command) => {
      const { runServiceUninstall } = await import("./run-service.ts");
      done(await runServiceUninstall(command.optsWithGlobals<ServiceOptions>()));
    });
  service
    .command("status")
    .summary("tell whether the task is there, runs, and whether the watcher lives")
    .description("Tells whether the task is there and runs, and the last sign of life of the watcher.")
    .addOption(named())
    .addHelpText("after", SERVICE_STATUS_HELP)
    .action(async (_: unknown, command: Command) => {
      const { runServiceStatus } = await import("./run-service.ts");
      done(await runServiceStatus(command.optsWithGlobals<ServiceOptions>()));
    });
}

function named(): Option {
  return new Option("--name <name>", "of the scheduled task").default(DEFAULT_TASK);
}
