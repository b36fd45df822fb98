import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DEVICES } from "./devices.ts";
import { FILES } from "./files.ts";
import { PARTICIPANTS } from "./participants.ts";
import { PROGRAMS } from "./programs.ts";
import { RUN_DEFECTS } from "./run.ts";
import { SERVER } from "./server.ts";

const DEFECTS = [...PROGRAMS, ...FILES, ...DEVICES, ...PARTICIPANTS, ...SERVER, ...RUN_DEFECTS].sort(
  (a, b) => a.number - b.number,
);
const PAGE = readFileSync(new URL("../../../docs/script-2009.md", import.meta.url), "utf8");

describe.each(DEFECTS)("$number: $name", ({ as2009, ours }) => {
  test("does not hold with the behaviour of 2009", async () => {
    await expect(async () => as2009()).rejects.toThrow(expect.objectContaining({ name: "AssertionError" }));
  });

  test("holds", async () => {
    await ours();
  });
});

test("the page has every defect, with the name of what holds it", () => {
  const rows = [...PAGE.matchAll(/^\| (\d+) \|.*\| ([^|]+) \|$/gm)].map(([, number, name]) => [
    Number(number),
    name?.trim(),
  ]);
  expect(rows).toEqual(DEFECTS.map(({ number, name }) => [number, name]));
  expect(rows.map(([number]) => number)).toEqual(Array.from({ length: 31 }, (_, at) => at + 1));
});
