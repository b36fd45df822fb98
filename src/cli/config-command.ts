import { type Command, Option } from "commander";
import {
  CONFIG_CHECK_HELP,
  CONFIG_EXAMPLE_HELP,
  CONFIG_HELP,
  CONFIG_PRINT_HELP,
  CONFIG_SCHEMA_HELP,
} from "./help-config.ts";
import type { ConfigPrintOptions } from "./run-config.ts";

const FILE = "YAML or JSON";

/** The commands for the configuration file. */
export function addConfigCommand(program: Command, done: (exitCode: number) => void): void {
  const config = program
    .command("config")
    .summary("check, show and explain the configuration file")
    .description("Checks, shows and explains the configuration file.")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", CONFIG_HELP);
  config
    .command("check")
    .summary("tell what in the file is wrong or will not work")
    .description("Tells what the file says, what in it is wrong, and what will not work.")
    .argument("[file]", FILE)
    .addHelpText("after", CONFIG_CHECK_HELP)
    .action(async (file: string | undefined, _: unknown, command: Command) => {
      const { runConfigCheck } = await import("./run-config.ts");
      done(await runConfigCheck(file, command.optsWithGlobals()));
    });
  config
    .command("print")
    .summary("print the configuration with its defaults")
    .description("Prints the configuration with all defaults filled in, without secrets.")
    .argument("[file]", FILE)
    .addOption(new Option("--format <format>", "how to print it").choices(["yaml", "json"]).default("yaml"))
    .addHelpText("after", CONFIG_PRINT_HELP)
    .action(async (file: string | undefined, _: unknown, command: Command) => {
      const { runConfigPrint } = await import("./run-config.ts");
      done(await runConfigPrint(file, command.optsWithGlobals<ConfigPrintOptions>()));
    });
  config
    .command("schema")
    .summary("print the JSON schema of the file, for editors")
    .description("Prints the JSON schema of the configuration file, for editors.")
    .addHelpText("after", CONFIG_SCHEMA_HELP)
    .action(async () => {
      const { runConfigSchema } = await import("./run-config.ts");
      done(await runConfigSchema());
    });
  config
    .command("example")
    .summary("print an example with every key explained")
    .description("Prints an example with every key explained.")
    .addHelpText("after", CONFIG_EXAMPLE_HELP)
    .action(async () => {
      const { runConfigExample } = await import("./run-config.ts");
      done(await runConfigExample());
    });
}
