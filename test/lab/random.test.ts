import { describe, expect, it } from "vitest";
import { randomRun } from "./random.ts";
import { conclude, got, wanted } from "./run.ts";

/** With THAWLINE_PROOF=full more of them. */
const RUNS = process.env.THAWLINE_PROOF === "full" ? 300 : 50;
const FIRST = Number(process.env.THAWLINE_SEED ?? 1);

describe("random databases, faults and requesters on simulated servers", () => {
  it.each(Array.from({ length: RUNS }, (_, i) => FIRST + i))(
    "are concluded as their stories are, with a topology and without: seed %i",
    async (seed) => {
      const { lab, site, stories, predicts } = await randomRun(seed);
      const records = lab.logs.records();
      for (const known of [site, null]) {
        expect({ stories, ...Object(got(await conclude(records, known))) }).toEqual({
          stories,
          ...Object(wanted(predicts)),
        });
      }
    },
  );
});
