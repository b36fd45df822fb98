import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTopology } from "../../src/config/topology-file.ts";
import { folderDisk } from "../../src/lab/disk.ts";
import { runLab } from "../../src/lab/run.ts";
import { SCENARIOS } from "../../src/lab/scenarios/index.ts";
import { testFolder } from "../app/logs.ts";
import { analyzePaths, concluded } from "../history/analysing.ts";
import { backupFolder } from "../verify/backup.ts";
import { conclude, got, NO_REAL_TIME, wanted } from "./run.ts";

const top = testFolder();
const { verify } = backupFolder();
const EXIT = { ok: 0, warning: 1, failure: 2, unknown: 3 } as const;

describe.each(SCENARIOS)("the scenario $name", (scenario) => {
  it("is judged from its files as its author predicts", async () => {
    const folder = join(top, scenario.name);
    await runLab({ scenario, seed: 1, speed: "max", disk: folderDisk(folder) }, NO_REAL_TIME);
    const topology = await readTopology(join(folder, "topology.json"));
    const report = await analyzePaths([folder], topology);
    expect(got(concluded(report))).toEqual(wanted(scenario.predicts));
    if (scenario.predicts.verify !== undefined) {
      const { verdict } = await verify([join(folder, "backup")]);
      expect(EXIT[verdict]).toBe(scenario.predicts.verify);
    }
    // hundreds of logs each: at the end of all it would take too long
    rmSync(folder, { recursive: true });
  });

  it("is the same with other times and figures", async () => {
    for (const seed of [2, 3]) {
      const lab = await runLab({ scenario, seed, speed: "max" }, NO_REAL_TIME);
      expect(got(await conclude(lab.logs.records(), lab.site))).toEqual(wanted(scenario.predicts));
    }
  });
});

describe("the scenarios", () => {
  it("have names of their own, and tell what they are about", () => {
    expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length);
    for (const { name, title, story } of SCENARIOS) {
      expect([name, /^[a-z0-9-]+$/.test(name), title.length > 20, story.length > 100]).toEqual([
        name,
        true,
        true,
        true,
      ]);
    }
  });

  it("end in every way in which the program can end", () => {
    expect(new Set(SCENARIOS.map(({ predicts }) => predicts.exit))).toEqual(new Set([0, 1, 2, 3]));
  });
});
