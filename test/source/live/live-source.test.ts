import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { coverageOf } from "../../../src/source/coverage.ts";
import {
  applicationOf,
  createClock,
  ese,
  gapsOf,
  NOW,
  numbers,
  positionOf,
  readUntil,
  type SimulatedLogs,
  simulateLogs,
  timeOf,
} from "./logs.ts";

let lab: SimulatedLogs;
beforeEach(() => {
  lab = simulateLogs(["Application"]);
});
afterEach(() => lab.remove());
const application = () => applicationOf(lab);

describe("a live log", () => {
  test("is read in order, and only what is wanted", async () => {
    application().records = [
      ...ese(1, 3),
      ...ese(4, 4, { provider: "SomeoneElse" }),
      ...ese(5, 5, { event: 9 }),
      ...ese(6, 6),
    ];
    const queries = [{ provider: "ESE", ids: [2001, 2003] }];
    const batches = await readUntil(lab.source({ queries }), null);
    expect(numbers(batches)).toEqual([1, 2, 3, 6]);
    expect(batches[0]).toMatchObject({
      input: "live:localhost/Application",
      restart: "resumes",
      trouble: null,
    });
    expect(batches[0]?.records[0]).toMatchObject({
      server: "MBX1.corp.local",
      channel: "Application",
      provider: "ESE",
      eventId: 2001,
      time: "2026-03-01T20:01:00.0000000Z",
      strings: ["Information Store - DB1", "1444", "", "7"],
      origin: "live:localhost/Application:1",
    });
    // All six were read, though two were passed over.
    expect(gapsOf(batches)).toEqual([
      { server: "MBX1.corp.local", channel: "Application", records: 6, gaps: [] },
    ]);
  });

  test("goes on behind its position, in another process", async () => {
    application().records = ese(1, 5);
    const first = await readUntil(lab.source(), null);
    application().records.push(...ese(6, 8));
    const position = JSON.parse(JSON.stringify(positionOf(first)));
    const second = await readUntil(lab.source(), position);
    expect(numbers(second)).toEqual([6, 7, 8]);
    expect(gapsOf(second)[0]).toMatchObject({ records: 8, gaps: [] });
    expect(new Set(lab.trace().map(({ pid }) => pid)).size).toBe(2);
  });

  test("finds what is written while it waits", async () => {
    application().records = ese(1, 2);
    const batches = await readUntil(lab.source(), null, (batch, all) => {
      if (all.length === 2) {
        application().records.push(...ese(3, 4));
        lab.save();
      }
      return numbers([batch]).includes(4);
    });
    expect(numbers(batches)).toEqual([1, 2, 3, 4]);
    // The second time it goes on from the reader's own mark, without searching the log from its beginning.
    const reads = lab.trace().filter(({ verb }) => verb === "read");
    expect(reads.map(({ values }) => values[2])).toEqual(["", "here"]);
  });

  test("that nothing is written to gives a sign of life, and is known up to now", async () => {
    application().records = ese(1, 2);
    const clock = createClock(NOW);
    const batches = await readUntil(lab.source({ clock }), null, (_, all) => all.length === 4);
    expect(batches.map(({ records }) => records.length)).toEqual([2, 0, 0, 0]);
    expect(clock.waits).toEqual([5000, 5000, 5000]);
    // Ten seconds are left for an event to reach its log.
    expect(batches.map(({ logs }) => logs?.[0]?.last)).toEqual(
      [0, 5000, 10_000, 15_000].map((ms) => NOW + ms - 10_000),
    );
    expect(lab.trace().filter(({ verb }) => verb === "read")).toHaveLength(1);
  });

  test("is read back for so many days at the first start only", async () => {
    // Minute 8560 is a day before minute 10000.
    application().records = ese(8000, 8600);
    const first = await readUntil(lab.source({ days: 1 }), null);
    expect(numbers(first)[0]).toBe(8560);
    expect(first.at(-1)?.logs?.[0]).toMatchObject({
      first: timeOf(8560),
      epochs: [[{ from: 8560, to: 8600 }]],
    });
    application().records.push(...ese(8601, 8601));
    const second = await readUntil(lab.source({ days: 0 }), positionOf(first));
    expect(numbers(second)).toEqual([8601]);
  });

  test("with nothing in those days is read from its end", async () => {
    application().records = ese(1, 50);
    const source = lab.source({ days: 1 });
    const first = await readUntil(source, null);
    expect(numbers(first)).toEqual([]);
    application().records.push(...ese(51, 52));
    expect(numbers(await readUntil(lab.source(), positionOf(first)))).toEqual([51, 52]);
  });

  test("that is empty at first is read from its first record", async () => {
    const first = await readUntil(lab.source(), null);
    expect(numbers(first)).toEqual([]);
    application().records = ese(301, 303);
    const second = await readUntil(lab.source(), positionOf(first));
    expect(numbers(second)).toEqual([301, 302, 303]);
    expect(gapsOf(second)[0]).toMatchObject({ records: 3, gaps: [] });
  });

  test("is read in pieces that wait to be asked for", async () => {
    application().records = ese(1, 25);
    const source = lab.source({ pace: { records: 10, answerMs: 20_000 } });
    const abort = new AbortController();
    const batches = source.batches(null, abort.signal)[Symbol.asyncIterator]();
    const reads = () => lab.trace().filter(({ verb }) => verb === "read").length;
    const sizes: (number | undefined)[] = [];
    for (const asked of [1, 2, 3]) {
      const { value } = await batches.next();
      sizes.push(value?.records.length);
      expect(reads()).toBe(asked);
    }
    expect(sizes).toEqual([10, 10, 5]);
    await batches.return?.();
  });
});

describe("what is lost is told", () => {
  test("a log that rolled over what was not read", async () => {
    application().records = ese(1, 5);
    const first = await readUntil(lab.source(), null);
    application().records = ese(9, 12);
    const second = await readUntil(lab.source(), positionOf(first));
    expect(numbers(second)).toEqual([9, 10, 11, 12]);
    expect(gapsOf(second)[0]?.gaps).toEqual([[5, 9, 3]]);
    expect(coverageOf([second.at(-1)?.logs ?? []], NOW).coverage[0]?.gaps[0]).toMatchObject({
      from: "2026-03-01T20:05:00.000Z",
      to: "2026-03-01T20:09:00.000Z",
    });
    expect(second.flatMap(({ diagnostics }) => diagnostics)).toMatchObject([
      { code: "live-rolled", message: "records 6 to 8 were gone before they were read" },
    ]);
  });

  test("a log that rolled just up to what was read lost nothing", async () => {
    application().records = ese(1, 5);
    const first = await readUntil(lab.source(), null);
    application().records = ese(6, 9);
    const second = await readUntil(lab.source(), positionOf(first));
    expect(numbers(second)).toEqual([6, 7, 8, 9]);
    expect(gapsOf(second)[0]?.gaps).toEqual([]);
  });

  test("a cleared log, whose numbers begin anew", async () => {
    application().records = ese(1, 50);
    const first = await readUntil(lab.source(), null);
    application().records = ese(61, 63).map((record, index) => ({ ...record, id: index + 1 }));
    const second = await readUntil(lab.source(), positionOf(first));
    expect(numbers(second)).toEqual([1, 2, 3]);
    expect(gapsOf(second)[0]?.gaps).toEqual([[50, 1, 0]]);
    expect(second.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code))).toEqual([
      "live-replaced",
    ]);
    // And it goes on from there.
    application().records.push({ ...ese(64, 64)[0], id: 4 } as never);
    const third = await readUntil(lab.source(), positionOf(second));
    expect(numbers(third)).toEqual([4]);
    expect(gapsOf(third)[0]?.gaps).toEqual([[50, 1, 0]]);
  });

  test("a log that was cleared and has grown past the place since", async () => {
    application().records = ese(1, 5);
    const first = await readUntil(lab.source(), null);
    application().records = ese(101, 108).map((record, index) => ({ ...record, id: index + 1 }));
    const second = await readUntil(lab.source(), positionOf(first));
    expect(numbers(second)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(gapsOf(second)[0]?.gaps).toEqual([[5, 1, 0]]);
  });

  test("a log that is cleared while it is followed", async () => {
    application().records = ese(1, 5);
    const batches = await readUntil(lab.source(), null, (batch, all) => {
      if (all.length === 1) {
        application().records = ese(31, 32).map((record, index) => ({ ...record, id: index + 1 }));
        lab.save();
      }
      return all.length > 1 && batch.records.length > 0;
    });
    expect(numbers(batches)).toEqual([1, 2, 3, 4, 5, 1, 2]);
    expect(gapsOf(batches)[0]?.gaps).toEqual([[5, 1, 0]]);
  });

  test("a record that cannot be rendered does not take others with it", async () => {
    application().records = ese(1, 4);
    lab.behaviour = { unreadable: [2] };
    const batches = await readUntil(lab.source(), null);
    expect(numbers(batches)).toEqual([1, 3, 4]);
    expect(batches.flatMap(({ diagnostics }) => diagnostics)).toMatchObject([
      { code: "live-record-unreadable", where: "live:localhost/Application:2" },
    ]);
  });
});
