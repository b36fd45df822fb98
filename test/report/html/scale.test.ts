import { describe, expect, it } from "vitest";
import { clockTicks, jobScale } from "../../../src/report/html/chart/scale.ts";

describe("the scale of a job's chart", () => {
  it("is the job from edge to edge where nothing follows long after its end", () => {
    const scale = jobScale(4000, 4000);
    expect([0, 1000, 2000, 4000].map(scale.at)).toEqual([0, 25, 50, 100]);
    expect(scale.breakAt).toBe(100);
  });

  it("reaches a little beyond the end for what follows at once", () => {
    expect(jobScale(4000, 4400).at(4400)).toBe(100);
    expect(jobScale(4000, 4400).at(4000)).toBeCloseTo(90.909, 3);
  });

  it("breaks before what follows hours later, so that the job keeps its width", () => {
    const scale = jobScale(3600, 90_000);
    expect(scale.breakAt).toBe(82);
    expect(scale.at(1800)).toBe(41);
    expect(scale.at(3600)).toBe(82);
    // A quarter of the way from the end to the last sign is half of the 15 % behind the gap of 3 %.
    expect(scale.at(3600 + 21_600)).toBe(92.5);
    expect(scale.at(90_000)).toBe(100);
  });

  it("keeps to the chart what lies before it or beyond", () => {
    expect(jobScale(100, 100).at(-5)).toBe(0);
    expect(jobScale(100, 100).at(500)).toBe(100);
  });
});

describe("the clock over a chart", () => {
  it("stands at round times, not at round distances from the start", () => {
    // From 22:00:20, 72 minutes, at most 5: every 15 minutes.
    expect(clockTicks(Date.parse("2026-03-01T22:00:20.000Z"), 4320, 5)).toEqual([880, 1780, 2680, 3580]);
  });

  it.each([
    [4, [0, 1, 2, 3, 4]],
    [60, [0, 15, 30, 45, 60]],
    [86_400, [0, 21_600, 43_200, 64_800, 86_400]],
  ])("for %d seconds from midnight", (length, ticks) => {
    expect(clockTicks(Date.parse("2026-03-01T00:00:00.000Z"), length, 5)).toEqual(ticks);
  });
});
