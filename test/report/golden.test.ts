import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RENDERERS } from "../../src/report/index.ts";
import { FIXTURES } from "./fixtures/index.ts";

/** Whole outputs, read by eye against their fixtures; `wide` and `narrow` are columns of the terminal. */
const GOLDEN = [
  ["good", "text", 100, "good.100.txt"],
  ["good", "text", 72, "good.72.ascii.txt"],
  ["good", "markdown", 80, "good.md"],
  ["good", "junit", 80, "good.xml"],
  ["frozen-too-long", "text", 80, "frozen-too-long.80.txt"],
  ["frozen-too-long", "markdown", 80, "frozen-too-long.md"],
  ["frozen-too-long", "junit", 80, "frozen-too-long.xml"],
  ["never-truncates", "text", 120, "never-truncates.120.txt"],
  ["cut-off", "text", 60, "cut-off.60.txt"],
  ["cut-off", "junit", 80, "cut-off.xml"],
  ["many", "text", 100, "many.100.txt"],
  ["many", "markdown", 80, "many.md"],
  ["no-jobs", "text", 80, "no-jobs.80.txt"],
  ["nothing", "text", 80, "nothing.80.txt"],
] as const;

describe("reports as they are read", () => {
  it.each(GOLDEN)("%s as %s, %d columns: %s", (name, format, width, file) => {
    const report = FIXTURES[name];
    if (report === undefined) throw new Error(`no fixture ${name}`);
    const options = { width, color: false, unicode: !file.includes("ascii"), verbose: false };
    const expected = readFileSync(new URL(`golden/${file}`, import.meta.url), "utf8");
    expect(RENDERERS[format](report, options)).toBe(expected);
  });
});
