import { afterEach, beforeEach, describe, expect, test } from "vitest";
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
} from "./logs.ts";

let lab: SimulatedLogs;
beforeEach(() => {
  lab = simulateLogs(["Application"]);
});
afterEach(() => lab.remove());
const application = () => applicationOf(lab);

describe("what Windows does not promise is not relied on", () => {
  test("the order of the Selects of a query", async () => {
    const other = (from: number, to: number) => ese(from, to, { provider: "VSS", event: 8193 });
    application().records = [...other(1, 4), ...ese(5, 9), ...other(10, 14), ...ese(15, 20)];
    lab.behaviour = { selectBySelect: true };
    const queries = [
      { provider: "ESE", ids: null },
      { provider: "VSS", ids: [8193] },
    ];
    const pace = { records: 3, answerMs: 20_000 };
    const batches = await readUntil(lab.source({ queries, pace }), null);
    expect([...numbers(batches)].sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  test("that what comes first holds the newest record", async () => {
    application().records = [...ese(1, 4, { provider: "VSS" }), ...ese(5, 7)];
    lab.behaviour = { selectBySelect: true };
    const queries = [
      { provider: "ESE", ids: null },
      { provider: "VSS", ids: [2001] },
    ];
    const batches = await readUntil(lab.source({ queries, pace: { records: 3, answerMs: 20_000 } }), null);
    expect(numbers(batches)).toEqual([5, 6, 7, 1, 2, 3, 4]);
  });

  test("that the record of a mark is still there", async () => {
    const strangers = ese(3, 5, { provider: "SomeoneElse" });
    application().records = [...ese(1, 2), ...strangers];
    const batches = await readUntil(lab.source(), null, (batch, all) => {
      if (all.length === 1) {
        application().records = [...strangers.slice(1), ...ese(6, 6)];
        lab.save();
      }
      return all.length > 1 && batch.records.length > 0;
    });
    expect(numbers(batches)).toEqual([1, 2, 6]);
    expect(gapsOf(batches)[0]?.gaps).toEqual([]);
  });

  test("that an answer belongs to the last question", async () => {
    application().records = ese(1, 3);
    lab.behaviour = { stale: true };
    expect(numbers(await readUntil(lab.source(), null))).toEqual([1, 2, 3]);
  });

  test("that the server's clock is right", async () => {
    application().records = ese(1, 2);
    const clock = createClock(NOW);
    const late = new Date(NOW - 180_000).toISOString();
    const batches = await readUntil(lab.source({ clock }), null, (_, all) => {
      if (all.length === 1) {
        application().records.push(...ese(3, 3, { time: late }));
        lab.save();
      }
      return all.length === 3;
    });
    // Written after the first look, and stamped 3 minutes before it: the clock is behind by as much at least.
    const last = batches.map(({ logs }) => (logs?.[0]?.last ?? 0) - NOW);
    expect(last).toEqual([-10_000, -10_000, -10_000]);
    const later = await readUntil(lab.source({ clock: createClock(NOW + 600_000) }), positionOf(batches));
    expect((later[0]?.logs?.[0]?.last ?? 0) - NOW).toBe(590_000);
  });

  test("that a mark leads behind its record and not to it", async () => {
    application().records = ese(1, 9);
    lab.behaviour = { inexact: true };
    const batches = await readUntil(lab.source({ pace: { records: 4, answerMs: 20_000 } }), null);
    expect(numbers(batches)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});
