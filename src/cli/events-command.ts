import type { Command } from "commander";
import { EXIT } from "./exit-codes.ts";
import { type GlobalOptions, loadConfig } from "./globals.ts";
import { EVENTS_HELP } from "./help.ts";
import { openOutput } from "./open-output.ts";
import { withSession } from "./session.ts";
import { collect, type IdRange, parseIds, parseTimeZone } from "./values.ts";

interface EventsOptions extends GlobalOptions {
  readonly provider: readonly string[];
  readonly id: readonly IdRange[];
  readonly timeZone?: string;
  readonly output?: string;
}

export function addEventsCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command("events")
    .summary("decode logs to NDJSON, a record a line")
    .description("Decodes logs to NDJSON, a record a line, whatever the provider.")
    .argument("<path...>", 'files or folders; "-" is standard input')
    .option("--provider <name>", "only records of this provider (repeatable)", collect, [])
    .option("--id <ids>", "only these event ids: 2001 or 2001-2010 (repeatable)", parseIds, [])
    .option("--time-zone <iana>", "zone of local times without an offset", parseTimeZone)
    .option("-o, --output <file>", "write to a file instead of standard output")
    .addHelpText("after", EVENTS_HELP)
    .action(async (paths: string[], _: unknown, command: Command) => {
      done(await run(paths, command.optsWithGlobals<EventsOptions>()));
    });
}

async function run(paths: readonly string[], options: EventsOptions): Promise<number> {
  const { provider: providers, id: ids, output: file } = options;
  const { timeZone } = await loadConfig(options);
  const output = await openOutput(file, paths);
  const showProgress = file !== undefined || process.stdout.isTTY !== true;
  try {
    return await withSession(options, showProgress, async (surroundings, progress) => {
      const { events } = await import("../app/events.ts");
      const zone = options.timeZone ?? timeZone ?? undefined;
      const inputs = await events({ paths, providers, ids, timeZone: zone }, output, surroundings);
      await output.commit();
      progress?.clear();
      const { diagnosticLines } = await import("./say-diagnostics.ts");
      process.stderr.write(diagnosticLines(inputs, options.logLevel));
      const { anythingRead, hasErrors } = await import("../app/inputs.ts");
      if (!anythingRead(inputs)) return EXIT.unknown;
      return inputs.some(hasErrors) ? EXIT.warning : EXIT.ok;
    });
  } finally {
    output.discard();
  }
}
