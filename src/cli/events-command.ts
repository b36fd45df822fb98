import type { Command } from "commander";
import { EVENTS_HELP } from "./help.ts";
import type { EventsOptions } from "./run-events.ts";
import { collect, parseIds, parseTimeZone, repeatable } from "./values.ts";

export function addEventsCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command("events")
    .summary("decode logs to NDJSON, a record a line")
    .description("Decodes logs to NDJSON, a record a line, whatever the provider.")
    .argument("<path...>", 'files or folders; "-" is standard input')
    .addOption(repeatable("--provider <name>", "only records of this provider", "all", collect))
    .addOption(repeatable("--id <ids>", "only these event ids: 2001 or 2001-2010", "all", parseIds))
    .option("--time-zone <iana>", "zone of local times without an offset", parseTimeZone)
    .option("-o, --output <file>", "write to a file instead of standard output")
    .addHelpText("after", EVENTS_HELP)
    .action(async (paths: string[], _: unknown, command: Command) => {
      const { runEvents } = await import("./run-events.ts");
      done(await runEvents(paths, command.optsWithGlobals<EventsOptions>()));
    });
}
