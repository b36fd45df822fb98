import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Coverage } from "../../src/model/report.ts";
import { createCoverage, type FilteredLog } from "../../src/source/coverage.ts";

const RUNS = process.env.THAWLINE_PROOF === "full" ? 3000 : 200;
const START = Date.UTC(2026, 2, 1);
const MINUTE = 60_000;

/** Record `id` of a log that writes one a minute. */
const timeOf = (id: number): number => START + id * MINUTE;
const span = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

function read(...inputs: readonly (readonly number[])[]): {
  readonly log: Coverage | undefined;
  readonly filtered: readonly FilteredLog[];
} {
  const tracker = createCoverage();
  for (const ids of inputs) {
    const input = tracker.input();
    input.stream("MBX1", "Application");
    for (const id of ids) input.skipped(id, timeOf(id));
    input.end();
  }
  const { coverage, filtered } = tracker.result();
  return { log: coverage[0], filtered };
}

describe("coverage", () => {
  it("tells first, last and number of records", () => {
    expect(read(span(10, 100)).log).toEqual({
      server: "MBX1",
      channel: "Application",
      first: new Date(timeOf(10)).toISOString(),
      last: new Date(timeOf(100)).toISOString(),
      records: 91,
      gaps: [],
    });
  });

  it("takes servers that are named by their addresses for servers of their own", () => {
    const tracker = createCoverage();
    for (const server of ["10.0.0.1", "10.0.0.2"]) {
      const input = tracker.input();
      input.stream(server, "Application");
      input.skipped(1, timeOf(1));
      input.end();
    }
    expect(tracker.result().coverage.map(({ server, records }) => [server, records])).toEqual([
      ["10.0.0.1", 1],
      ["10.0.0.2", 1],
    ]);
  });

  it("tells a hole in the record numbers, and when it lies", () => {
    expect(read([...span(1, 100), ...span(151, 300)]).log?.gaps).toEqual([
      {
        afterRecord: 100,
        beforeRecord: 151,
        missing: 50,
        from: new Date(timeOf(100)).toISOString(),
        to: new Date(timeOf(151)).toISOString(),
      },
    ]);
  });

  it("counts a record of two overlapping exports once, and lets one fill the hole of the other", () => {
    const { log } = read([...span(1, 100), ...span(151, 300)], span(90, 200));
    expect(log).toMatchObject({ records: 300, gaps: [] });
  });

  it("is the same in whatever order records and files come", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 25, max: 120 })), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.boolean(),
        (spans, reversed) => {
          const files = spans.map(([from, length]) => span(from, from + length - 1));
          const shuffled = [...files].reverse().map((ids) => (reversed ? [...ids].reverse() : ids));
          const present = new Set(files.flat());
          const { log } = read(...shuffled);
          expect(log).toEqual(read(...files).log);
          expect(log?.records).toBe(present.size);
          const range = Math.max(...present) - Math.min(...present) + 1;
          const missing = log?.gaps.reduce((sum, gap) => sum + gap.missing, 0);
          expect(missing).toBe(range - present.size);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it("takes an export with few of the numbers as filtered, not as one that lost events", () => {
    const { log, filtered } = read(span(1, 60).map((index) => index * 40));
    expect(log).toMatchObject({ records: 60, gaps: [], filtered: true });
    expect(filtered).toEqual([{ server: "MBX1", channel: "Application", present: 60, range: 59 * 40 + 1 }]);
  });

  it("does not take two whole exports with a long time between them as filtered", () => {
    const { log, filtered } = read(span(1, 100), span(1000, 1100));
    expect(filtered).toEqual([]);
    expect(log?.gaps.map((gap) => gap.missing)).toEqual([899]);
  });

  it("keeps the numbers of a log before and after it was cleared apart, with a gap between", () => {
    const tracker = createCoverage();
    const input = tracker.input();
    for (const id of span(1, 100)) input.record("MBX1", "Application", id, timeOf(id));
    for (const id of span(1, 50)) input.record("MBX1", "Application", id, timeOf(1000 + id));
    for (const id of span(61, 90)) input.record("MBX1", "Application", id, timeOf(1000 + id));
    input.end();
    const [log] = tracker.result().coverage;
    expect(log?.records).toBe(180);
    expect(log?.gaps).toEqual([
      {
        afterRecord: 100,
        beforeRecord: 1,
        missing: 0,
        from: new Date(timeOf(100)).toISOString(),
        to: new Date(timeOf(1001)).toISOString(),
      },
      expect.objectContaining({ afterRecord: 50, beforeRecord: 61, missing: 10 }),
    ]);
  });

  it("finds no holes in the numbers of a collection, where each computer counts for itself", () => {
    const tracker = createCoverage();
    const input = tracker.input();
    for (const id of span(1, 200)) input.record(`MBX${(id % 2) + 1}`, "ForwardedEvents", id * 3, timeOf(id));
    input.end();
    const { coverage, filtered } = tracker.result();
    expect(coverage.map(({ server, records, gaps }) => ({ server, records, gaps }))).toEqual([
      { server: "MBX1", records: 100, gaps: [] },
      { server: "MBX2", records: 100, gaps: [] },
    ]);
    expect(filtered).toEqual([]);
  });

  it("knows a computer with and without its domain as one", () => {
    const tracker = createCoverage();
    for (const [server, ids] of [
      ["MBX1", span(1, 50)],
      ["mbx1.example.com", span(51, 90)],
    ] as const) {
      const input = tracker.input();
      for (const id of ids) input.record(server, "Application", id, timeOf(id));
      input.end();
    }
    expect(tracker.result().coverage).toMatchObject([{ server: "mbx1.example.com", records: 90, gaps: [] }]);
  });

  it("stays small when numbers and names make no sense", () => {
    const tracker = createCoverage();
    const input = tracker.input();
    for (let i = 0; i < 30_000; i += 1) {
      input.record(
        `host-${i % 15_000}`,
        "Application",
        (i * 7919) % 1_000_003,
        START + ((i * 104_729) % 1_000_003),
      );
    }
    input.end();
    const { coverage } = tracker.result();
    expect(coverage.length).toBeLessThanOrEqual(10_001);
    expect(coverage.reduce((sum, log) => sum + log.records, 0)).toBe(30_000);
  });

  it("does not reach as far as a damaged time says", () => {
    const now = timeOf(1_000);
    const tracker = createCoverage(now);
    const input = tracker.input();
    input.stream("MBX1", "Application");
    input.skipped(1, timeOf(1));
    input.skipped(2, Date.UTC(60_056, 4, 28));
    input.skipped(3, Date.UTC(1601, 0, 1));
    input.skipped(4, timeOf(4));
    input.end();
    expect(tracker.result().coverage).toEqual([
      {
        server: "MBX1",
        channel: "Application",
        first: new Date(timeOf(1)).toISOString(),
        last: new Date(timeOf(4)).toISOString(),
        records: 4,
        gaps: [],
      },
    ]);
  });

  it("tells a small pick of records as filtered too", () => {
    const { log, filtered } = read([1, 5, 9, 30, 31, 80]);
    expect(log).toMatchObject({ gaps: [], filtered: true });
    expect(filtered).toHaveLength(1);
    expect(read(span(1, 80)).log).not.toHaveProperty("filtered");
  });

  const ofRecords = (records: readonly (readonly [id: number, time: number])[]): Coverage | undefined => {
    const tracker = createCoverage();
    const input = tracker.input();
    input.stream("MBX1", "Application");
    for (const [id, time] of records) input.skipped(id, time);
    input.end();
    return tracker.result().coverage[0];
  };
  const whole = span(1, 100).map((id) => [id, timeOf(id)] as const);

  it.each([
    ["in the midst, long ago", 50, Date.UTC(1999, 0, 1)],
    ["in the midst, in the future", 50, Date.UTC(2031, 0, 1)],
    ["at the end, long ago", 100, Date.UTC(1999, 0, 1)],
    ["at the start, in the future", 1, Date.UTC(2031, 0, 1)],
  ])("does not let one wrong clock move an edge or make a gap: %s", (_, wrong, time) => {
    const records = whole.map(([id, right]) => [id, id === wrong ? time : right] as const);
    const inside = span(1, 100).filter((id) => id !== wrong);
    for (const order of [records, [...records].reverse()]) {
      expect(ofRecords(order)).toMatchObject({
        first: new Date(timeOf(inside[0] ?? 0)).toISOString(),
        last: new Date(timeOf(inside.at(-1) ?? 0)).toISOString(),
        records: 100,
        gaps: [],
      });
    }
  });

  it("tells no gap before a record of an impossible time, since nothing tells when it was", () => {
    const records = span(1001, 1100).map((id) => [id, timeOf(id)] as const);
    expect(ofRecords([...records, [1, Number.NaN]])?.gaps).toEqual([]);
  });

  it("counts the inputs whose records name no computer", () => {
    const tracker = createCoverage();
    for (const server of [null, "MBX1", null]) {
      const input = tracker.input();
      input.record(server, "Application", null, timeOf(1));
      input.end();
    }
    expect(tracker.result().unnamedInputs).toBe(2);
  });
});
