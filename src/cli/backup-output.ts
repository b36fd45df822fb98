import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { BackupEnd } from "../app/backup/make.ts";
import type { Planned } from "../app/backup/plans.ts";
import { isPlainWord } from "../backup/plan/paths.ts";
import { standAlone } from "../backup/script/stand-alone.ts";
import type { Output } from "../platform/output.ts";
import { renderPlanText } from "../report/backup-plan.ts";
import { RENDERERS, type RenderOptions } from "../report/index.ts";
import { renderObstacles } from "../report/run-lines.ts";
import { createAsker, readYes } from "./ask.ts";
import type { BackupOptions } from "./backup-options.ts";
import { UsageError } from "./ends.ts";
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

/** Writes the stand-alone scripts of each plan, into a folder of its own where there are several. @throws UsageError */
export function writeScripts(planned: readonly Planned[], folder: string, say: (text: string) => void): void {
  const plans = planned.flatMap(({ plan }) => plan ?? []);
  for (const plan of plans) {
    const own = resolve(folder, ...(plans.length === 1 ? [] : [plan.unit.guid]));
    if (!isPlainWord(own)) {
      throw new UsageError(
        `--script-only ${own}: Diskshadow takes plain ASCII without blanks; choose another folder`,
      );
    }
    const { dsh, cmd, readme } = standAlone(plan, own);
    mkdirSync(own, { recursive: true });
    for (const [name, text] of [
      ["backup.dsh", dsh],
      ["copy.cmd", cmd],
      ["README.txt", readme],
    ] as const) {
      const path = join(own, name);
      if (existsSync(path)) throw new UsageError(`${path} is there already; choose another folder`);
      // Diskshadow reads ASCII; the texts hold nothing else.
      writeFileSync(path, text, { encoding: "latin1", flag: "wx" });
    }
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
