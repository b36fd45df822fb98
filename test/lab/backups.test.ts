import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LAB_BACKUPS } from "../../src/lab/backups/index.ts";
import { shadowsOf } from "../../src/lab/tools/state.ts";
import type { Lab } from "../../src/lab/world.ts";
import { testFolder } from "../app/logs.ts";
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
    const { jobs, findings, exit } = got(await conclude(lab.logs.records(), lab.site)) as Concluded;
    const run = made?.record.outcome ?? "blocked";
    const told = toldOf(lab, made?.record.snapshotSet);
    expect({ run, told, jobs, findings, files, exit: run === "proven" ? exit : 2, left }).toEqual({
      ...predicts,
      left: [],
    });
    const why = made === null ? obstacles.map(({ message }) => message) : made.record.reasons;
    if (run !== "proven") expect(why.join(" ").length).toBeGreaterThan(20);
    rmSync(folder, { recursive: true, force: true });
  });
});

/** Whether the writer was told that the backup is good. */
function toldOf({ asked }: Lab, set: string | null | undefined): boolean {
  return asked.some(({ guid, told }) => guid === set && told);
}

interface Concluded {
  readonly jobs: readonly string[];
  readonly findings: readonly string[];
  readonly exit: number;
}
