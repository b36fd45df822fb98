import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { OBSTACLES } from "../../src/backup/plan/obstacles.ts";

const text = readFileSync(new URL("../../docs/backup-preflight.md", import.meta.url), "utf8");

test("the docs have each obstacle with its condition and remedy, in the order in which they are told, and no other", () => {
  const cell = (words: string): string => words.replaceAll("|", "\\|");
  const rows = Object.entries(OBSTACLES).map(
    ([code, { blocks, when, remedy }]) =>
      `| \`${code}\` | ${blocks ? "yes" : "no"} | ${cell(when)} | ${cell(remedy)} |`,
  );
  expect(text.split("\n").filter((line) => /^\| `[A-Z0-9_]+` \|/.test(line))).toEqual(rows);
});
