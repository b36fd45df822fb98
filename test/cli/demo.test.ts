import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { thawline } from "./run.ts";

const left = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith("thawline-demo-"));

/** What the README shows of it. */
function shown(): readonly string[] {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const [, example] = /runs `thawline demo`.*?\n```\n(.*?)\n```/s.exec(readme) ?? [];
  return (example ?? "").split("\n").filter((line) => line !== "...");
}

describe("thawline demo", () => {
  it("shows a good backup, one frozen too long and one that never truncates, as the README says, and leaves nothing behind", async () => {
    const before = left();
    const { code, stdout } = await thawline(["demo", "--seconds", "14"]);
    const lines = stdout.split("\n");
    expect(stdout).toContain("SIMULATED");
    expect(
      lines.filter((line) => / ✓ Full backup of SIM-DB01 on SIM-EX1: succeeded \(/.test(line)),
    ).not.toEqual([]);
    expect(lines.some((line) => / ✗ .*: failed: freeze timed out/.test(line))).toBe(true);
    expect(lines.some((line) => / ✗ .*: succeeded, but logs not truncated/.test(line))).toBe(true);
    expect(stdout).toMatch(/^ {2}alert {2}.*Databases frozen longer than allowed/m);
    expect(stdout).toMatch(/^ {2}alert {2}.*Logs were not truncated/m);
    expect(stdout).toMatch(/^ {2}run .* ✓ Tell Exchange that the backup is good/m);
    expect(stdout).toMatch(/\d+ pages of 1 database, 0 bad/);
    // Which lines come between depends on how fast the machine is; what is said at the end does not.
    const said = shown().slice(-5);
    expect(said).toHaveLength(5);
    expect(lines).toEqual(expect.arrayContaining([...said]));
    expect(code).toBe(0);
    expect(left()).toEqual(before);
  }, 240_000);
});
