import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SCENARIOS } from "../../src/lab/scenarios/index.ts";
import { testFolder } from "../app/logs.ts";
import { thawline } from "./run.ts";

const top = testFolder();

describe("thawline lab", () => {
  it("lists every scenario with its title", async () => {
    const { code, stdout } = await thawline(["lab", "list"]);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    expect(lines.map((line) => line.split(/ {2,}/)[0])).toEqual(SCENARIOS.map(({ name }) => name));
  });

  it("leaves what analyze and verify judge as predicted", async () => {
    const out = join(top, "torn");
    const ran = await thawline(["lab", "run", "torn-page", "--out", out, "--seed", "12"]);
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 0, stderr: "" });
    expect(ran.stdout).toContain("Simulated: The backup holds a torn page");
    expect(readFileSync(join(out, "simulated.md"), "utf8")).toContain(
      "lab run torn-page --seed 12 --speed max",
    );
    const analysed = await thawline(["analyze", out, "--topology", join(out, "topology.json")]);
    expect(analysed.code).toBe(0);
    expect(analysed.stdout).toContain("SIM-EX1");
    expect((await thawline(["verify", join(out, "backup")])).code).toBe(2);
  });

  it("refuses what it does not know, and a folder that holds something", async () => {
    const full = join(top, "full");
    mkdirSync(full);
    writeFileSync(join(full, "mine.txt"), "mine");
    const free = join(top, "free");
    for (const [args, says] of [
      [["lab", "run", "no-such", "--out", free], /no scenario "no-such"/],
      [["lab", "run", "good"], /--out/],
      [["lab", "run", "good", "--out", full], /full: is not empty/],
      [["lab", "run", "good", "--out", join(full, "mine.txt")], /is a file/],
      [["lab", "run", "good", "--out", free, "--seed", "-1"], /Not a number/],
      [["lab", "run", "good", "--out", free, "--speed", "fast"], /Not "max", "real" or a number/],
    ] as const) {
      const { code, stderr } = await thawline(args);
      expect({ args, code }).toEqual({ args, code: 64 });
      expect(stderr).toMatch(says);
    }
  });
});
