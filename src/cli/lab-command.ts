import type { Command } from "commander";
import { LAB_HELP, LAB_LIST_HELP, LAB_RUN_HELP } from "./help-lab.ts";
import type { LabOptions } from "./run-lab.ts";
import { parseSeed, parseSpeed } from "./values.ts";

export function addLabCommand(program: Command, done: (exitCode: number) => void): void {
  const lab = program
    .command("lab")
    .summary("simulate servers, to try the other commands on")
    .description(
      "Simulates two Exchange servers of a DAG and their backups. Nothing of it is real, and all of it says so.",
    )
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", LAB_HELP);
  lab
    .command("list")
    .summary("print the scenarios")
    .description("Prints the scenarios, each with what it tells.")
    .addHelpText("after", LAB_LIST_HELP)
    .action(async () => {
      const { listScenarios } = await import("./run-lab.ts");
      done(await listScenarios());
    });
  lab
    .command("run")
    .summary("run a scenario, and leave logs, databases and backups in a folder")
    .description("Runs a scenario, and leaves event logs, database files and backups in a folder.")
    .argument("<scenario>", "its name; `thawline lab list` tells which there are")
    .requiredOption("--out <folder>", "where to; must be empty or not be there")
    .option("--seed <n>", "another number, other times and figures", parseSeed, 1)
    .option("--speed <speed>", "max, real, or a number of times faster than real time", parseSpeed, "max")
    .addHelpText("after", LAB_RUN_HELP)
    .action(async (name: string, _: unknown, command: Command) => {
      const { runScenario } = await import("./run-lab.ts");
      done(await runScenario(name, command.optsWithGlobals<LabOptions>()));
    });
}
