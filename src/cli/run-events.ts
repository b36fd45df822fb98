import { events } from "../app/events.ts";
import { anythingRead, hasErrors } from "../app/inputs.ts";
import { EXIT } from "./exit-codes.ts";
import type { GlobalOptions } from "./globals.ts";
import { loadConfig } from "./load-config.ts";
import { openOutput } from "./open-output.ts";
import { diagnosticLines } from "./say-diagnostics.ts";
import { withSession } from "./session.ts";
import type { IdRange } from "./values.ts";

export interface EventsOptions extends GlobalOptions {
  readonly provider: readonly string[];
  readonly id: readonly IdRange[];
  readonly timeZone?: string;
  readonly output?: string;
}

/** Runs `events`; returns the exit code. */
export async function runEvents(paths: readonly string[], options: EventsOptions): Promise<number> {
  const { provider: providers, id: ids, output: file } = options;
  const { timeZone } = await loadConfig(options);
  const output = await openOutput(file, paths);
  const showProgress = file !== undefined || process.stdout.isTTY !== true;
  try {
    return await withSession(options, showProgress, async (surroundings, progress) => {
      const zone = options.timeZone ?? timeZone ?? undefined;
      const inputs = await events({ paths, providers, ids, timeZone: zone }, output, surroundings);
      await output.commit();
      progress?.clear();
      process.stderr.write(diagnosticLines(inputs, options.logLevel));
      if (!anythingRead(inputs)) return EXIT.unknown;
      return inputs.some(hasErrors) ? EXIT.warning : EXIT.ok;
    });
  } finally {
    output.discard();
  }
}
