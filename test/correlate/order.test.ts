import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePlaced, createPlacer, lifeCycleRank } from "../../src/correlate/order.ts";
import type { BackupEvent, Placed } from "../../src/model/event.ts";
import type { Signal } from "../../src/model/signal.ts";
import { backupEvent } from "./backup-event.ts";

const RUNS = process.env.THAWLINE_PROOF === "full" ? 5000 : 200;
const AT = Date.UTC(2026, 2, 1, 20);

function dated(event: BackupEvent, input = "a"): Placed {
  return createPlacer(input)(event);
}

describe("the order of events", () => {
  it("is that of time first", () => {
    const later = dated(backupEvent({ time: AT + 1, ref: { recordId: 1 } }));
    const earlier = dated(backupEvent({ time: AT, ref: { recordId: 2 } }));
    expect([later, earlier].sort(comparePlaced)).toEqual([earlier, later]);
  });

  it("goes by record number within one time, also above 2^53", () => {
    const ids = ["18014398509481985", 9, 10, "9007199254740993", 100];
    const sorted = ids
      .map((recordId) => dated(backupEvent({ ref: { recordId } })))
      .sort(comparePlaced)
      .map((placed) => placed.event.ref.recordId);
    expect(sorted).toEqual([9, 10, 100, "9007199254740993", "18014398509481985"]);
  });

  it("puts the steps of a job that share one second into the order of its life", () => {
    const life: Signal[] = [
      "writer-metadata",
      "writer-database-prepared",
      "writer-prepared",
      "session-started",
      "engine-prepared",
      "surrogate-started",
      "writer-snapshot-prepared",
      "session-frozen",
      "writer-frozen",
      "session-thawed",
      "writer-thawed",
      "writer-post-snapshot",
      "writer-database-truncating",
      "logs-deleting",
      "session-ended",
      "writer-completed",
      "surrogate-ended",
      "writer-shutdown",
    ];
    const shuffled = [...life].reverse().map((signal) => dated(backupEvent({ signal, precision: 1000 })));
    expect(shuffled.sort(comparePlaced).map((placed) => placed.event.signal)).toEqual(life);
  });

  it("keeps an undated event behind the event before it in its own input", () => {
    const place = createPlacer("a");
    const placed = [
      backupEvent({ time: null, ref: { text: "first" } }),
      backupEvent({ time: AT, ref: { text: "dated" } }),
      backupEvent({ time: null, ref: { text: "behind 1" } }),
      backupEvent({ time: null, ref: { text: "behind 2" } }),
      backupEvent({ time: AT + 5000, ref: { text: "next" } }),
    ].map(place);
    const other = dated(backupEvent({ time: AT + 1000, ref: { text: "other input" } }), "b");
    const texts = [...placed, other]
      .reverse()
      .sort(comparePlaced)
      .map((it) => it.event.ref.text);
    expect(texts).toEqual(["first", "dated", "behind 1", "behind 2", "other input", "next"]);
  });

  it("has a place for every signal of a job, between its start and its end", () => {
    expect(lifeCycleRank("io-slow")).toBeGreaterThan(lifeCycleRank("writer-frozen"));
    expect(lifeCycleRank("io-slow")).toBeLessThan(lifeCycleRank("writer-completed"));
  });

  it("is one order, whatever the order of reading", () => {
    const signals: Signal[] = ["session-frozen", "session-thawed", "writer-frozen", "vss-error"];
    const event = fc
      .record({
        time: fc.constantFrom(AT, AT + 0.5, AT + 1000),
        server: fc.constantFrom("mbx1", "mbx2"),
        channel: fc.constantFrom("Application", "System", ""),
        recordId: fc.constantFrom(null, 1, 2, 10, "9007199254740993"),
        signal: fc.constantFrom(...signals),
        guid: fc.constantFrom("a", "b"),
      })
      .map(({ time, server, channel, recordId, signal, guid }) =>
        dated(backupEvent({ time, server, signal, keys: { guid }, ref: { channel, recordId } })),
      );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (events, random) => {
        const sorted = [...events].sort(comparePlaced);
        const shuffled = events
          .map((item) => ({ item, key: random.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ item }) => item)
          .sort(comparePlaced);
        expect(shuffled.map((placed) => JSON.stringify(placed))).toEqual(
          sorted.map((placed) => JSON.stringify(placed)),
        );
      }),
      { numRuns: RUNS },
    );
  });
});
