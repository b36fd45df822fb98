import { type Command, Option } from "commander";
import type { TopologyOptions } from "./run-topology.ts";

const HELP = `
Needs the Exchange shell: an Exchange server, or a machine with its management tools, and an account with at least the
role View-Only Organization Management. Nothing is changed. What it prints as JSON is what --topology reads, so that logs
can be analysed elsewhere.

Exit codes:
  0   everything was told
  1   warnings: something could not be told, and is named on stderr
  3   there is no Exchange shell, or it told nothing
  64  the command line is wrong
  70  an internal error

Examples:
  $ thawline topology > topology.json
  $ thawline topology --format text --server MBX1
  $ thawline analyze logs/ --topology topology.json`;

export function addTopologyCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command("topology")
    .summary("print servers, databases, copies, lags and volumes, as the Exchange shell tells them")
    .description("Asks the Exchange shell what servers, databases and copies there are, and prints it.")
    .addOption(new Option("--format <format>", "how to print").choices(["json", "text"]).default("json"))
    .option("-o, --output <file>", "write to a file instead of standard output")
    .option("--server <name>", "only the databases of this server")
    .option("--powershell <file>", "another powershell.exe")
    .addHelpText("after", HELP)
    .action(async (_: unknown, command: Command) => {
      const { runTopology } = await import("./run-topology.ts");
      done(await runTopology(command.optsWithGlobals<TopologyOptions>()));
    });
}
