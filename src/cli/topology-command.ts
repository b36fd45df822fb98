import { type Command, Option } from "commander";
import { TOPOLOGY_HELP } from "./help-topology.ts";
import type { TopologyOptions } from "./run-topology.ts";

export function addTopologyCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command("topology")
    .summary("print servers, databases and copies, as the Exchange shell tells them")
    .description("Asks the Exchange shell what servers, databases and copies there are, and prints it.")
    .addOption(new Option("--format <format>", "how to print").choices(["json", "text"]).default("json"))
    .option("-o, --output <file>", "write to a file instead of standard output")
    .option("--server <name>", "only the databases of this server")
    .option("--powershell <file>", "another powershell.exe")
    .addHelpText("after", TOPOLOGY_HELP)
    .action(async (_: unknown, command: Command) => {
      const { runTopology } = await import("./run-topology.ts");
      done(await runTopology(command.optsWithGlobals<TopologyOptions>()));
    });
}
