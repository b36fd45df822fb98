import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogReading } from "../../src/model/log-reading.ts";
import { coverageOf, createCoverage, createInputCoverage } from "../../src/source/coverage.ts";
import { readInput } from "../../src/source/read-input.ts";
import { testFolder } from "../app/logs.ts";

const RUNS = process.env.THAWLINE_PROOF === "full" ? 3000 : 200;
const START = Date.UTC(2026, 2, 1);
const MINUTE = 60_000;
const folder = testFolder();

type Row = readonly [server: string | null, channel: string, id: number | null, time: number];

const stored = (readings: readonly LogReading[]): readonly LogReading[] =>
  JSON.parse(JSON.stringify(readings));

/** Logs as they come: runs, holes, cleared logs, wrong clocks, records without number, time or name. */
const row: fc.Arbitrary<Row> = fc.tuple(
  fc.constantFrom("MBX1", "mbx1.example.com", "MBX2", null),
  fc.constantFrom("Application", "System"),
  fc.option<number, null>(fc.integer({ min: 1, max: 60 }), { freq: 20 }),
  fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 0, max: 90 }).map((minute) => START + minute * MINUTE) },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Date.UTC(1999, 0, 1), Date.UTC(2031, 0, 1)) },
  ),
);
const run: fc.Arbitrary<readonly Row[]> = fc
  .record({
    from: fc.integer({ min: 1, max: 300 }),
    length: fc.integer({ min: 1, max: 60 }),
    shift: fc.constantFrom(0, 0, 500),
  })
  .map(({ from, length, shift }) =>
    Array.from({ length }, (_, i) => ["MBX1", "Application", from + i, START + (from + i + shift) * MINUTE]),
  );
const input = fc.oneof(
  run,
  fc.tuple(run, run).map(([a, b]) => [...a, ...b]),
  fc.array(row, { maxLength: 40 }),
);

describe("coverage of stored readings", () => {
  it("is that of the inputs they were made from", () => {
    fc.assert(
      fc.property(fc.array(input, { maxLength: 4 }), (inputs) => {
        const now = START + 365 * 86_400_000;
        const tracker = createCoverage(now);
        const readings = inputs.map((rows) => {
          const one = tracker.input();
          for (const [server, channel, id, time] of rows) one.record(server, channel, id, time);
          one.end();
          return stored(one.readings());
        });
        expect(coverageOf(readings, now)).toEqual(tracker.result());
      }),
      { numRuns: RUNS },
    );
  });

  it("is the same when the reading of an input was broken off and taken up again", () => {
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 4 }), fc.nat(), (runs, cut) => {
        const rows = runs.flat();
        const at = cut % (rows.length + 1);
        const whole = createInputCoverage(() => START + 365 * 86_400_000);
        for (const [server, channel, id, time] of rows) whole.record(server, channel, id, time);
        const before = createInputCoverage(() => START + 365 * 86_400_000);
        for (const [server, channel, id, time] of rows.slice(0, at)) before.record(server, channel, id, time);
        const after = createInputCoverage(() => START + 365 * 86_400_000, stored(before.readings()));
        for (const [server, channel, id, time] of rows.slice(at)) after.record(server, channel, id, time);
        expect(after.readings()).toEqual(whole.readings());
      }),
      { numRuns: RUNS },
    );
  });

  it("is what analyze finds in the samples", async () => {
    const paths = readdirSync("samples", { recursive: true, encoding: "utf8" })
      .map((name) => join("samples", name))
      .filter((path) => statSync(path).isFile())
      .sort();
    const now = Date.UTC(2026, 11, 31);
    const tracker = createCoverage(now);
    const readings: (readonly LogReading[])[] = [];
    for (const path of paths) {
      const coverage = tracker.input();
      const options = { coverage, folder: () => folder, stdin: Readable.from([]), wants: () => false };
      await readInput({ path, named: false, bytes: null }, () => true, options);
      readings.push(stored(coverage.readings()));
    }
    const found = tracker.result();
    expect(found.coverage.length).toBeGreaterThan(20);
    expect(coverageOf(readings, now)).toEqual(found);
  });
});

describe("a source that looked and found nothing", () => {
  const reading: LogReading = {
    server: "MBX1",
    channel: "Application",
    first: START,
    last: START + 600 * MINUTE,
    unnumbered: 0,
    epochs: [[{ from: 1, to: 10, fromTime: START, toTime: START + 10 * MINUTE }]],
    numbersUsable: true,
  };

  it("has read the log up to when it looked", () => {
    const [log] = coverageOf([[reading]], START + 600 * MINUTE).coverage;
    expect(log).toMatchObject({ last: new Date(START + 600 * MINUTE).toISOString(), records: 10, gaps: [] });
  });

  it("has read it although another input ends earlier, and is believed no further than the clock", () => {
    const export_ = createInputCoverage(() => START);
    for (let id = 1; id <= 20; id++) export_.record("MBX1", "Application", id, START + id * MINUTE);
    const inputs = [[reading], export_.readings()];
    expect(coverageOf(inputs, START + 600 * MINUTE).coverage[0]?.last).toBe(
      new Date(START + 600 * MINUTE).toISOString(),
    );
    const wrong = { ...reading, last: START + 9_999 * 86_400_000 };
    expect(coverageOf([[wrong]], START + 600 * MINUTE).coverage[0]?.last).toBe(
      new Date(START + 10 * MINUTE).toISOString(),
    );
  });

  it("is known to have looked at a log that is still empty", () => {
    const empty = { ...reading, epochs: [] };
    expect(coverageOf([[empty]], START + 600 * MINUTE).coverage).toEqual([
      {
        server: "MBX1",
        channel: "Application",
        first: new Date(START).toISOString(),
        last: new Date(START + 600 * MINUTE).toISOString(),
        records: 0,
        gaps: [],
      },
    ]);
  });
});
