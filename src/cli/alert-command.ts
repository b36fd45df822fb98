import { type Command, Option } from "commander";
import { ALERT_HELP, ALERT_TEST_HELP } from "./help-alert.ts";
import type { AlertTestOptions } from "./run-alert.ts";

/** The commands for alerts. */
export function addAlertCommand(program: Command, done: (exitCode: number) => void): void {
  const alert = program
    .command("alert")
    .summary("send a test alert through every sink")
    .description("Tries the ways that alerts take.")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", ALERT_HELP);
  alert
    .command("test")
    .summary("send a marked test message through every sink")
    .description("Sends a marked test message through every sink of the configuration.")
    .option("--sink <name>", "only this one")
    .addOption(new Option("--format <format>", "how to tell it").choices(["text", "json"]).default("text"))
    .addHelpText("after", ALERT_TEST_HELP)
    .action(async (_: unknown, command: Command) => {
      const { runAlertTest } = await import("./run-alert.ts");
      done(await runAlertTest(command.optsWithGlobals<AlertTestOptions>()));
    });
}
