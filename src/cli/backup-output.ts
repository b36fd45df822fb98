import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BackupEnd } from "../app/backup/make.ts";
import type { Planned } from "../app/backup/plans.ts";
import { standAlone } from "../backup/script/stand-alone.ts";
import type { Output } from "../platform/output.ts";
import { renderPlanText } from "../report/backup-plan.ts";
import { RENDERERS, type RenderOptions } from "../report/index.ts";
import { renderObstacles } from "../report/run-lines.ts";
import { createAsker, readYes } from "./ask.ts";
import type { BackupOptions } from "./backup-options.ts";
import { openOutput } from "./open-output.ts";

/** Prints plans; what stands in the way of one, or should be known, goes to stderr. */
export function showPlanned(
  planned: readonly Planned[],
  { format }: BackupOptions,
  output: Pick<Output, "write">,
  render: RenderOptions,
): void {
  showObstacles(planned, render);
  const plans = planned.flatMap(({ plan }) => plan ?? []);
  if (format === "json") {
    const all = planned.map(({ unit, obstacles, plan }) => ({ unit: unit.name, obstacles, plan }));
    output.write(`${JSON.stringify(all, null, 2)}\n`);
  } else output.write(plans.map((plan) => renderPlanText(plan, render)).join("\n"));
}

function showObstacles(planned: readonly Planned[], render: RenderOptions): void {
  for (const { unit, obstacles } of planned)
    process.stderr.write(renderObstacles(unit.name, obstacles, render));
}

/** Whether to go on: shows what would be done, and asks where somebody can answer. */
export async function confirmed(
  planned: readonly Planned[],
  options: BackupOptions,
  render: RenderOptions,
  answered: boolean,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const plans = planned.flatMap(({ plan }) => plan ?? []);
  if (options.yes === true || !answered) {
    showObstacles(planned, render);
    return true;
  }
  showPlanned(planned, { ...options, format: "text" }, process.stderr, render);
  if (plans.length === 0) return false;
  const asker = createAsker(process.stdin, process.stderr, signal);
  try {
    return await asker.ask("\nGo on? yes or no", null, readYes);
  } finally {
    asker.close();
  }
}

/** Writes the stand-alone scripts of each plan, into a folder of its own where there are several. */
export function writeScripts(planned: readonly Planned[], folder: string, say: (text: string) => void): void {
  const plans = planned.flatMap(({ plan }) => plan ?? []);
  for (const plan of plans) {
    const own = plans.length === 1 ? folder : join(folder, plan.unit.guid);
    mkdirSync(own, { recursive: true });
    const { dsh, cmd, readme } = standAlone(plan, own);
    // Diskshadow reads ASCII; the texts hold nothing else.
    writeFileSync(join(own, "backup.dsh"), dsh, { encoding: "latin1", flag: "wx" });
    writeFileSync(join(own, "copy.cmd"), cmd, { encoding: "latin1", flag: "wx" });
    writeFileSync(join(own, "README.txt"), readme, { encoding: "latin1", flag: "wx" });
    say(`wrote backup.dsh, copy.cmd and README.txt to ${own}; nothing was run`);
  }
}

/** Prints the report of each run. */
export async function printEnds(
  ends: readonly BackupEnd[],
  options: BackupOptions,
  render: RenderOptions,
): Promise<void> {
  const output = await openOutput(options.output, []);
  try {
    if (options.format === "json") {
      output.write(
        `${JSON.stringify(
          ends.map(({ record: run, report }) => ({ run, report })),
          null,
          2,
        )}\n`,
      );
    } else output.write(ends.map(({ report }) => RENDERERS.text(report, render)).join("\n"));
    await output.commit();
  } finally {
    output.discard();
  }
}
