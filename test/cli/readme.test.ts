import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { testFolder } from "../app/logs.ts";
import { thawline } from "./run.ts";

const top = new URL("../../", import.meta.url);
const folder = testFolder();

/** Holds what a page shows of an output, with "..." for what it leaves out, to what was printed. */
function expectShown(example: string, output: string): void {
  const printed = output.split("\n").map((line) => line.trimEnd());
  let from = 0;
  for (const part of example.split(/^\.\.\.$/m)) {
    const lines = part.replace(/^\n|\n$/g, "").split("\n");
    if (lines.join("") === "") continue;
    const at = printed.indexOf(lines[0] ?? "", from);
    expect(printed.slice(at, at + lines.length)).toEqual(lines);
    from = at + lines.length;
  }
  expect(from).toBeGreaterThan(20);
}

describe("the README", () => {
  it("shows what is printed, line by line, but for what it leaves out", async () => {
    const readme = readFileSync(new URL("README.md", top), "utf8");
    const [, command, example] =
      /`thawline (analyze [^`]+)` \(shortened\):\n\n```\n(.*?)\n```/s.exec(readme) ?? [];
    const { stdout } = await thawline((command ?? "").split(" "), { cwd: fileURLToPath(top) });
    expectShown(example ?? "", stdout);
  });

  it("shows what a simulated backup prints, its steps and its report", async () => {
    const readme = readFileSync(new URL("README.md", top), "utf8");
    const [, command, example] =
      /`thawline (backup --lab [^`]+)` makes one[^`]+\(shortened\):\n\n```\n(.*?)\n```/s.exec(readme) ?? [];
    const { stdout, stderr } = await thawline((command ?? "").split(" "), { env: { TMPDIR: folder } });
    expectShown(example ?? "", stderr + stdout);
  });

  it("names every command that the help names, and no other", async () => {
    const readme = readFileSync(new URL("README.md", top), "utf8");
    const { stdout } = await thawline(["--help"]);
    const told = [...stdout.matchAll(/^ {2}([a-z]+) .* {2}[a-z]/gm)].map((match) => match[1]);
    const rows = [...readme.matchAll(/^\| `thawline (.*?)` \|/gm)].map((match) => match[1] ?? "");
    const written = rows.flatMap((row) => row.split("`, `").map((command) => command.split(" ")[0]));
    expect(told.length).toBeGreaterThan(10);
    expect([...written, "help"].sort()).toEqual(told.sort());
  });

  it("names the exit codes that the help names", async () => {
    const readme = readFileSync(new URL("README.md", top), "utf8");
    const { stdout } = await thawline(["--help"]);
    const told = [...stdout.matchAll(/^ {2}(\d+) {2,}/gm)].map((match) => match[1]);
    const written = [...readme.matchAll(/^\| (\d+) \|/gm)].map((match) => match[1]);
    expect(told).toEqual(["0", "1", "2", "3", "64", "70"]);
    expect(written).toEqual(told);
  });
});
