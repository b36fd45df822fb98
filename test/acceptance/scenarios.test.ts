import { describe, expect, it } from "vitest";
import { analyzeRecords } from "../history/analysing.ts";
import { differences } from "../history/compare.ts";
import { SCENARIOS } from "../history/scenarios.ts";

describe("every scenario", () => {
  it.each(SCENARIOS)("$name: $title", async ({ build }) => {
    const { records, expectation, topology } = build();
    expect(differences(expectation, await analyzeRecords([records], topology))).toEqual([]);
  });
});
