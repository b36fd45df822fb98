import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Report } from "../../../src/model/report.ts";
import { freezeChart, freezeSvg } from "../../../src/report/html/chart/freeze.ts";
import { type JobChart, jobChart } from "../../../src/report/html/chart/lanes.ts";
import { timelineSvg } from "../../../src/report/html/chart/timeline.ts";
import type { JobView } from "../../../src/report/view/report-view.ts";
import { viewReport } from "../../../src/report/view/view-report.ts";
import { at } from "../fixtures/build.ts";
import { cutOff } from "../fixtures/cut.ts";
import { frozenTooLong } from "../fixtures/frozen.ts";
import { good } from "../fixtures/good.ts";
import { neverTruncates } from "../fixtures/truncation.ts";

function chartOf(report: Report, index = 0): { readonly job: JobView; readonly chart: JobChart } {
  const view = viewReport(report);
  const job = view.jobs[index];
  const chart = job === undefined ? null : jobChart(job, view.coverage);
  if (job === undefined || chart === null) throw new Error("no chart");
  return { job, chart };
}

const golden = (name: string): string =>
  readFileSync(new URL(`../golden/${name}`, import.meta.url), "utf8").trimEnd();

describe("the lanes of a job", () => {
  it("are the phases, then each server with its databases and their copies", () => {
    const { chart } = chartOf(good);
    expect(chart.lanes.map(({ kind, label }) => `${kind}: ${label}`)).toEqual([
      "phases: phases",
      "server: MBX1 · 9 events",
      "database: DB01 on MBX1 · active copy · frozen 3.5 s · logs: deleted",
      "copy: copy on MBX1: deleted",
      "copy: copy on MBX2: deleted",
      "database: DB02 on MBX1 · passive copy · logs: requested",
      "server: MBX2 · 1 event",
    ]);
  });

  it("place phases and events where they were: 72 min 40 s are the whole width", () => {
    const { chart } = chartOf(good);
    const transfer = chart.lanes[0]?.bars.find((bar) => bar.kind === "transfer");
    // 41 s and 4357 s of 4360 s.
    expect(transfer?.x).toBeCloseTo(0.94, 2);
    expect((transfer?.x ?? 0) + (transfer?.width ?? 0)).toBeCloseTo(99.931, 2);
    expect(chart.lanes[6]?.ticks.map((tick) => tick.x)).toEqual([0.183]);
  });

  it("show a freeze of seconds in a job of an hour, however narrow", () => {
    const freeze = chartOf(good).chart.lanes[0]?.bars.find((bar) => bar.kind === "freeze");
    expect(freeze?.width).toBe(0.25);
    expect(freeze?.title).toBe("freeze: 4.2 s");
  });

  it("fade where no end was seen", () => {
    const { chart } = chartOf(cutOff, 1);
    expect(chart.lanes[0]?.bars.map(({ word, open }) => [word, open])).toEqual([
      ["prepare backup", false],
      ["freeze", false],
      ["transfer", true],
    ]);
  });

  it("are hatched where records are missing", () => {
    const { chart } = chartOf(frozenTooLong);
    // 22:00:31 to 22:01:10 in a job of 104 s.
    expect(chart.lanes[1]?.holes).toEqual([
      { x: 29.808, width: 37.5, title: "3 records missing in the Application log" },
    ]);
  });

  it("are hatched where a log ends before the job", () => {
    const short = {
      ...good,
      coverage: good.coverage.map((log) => ({ ...log, last: "2026-03-01T22:36:20.000Z" })),
    };
    expect(chartOf(short).chart.lanes[1]?.holes).toEqual([{ x: 50, width: 50, title: "the log ends here" }]);
  });

  it("show truncation that never came as fading from the end of the backup on", () => {
    const { chart } = chartOf(neverTruncates);
    const copies = chart.lanes.filter((lane) => lane.kind === "copy").map((lane) => lane.bars[0]);
    expect(copies.map((bar) => [bar?.kind, bar?.open, bar?.x])).toEqual([
      ["truncation healthy", true, 82],
      ["truncation failed", true, 82],
    ]);
  });

  describe("of truncation", () => {
    /** The job of 4360 s ends at 23:12:40; MBX1 deletes 15 minutes later, of MBX2 nothing is seen for a day. */
    const later = (state: string, logsEnd: string, deadline = "2026-03-02T23:12:40.000Z"): Report => ({
      ...good,
      coverage: good.coverage.map((log) => ({ ...log, last: logsEnd })),
      jobs: good.jobs.map((job) => ({
        ...job,
        databases: job.databases.slice(0, 1).map((database) => ({
          ...database,
          truncation: {
            ...database.truncation,
            deadline,
            copies: [
              { server: "MBX1", state: "deleted", lagged: false, proof: "2026-03-01T23:27:40.000Z" },
              { server: "MBX2", state, lagged: false },
            ],
          },
        })),
      })),
    });
    const copiesOf = (report: Report) => chartOf(report).chart.lanes.filter(({ kind }) => kind === "copy");

    it("end at each copy's own proof, and fade up to a marked deadline where there is none", () => {
      const [proven, open] = copiesOf(later("unproven", "2026-03-05T00:00:00.000Z"));
      const [deleted] = proven?.bars ?? [];
      expect(deleted?.x).toBe(82);
      // 900 s of the 86,400 s behind the break: 85 % + 15 % * sqrt(900 / 86,400).
      expect((deleted?.x ?? 0) + (deleted?.width ?? 0)).toBeCloseTo(86.531, 3);
      expect([deleted?.open, proven?.due]).toEqual([false, null]);
      expect(deleted?.title).toBe("logs deleted, last seen 2026-03-01 23:27:40 UTC");
      expect(open?.bars.map(({ x, width, open: fades }) => [x, width, fades])).toEqual([[82, 18, true]]);
      expect(open?.bars[0]?.title).toBe("not proven; a deletion counts until 2026-03-02 23:12:40 UTC");
      expect(open?.due).toBe(99.9);
    });

    it("fade to the deadline, not beyond, where a later sign of another copy follows", () => {
      const [, open] = copiesOf(later("missing", "2026-03-05T00:00:00.000Z", "2026-03-01T23:16:25.000Z"));
      // The proof, 900 s after the job, is the last sign: 4360 s and 4585 s of 5260 s, with no break.
      const [bar] = open?.bars ?? [];
      expect([bar?.x, bar?.width, open?.due]).toEqual([82.89, 4.277, 87.167]);
    });

    it("fade to the end of the log without a mark where the deadline lies beyond", () => {
      const [, open] = copiesOf(later("unproven", "2026-03-02T01:12:40.000Z"));
      expect(open?.bars.map(({ x, width }) => [x, width])).toEqual([[82, 18]]);
      expect(open?.due).toBeNull();
    });

    it("are none where no log was to go", () => {
      const [, none] = copiesOf(later("not-expected", "2026-03-05T00:00:00.000Z"));
      expect([none?.bars, none?.due]).toEqual([[], null]);
    });
  });

  it("show the steps of a run around the backup, with their ends in the scale", () => {
    const [job] = good.jobs;
    if (job === undefined) throw new Error("no job");
    const steps = [
      { name: "verify", start: at("23:13:00"), end: at("23:23:00"), outcome: "failed" },
      { name: "clean up", start: at("23:23:00"), end: null, outcome: "unknown" },
    ] as const;
    const { chart } = chartOf({ ...good, jobs: [{ ...job, steps }] });
    const lane = chart.lanes[1];
    expect([lane?.kind, lane?.tone]).toEqual(["steps", "failure"]);
    expect(lane?.label).toBe("steps · verify: failed, 10 min · clean up: not known");
    // 4380 s to 4980 s: the end of the job, 4360 s, is not the end of the chart.
    expect(chart.scale.last).toBe(4980);
    expect(lane?.bars.map(({ kind, open, title }) => [kind, open, title])).toEqual([
      ["step failure", false, "verify: 10 min, failed"],
      ["step unproven", true, "clean up: end not seen, not known"],
    ]);
    expect(lane?.bars[0]?.x).toBeCloseTo(87.952, 3);
    expect(lane?.bars[0]?.width).toBeCloseTo(12.048, 3);
  });

  it("are the SVG that was looked at", () => {
    const { job, chart } = chartOf(good);
    expect(timelineSvg(job, chart).markup).toBe(golden("good.timeline.txt"));
  });
});

describe("the freeze, magnified", () => {
  const job = viewReport(frozenTooLong).jobs[0] as JobView;

  it("stands on a ruler of its own with its limits", () => {
    const chart = freezeChart(job);
    // 70 s and a little more: 80 s in all.
    expect(chart?.end).toBe(80);
    expect(chart?.limits).toEqual([
      { seconds: 10, x: 12.5 },
      { seconds: 20, x: 25 },
      { seconds: 60, x: 75 },
      { seconds: 70, x: 87.5 },
    ]);
    expect(chart?.rows.map(({ label, x, width, over }) => [label, x, width, over])).toEqual([
      ["whole job", 0, 87.5, false],
      ["DB01", 0, 87.5, false],
      ["DB02", 0, 15, false],
    ]);
  });

  it("is the SVG that was looked at", () => {
    const chart = freezeChart(job);
    expect(chart && freezeSvg(job, chart).markup).toBe(golden("frozen-too-long.freeze.txt"));
  });

  it("is not there for a job without a freeze", () => {
    expect(freezeChart({ ...job, freeze: null, databases: [] })).toBeNull();
  });
});
