import { describe, expect, it } from "vitest";
import { overlapsOf } from "../../../src/report/html/job.ts";
import { middleAndMost, nightsOf } from "../../../src/report/html/overview/nights.ts";
import { clustersOf } from "../../../src/report/html/overview/overlaps.ts";
import { viewReport } from "../../../src/report/view/view-report.ts";
import { at, database, job, report } from "../fixtures/build.ts";
import { many } from "../fixtures/many.ts";

describe("nights", () => {
  const jobs = viewReport(
    report({
      verdict: "failure",
      jobs: [
        job("a", { start: at("22:00:00"), databases: [database("DB01", "MBX1")] }),
        job("b", {
          start: "2026-03-02T01:30:00.000Z",
          end: "2026-03-02T02:00:00.000Z",
          outcome: "failed",
          databases: [database("DB01", "MBX1", { outcome: "failed" })],
        }),
        job("c", {
          start: "2026-03-04T22:00:00.000Z",
          end: "2026-03-04T23:00:00.000Z",
          databases: [database("db01", "MBX1")],
        }),
      ],
    }),
  ).jobs;
  const nights = nightsOf(jobs);

  it("put the jobs of an evening and of the hours after midnight into one column, the worst first", () => {
    expect(nights.dates).toEqual(["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"]);
    expect(nights.databases.get("db01")?.cells).toEqual([
      { night: 0, tone: "failure", worst: 2, jobs: [1, 2] },
      { night: 3, tone: "good", worst: 3, jobs: [3] },
    ]);
  });

  it("tell how long the jobs took", () => {
    const lengths = nights.databases.get("db01")?.lengths ?? [];
    expect(lengths.map((point) => point.seconds)).toEqual([4360, 1800, 3600]);
    expect(middleAndMost(lengths)).toEqual({ middle: 3600, most: 4360 });
    expect(middleAndMost([])).toBeNull();
  });

  it("count a night for each of two hundred, one job of each server", () => {
    const all = nightsOf(viewReport(many).jobs);
    expect(all.dates).toHaveLength(200);
    expect(all.databases.get("db01")?.cells).toHaveLength(200);
    expect(all.databases.get("db01")?.freezes).toHaveLength(400);
  });

  it("leave out nights without jobs where the jobs lie years apart", () => {
    const apart = viewReport(
      report({
        verdict: "ok",
        jobs: ["2020", "2026"].map((year) => job(year, { start: `${year}-03-01T22:00:00.000Z` })),
      }),
    ).jobs;
    expect(nightsOf(apart)).toMatchObject({ sparse: true, dates: ["2020-03-01", "2026-03-01"] });
  });
});

describe("jobs at the same time", () => {
  const jobs = viewReport(
    report({
      verdict: "ok",
      jobs: [
        job("a", { start: at("22:00:00"), end: at("22:30:00") }),
        job("b", { start: at("22:20:00"), end: at("22:50:00") }),
        job("c", { start: at("22:40:00"), end: at("22:45:00") }),
        job("d", { start: at("22:50:00"), end: at("23:00:00") }),
      ],
    }),
  ).jobs;

  it("know one another, but not whom they only follow", () => {
    const overlaps = overlapsOf(jobs);
    expect([1, 2, 3, 4].map((number) => overlaps.get(number)?.map((other) => other.number))).toEqual([
      [2],
      [1, 3],
      [2],
      undefined,
    ]);
  });

  it("stand side by side, also when only a third one joins them", () => {
    expect(clustersOf(jobs)).toMatchObject([
      { from: at("22:00:00"), seconds: 3000, jobs: [{ number: 1 }, { number: 2 }, { number: 3 }] },
    ]);
  });
});
