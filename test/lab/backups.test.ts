import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jobIdOf } from "../../src/judge/job-of-run.ts";
import { withRuns } from "../../src/judge/with-runs.ts";
import { LAB_BACKUPS } from "../../src/lab/backups/index.ts";
import { shadowsOf } from "../../src/lab/tools/state.ts";
import type { Lab } from "../../src/lab/world.ts";
import type { RunRecord } from "../../src/model/backup/run.ts";
import { DEFAULT_SETTINGS } from "../../src/model/settings.ts";
import { testFolder } from "../app/logs.ts";
import type { Concluded } from "../history/compare.ts";
import { makeLabBackup } from "./backups.ts";
import { conclude, got } from "./run.ts";

const top = testFolder();

describe.each(LAB_BACKUPS)("the backup $name", (backup) => {
  it("ends as its author predicts", async () => {
    const folder = join(top, backup.name);
    const { lab, machine, obstacles, made } = await makeLabBackup(backup, { seed: 1, folder });
    const { predicts } = backup;
    const own = shadowsOf(machine.state).filter(({ set }) => set === made?.record.snapshotSet);
    const left = [...own.map(({ id }) => id), ...(made?.record.left ?? [])];
    const files = [...new Set(made?.record.findings.map(({ code }) => code))].sort();
    await machine.sleep((backup.hours ?? 4) * 3_600_000);
    const concluded = await conclude(lab.logs.records(), lab.site);
    const { jobs, findings } = got(concluded) as { jobs: unknown; findings: unknown };
    const run = made?.record.outcome ?? "blocked";
    const told = toldOf(lab, made?.record.snapshotSet);
    const exit = made === null || run !== "proven" ? 2 : exitOf(concluded, made.record);
    expect({ run, told, jobs, findings, files, exit, left }).toEqual({ ...predicts, left: [] });
    const why = made === null ? obstacles.map(({ message }) => message) : made.record.reasons;
    if (run !== "proven") expect(why.join(" ").length).toBeGreaterThan(20);
    rmSync(folder, { recursive: true, force: true });
  });
});

/** Whether the writer was told that the backup is good. */
function toldOf({ asked }: Lab, set: string | null | undefined): boolean {
  return asked.some(({ guid, told }) => guid === set && told);
}

const EXITS = { failure: 2, warning: 1, info: 0 } as const;

/** What the command ends with for a proven run: the worst of what there is to say of its job. */
function exitOf({ jobs, findings }: Concluded, record: RunRecord): number {
  const joined = withRuns({ jobs, findings }, [record], DEFAULT_SETTINGS);
  const own = joined.findings.filter(({ job }) => job === jobIdOf(record));
  return Math.max(0, ...own.map(({ severity }) => EXITS[severity]));
}
