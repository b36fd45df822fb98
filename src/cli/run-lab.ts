import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Speed } from "../lab/clock.ts";
import { UsageError } from "./ends.ts";
import { EXIT } from "./exit-codes.ts";
import type { GlobalOptions } from "./globals.ts";
import { withSession } from "./session.ts";

export interface LabOptions extends GlobalOptions {
  readonly out: string;
  readonly seed: number;
  readonly speed: Speed;
}

/** Prints the scenarios; returns the exit code. */
export async function listScenarios(): Promise<number> {
  const { SCENARIOS } = await import("../lab/scenarios/index.ts");
  const width = Math.max(...SCENARIOS.map(({ name }) => name.length));
  for (const { name, title } of SCENARIOS) process.stdout.write(`${name.padEnd(width)}  ${title}\n`);
  return EXIT.ok;
}

/** Runs a scenario into a folder; returns the exit code. */
export async function runScenario(name: string, options: LabOptions): Promise<number> {
  const { scenarioNamed } = await import("../lab/scenarios/index.ts");
  const scenario = scenarioNamed(name);
  if (scenario === undefined)
    throw new UsageError(`no scenario "${name}"; "thawline lab list" tells which there are`);
  expectEmpty(options.out);
  return await withSession(options, false, async ({ signal, log }) => {
    const { runLab } = await import("../lab/run.ts");
    const { folderDisk } = await import("../lab/disk.ts");
    const real = {
      now: Date.now,
      sleep: (ms: number) => wait(ms, undefined, signal === undefined ? {} : { signal }),
    };
    const { seed, speed, out } = options;
    const lab = await runLab({ scenario, seed, speed, disk: folderDisk(out) }, real);
    log.debug({ records: lab.logs.records().length, backups: lab.backups.length }, "scenario over");
    process.stdout.write(
      `Simulated: ${scenario.title}. ${join(out, "simulated.md")} tells what is there and what to try.\n`,
    );
    return EXIT.ok;
  });
}

/** What is there already might be real, and is not written over. */
function expectEmpty(folder: string): void {
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there === undefined) return;
  if (!there.isDirectory()) throw new UsageError(`--out ${folder}: is a file`);
  if (readdirSync(folder).length > 0)
    throw new UsageError(`--out ${folder}: is not empty; choose another folder`);
}
