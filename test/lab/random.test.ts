import { describe, expect, it } from "vitest";
import { randomRun } from "./random.ts";
import { conclude, got, wanted } from "./run.ts";
import { deletions, filesOf, freezeErrors, truths } from "./truth.ts";

/** With THAWLINE_PROOF=full more of them. */
const RUNS = process.env.THAWLINE_PROOF === "full" ? 300 : 25;
const FIRST = Number(process.env.THAWLINE_SEED ?? 1);
const SEEDS = Array.from({ length: RUNS }, (_, i) => FIRST + i);

describe("random databases, faults and requesters on simulated servers", () => {
  it.each(SEEDS)("are concluded as their stories are and as it really was: seed %i", async (seed) => {
    const { lab, site, stories, predicts } = await randomRun(seed);
    for (const known of [site, null]) {
      const concluded = await conclude(lab.logs.records(), known);
      expect({ stories, ...Object(got(concluded)) }).toEqual({ stories, ...Object(wanted(predicts)) });
      const { really, concluded: told } = truths(lab, concluded);
      expect(told).toEqual(really);
      // the writer's own events stand a tenth of a second beside the engine's
      for (const error of freezeErrors(lab, concluded)) expect(error).toBeLessThan(0.2);
      const logs = deletions(lab, concluded);
      expect([...logs.concluded]).toEqual(expect.arrayContaining([...logs.really]));
      expect([...logs.really]).toEqual(expect.arrayContaining([...logs.concluded]));
    }
    for (const { spoiled, verdict } of filesOf(lab)) {
      expect({ stories, spoiled, good: verdict === "recoverable" }).toEqual({
        stories,
        spoiled,
        good: !spoiled,
      });
    }
  });
});
