import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dedupe } from "../../src/correlate/dedupe.ts";
import { comparePlaced, createPlacer } from "../../src/correlate/order.ts";
import type { BackupEvent } from "../../src/model/event.ts";
import { backupEvent } from "./backup-event.ts";

const RUNS = process.env.THAWLINE_PROOF === "full" ? 5000 : 200;
const AT = Date.UTC(2026, 2, 1, 20);

/** What is left of inputs, each with its events in file order. */
function merged(inputs: Readonly<Record<string, readonly BackupEvent[]>>): readonly BackupEvent[] {
  const placed = Object.entries(inputs).flatMap(([name, events]) => events.map(createPlacer(name)));
  return [...dedupe(placed.sort(comparePlaced))];
}

/** The same event as a text export has it: whole seconds, no number, maybe fewer keys. */
function asText(event: BackupEvent, keys = event.keys): BackupEvent {
  const time = event.time === null ? null : Math.floor(event.time / 1000) * 1000;
  return backupEvent({
    ...event,
    time,
    precision: 1000,
    keys,
    keysFrom: "text",
    ref: { ...event.ref, recordId: null },
  });
}

describe("events that were read more than once", () => {
  const frozen = backupEvent({ time: AT + 54.7144, keys: { guid: "a", pid: 7 }, ref: { recordId: 5 } });

  it("are one when number, log, provider, id and time agree, however often and wherever", () => {
    expect(merged({ a: [frozen, frozen], b: [frozen] })).toEqual([frozen]);
  });

  it("are two when a cleared log used the number again", () => {
    const again = backupEvent({ ...frozen, time: AT + 86_400_000 });
    expect(merged({ a: [frozen], b: [again] })).toHaveLength(2);
  });

  it("are one when an export has lost the number, and the fuller reading is kept", () => {
    expect(merged({ "a.txt": [asText(frozen)], "b.evtx": [frozen] })).toEqual([frozen]);
    expect(merged({ "a.txt": [asText(frozen, { guid: "a" })], "b.evtx": [frozen] })).toEqual([frozen]);
  });

  it("keep their strings, which a text export does not have", () => {
    const strings = ["Information Store", "7", "1"];
    const whole = backupEvent({ ...frozen, ref: { ...frozen.ref, strings } });
    for (const text of [asText(frozen), asText(frozen, { guid: "a" })]) {
      expect(merged({ "a.txt": [text], "b.evtx": [whole] })).toEqual([whole]);
      expect(merged({ "b.txt": [text], "a.evtx": [whole] })).toEqual([whole]);
    }
  });

  it("are one when one export does not name the server", () => {
    const unnamed = backupEvent({
      ...asText(frozen),
      server: "",
      ref: { ...asText(frozen).ref, server: "" },
    });
    expect(merged({ a: [unnamed], b: [frozen] })).toEqual([frozen]);
  });

  it("are two on two servers, with other keys, or in another second", () => {
    const text = asText(frozen);
    expect(merged({ a: [frozen], b: [backupEvent({ ...text, server: "mbx2" })] })).toHaveLength(2);
    expect(merged({ a: [frozen], b: [asText(frozen, { guid: "b" })] })).toHaveLength(2);
    expect(merged({ a: [frozen], b: [backupEvent({ ...text, time: AT + 1000 })] })).toHaveLength(2);
  });

  it("are counted for each input where nothing tells them apart", () => {
    const text = asText(frozen);
    expect(merged({ a: [text, text] })).toHaveLength(2);
    expect(merged({ a: [text, text], b: [text, text] })).toHaveLength(2);
    expect(merged({ a: [text, text], b: [text, text, text] })).toHaveLength(3);
    expect(merged({ a: [text, text], b: [frozen] })).toHaveLength(2);
  });

  it("do not take the place of one that fits better", () => {
    const two = [1, 2].map((pid) =>
      backupEvent({ ...frozen, keys: { guid: "a", pid }, ref: { recordId: pid } }),
    );
    const texts = [{ guid: "a" }, { guid: "a", pid: 1 }].map((keys) => asText(frozen, keys));
    expect(merged({ "a.txt": texts, "b.evtx": two })).toEqual(two);
  });

  it("leave the same events whatever the order of inputs and records, and however often they are given", () => {
    const event = fc
      .record({
        time: fc.integer({ min: 0, max: 3 }).map((tick) => AT + tick * 400),
        recordId: fc.integer({ min: 1, max: 6 }),
        guid: fc.constantFrom("a", "b"),
      })
      // A record's number decides the rest of it, as in a log.
      .map(({ time, recordId, guid }) => ({ time: time + recordId, recordId, guid }));
    const log = fc
      .uniqueArray(event, { selector: (it) => it.recordId, maxLength: 6 })
      .map((events) =>
        events.map(({ time, recordId, guid }) => backupEvent({ time, keys: { guid }, ref: { recordId } })),
      );
    fc.assert(
      fc.property(log, fc.boolean(), fc.boolean(), (events, reversed, doubled) => {
        const numbers = (result: readonly BackupEvent[]) => result.map((it) => it.ref.recordId);
        const once = merged({ "a.evtx": events });
        const records = reversed ? [...events].reverse() : events;
        const texts = records.map((it) => asText(it));
        const often = merged({
          "c.txt": texts,
          "b.evtx": doubled ? [...records, ...records] : records,
          "a.evtx": events,
        });
        expect(numbers(often)).toEqual(numbers(once));
        expect(once).toHaveLength(events.length);
      }),
      { numRuns: RUNS },
    );
  });

  it("are found in bounded time when a made-up log puts everything into one second", () => {
    const many = Array.from({ length: 20_000 }, (_, index) => backupEvent({ keys: { count: index } }));
    expect(merged({ a: many, b: many }).length).toBeGreaterThanOrEqual(20_000);
  });
});
