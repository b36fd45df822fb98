import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SourceBatch } from "../../../src/model/source.ts";
import { coverageOf } from "../../../src/source/coverage.ts";
import {
  ese,
  type LogRecord,
  positionOf,
  readUntil,
  type SimulatedLogs,
  simulateLogs,
  timeOf,
} from "./logs.ts";

/*
 * A collector: each record has its number in the collecting log, and in itself the number that it had on its own server.
 */
let lab: SimulatedLogs;
beforeEach(() => {
  lab = simulateLogs(["ForwardedEvents"]);
  lab.behaviour = { computer: "COLLECTOR" };
});
afterEach(() => lab.remove());

const forwarded = (own: number, computer: string, id: number, minute = own): LogRecord => ({
  ...(ese(id, id)[0] as LogRecord),
  own,
  computer: `${computer}.corp.local`,
  time: new Date(timeOf(minute)).toISOString(),
});

const collected = (records: LogRecord[]): void => {
  lab.logs.ForwardedEvents = { records };
};

const seen = (batches: readonly SourceBatch[]) =>
  batches.flatMap(({ records }) =>
    records.map(({ server, recordId }) => `${server?.split(".")[0]} ${recordId}`),
  );

const THREE = [
  forwarded(1, "MBX1", 900),
  forwarded(2, "MBX2", 15),
  forwarded(3, "MBX3", 70_000),
  forwarded(4, "MBX1", 903),
];

describe("forwarded events of three computers", () => {
  test("are each their own computer's, in the order in which they came", async () => {
    collected(THREE);
    const batches = await readUntil(lab.source(), null);
    expect(seen(batches)).toEqual(["MBX1 900", "MBX2 15", "MBX3 70000", "MBX1 903"]);
    const [own, ...others] = batches.at(-1)?.logs ?? [];
    expect(own).toMatchObject({ server: "COLLECTOR", channel: "ForwardedEvents" });
    expect(others).toMatchObject([
      { server: "MBX1.corp.local", channel: "Application", unnumbered: 2, epochs: [], last: timeOf(4) },
      { server: "MBX2.corp.local", channel: "Application", unnumbered: 1, epochs: [] },
      { server: "MBX3.corp.local", channel: "Application", unnumbered: 1, epochs: [] },
    ]);
  });

  test("are gone on with behind the mark of the collecting log, whatever numbers they bear", async () => {
    collected([...THREE]);
    const first = await readUntil(lab.source(), null);
    // A lower number than any before, and a time long before them: a server that was cut off delivers late.
    collected([...THREE, forwarded(5, "MBX2", 3, 2), forwarded(6, "MBX3", 70_001)]);
    const position = JSON.parse(JSON.stringify(positionOf(first)));
    const second = await readUntil(lab.source(), position);
    expect(seen(second)).toEqual(["MBX2 3", "MBX3 70001"]);
  });

  test("in pieces are gone on with in the midst", async () => {
    collected(
      Array.from({ length: 12 }, (_, index) => forwarded(index + 1, `MBX${(index % 3) + 1}`, 500 - index)),
    );
    const pace = { records: 5, answerMs: 20_000 };
    const first = await readUntil(lab.source({ pace }), null, () => true);
    expect(first[0]?.records).toHaveLength(5);
    const rest = await readUntil(lab.source({ pace }), positionOf(first));
    expect([...seen(first), ...seen(rest)]).toHaveLength(12);
    expect(new Set([...seen(first), ...seen(rest)]).size).toBe(12);
  });

  test("that were overwritten before they were read are told", async () => {
    collected([...THREE]);
    const first = await readUntil(lab.source(), null);
    collected([forwarded(9, "MBX1", 904), forwarded(10, "MBX2", 16)]);
    const second = await readUntil(lab.source(), positionOf(first));
    expect(seen(second)).toEqual(["MBX1 904", "MBX2 16"]);
    expect(second.flatMap(({ diagnostics }) => diagnostics)).toMatchObject([
      { code: "live-rolled", message: "records 5 to 8 were gone before they were read" },
    ]);
    const { coverage } = coverageOf([second.at(-1)?.logs ?? []], timeOf(20_000));
    // Each computer's own numbers tell nothing; those of the collecting log do.
    expect(coverage.map(({ server, gaps }) => [server, gaps.map(({ missing }) => missing)])).toEqual([
      ["COLLECTOR", [4]],
      ["MBX1.corp.local", []],
      ["MBX2.corp.local", []],
      ["MBX3.corp.local", []],
    ]);
    expect(second.at(-1)?.logs?.[0]?.epochs).toMatchObject([
      [
        { from: 1, to: 4 },
        { from: 9, to: 10 },
      ],
    ]);
  });

  test("of a log that was cleared are read from its beginning", async () => {
    collected([...THREE]);
    const first = await readUntil(lab.source(), null);
    collected([forwarded(1, "MBX1", 905), forwarded(2, "MBX3", 70_002)]);
    const second = await readUntil(lab.source(), positionOf(first));
    expect(seen(second)).toEqual(["MBX1 905", "MBX3 70002"]);
    expect(second.at(-1)?.logs?.[0]?.epochs).toMatchObject([[{ from: 1, to: 2 }], [{ from: 1, to: 4 }]]);
  });

  test("without a mark that can be kept are read again from a day before the newest, and never passed over", async () => {
    lab.behaviour = { ...lab.behaviour, noExport: true };
    collected([...THREE]);
    const pace = { records: 3, answerMs: 20_000 };
    const first = await readUntil(lab.source({ pace }), null);
    expect(seen(first)).toHaveLength(4);
    collected([...THREE, forwarded(5, "MBX2", 16)]);
    const second = await readUntil(lab.source({ pace }), positionOf(first));
    expect(seen(second)).toEqual(["MBX1 900", "MBX2 15", "MBX3 70000", "MBX1 903", "MBX2 16"]);
  });

  test("whose mark's record is gone, though nothing is lost, are found by time", async () => {
    // The newest records of the log are not wanted: the mark stands at the last one that was.
    const strangers = [5, 6, 7].map((own) => ({
      ...forwarded(own, "MBX1", 903 + own),
      provider: "SomeoneElse",
    }));
    collected([...THREE, ...strangers]);
    const first = await readUntil(lab.source(), null);
    collected([...strangers.slice(1), forwarded(8, "MBX1", 920)]);
    expect(seen(await readUntil(lab.source(), positionOf(first)))).toEqual(["MBX1 920"]);
  });
});
