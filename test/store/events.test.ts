import { describe, expect, it } from "vitest";
import { NO_TIME } from "../../src/model/store.ts";
import { backupEvent } from "../correlate/backup-event.ts";
import { numbersOf, placed } from "./contents.ts";
import { inStore, stateFolder } from "./stores.ts";

const NOON = 1_772_395_200;

describe("the events", () => {
  it("come back second by second, within a second as they were added, those without a time first", () => {
    inStore(stateFolder(), ({ events }) => {
      const add = (second: number, ...numbers: number[]): void =>
        events.add(numbers.map((number) => ({ second, placed: placed(number) })));
      add(NOON + 5, 50, 51);
      add(NOON, 1, 2);
      add(NO_TIME, 90);
      add(NOON + 5, 40);
      add(NOON, 3);
      const read = (second: number): unknown[] =>
        [...events.from(second)].map((one) => [one.second, ...numbersOf(one.placed)]);
      expect(read(NO_TIME)).toEqual([
        [NO_TIME, 90],
        [NOON, 1, 2, 3],
        [NOON + 5, 50, 51, 40],
      ]);
      expect(read(0)).toEqual(read(NO_TIME).slice(1));
      expect(read(NOON + 1)).toEqual([[NOON + 5, 50, 51, 40]]);
      expect(read(NOON + 6)).toEqual([]);
      expect(numbersOf(events.of(NOON))).toEqual([1, 2, 3]);
      expect(events.of(NOON + 1)).toEqual([]);
      expect(events.count()).toBe(7);
    });
  });

  it("come back as they were", () => {
    const event = backupEvent({
      time: 1_772_395_200_123.25,
      keys: { guid: "g", eseInstance: 0, text: 'NUL \u0000, lone \ud83d, quote " and \\, line\u2028' },
      ref: { text: "Ü 日本 😀", recordId: "18446744073709551615" },
    });
    const odd = { event: backupEvent({ time: null }), anchor: event, behind: 3, input: "a\u0000b" };
    const folder = stateFolder();
    inStore(folder, ({ events }) => events.add([{ second: NOON, placed: odd }]));
    expect(inStore(folder, ({ events }) => events.of(NOON), "read")).toEqual([odd]);
  });

  it("are read on when there are many of one second, and while the store is written", () => {
    inStore(stateFolder(), ({ events, machine }) => {
      const crowd = Array.from({ length: 3_000 }, (_, number) => ({
        // Half of them in one second, between others.
        second: NOON + (number < 800 ? Math.floor(number / 7) : number < 2_300 ? 500 : number),
        placed: placed(number),
      }));
      events.add(crowd);
      const seen: unknown[] = [];
      for (const { second, placed: some } of events.from(NO_TIME)) {
        seen.push(...numbersOf(some));
        machine.putState(second, second);
        machine.putConcluded(second, second);
      }
      expect(seen).toEqual(crowd.map((_, number) => number));
      // Whoever stops early leaves nothing behind that holds the store.
      for (const { second } of events.from(NO_TIME)) if (second > NOON + 3) break;
      events.settle(NOON + 500);
      expect(events.count()).toBe(2_200);
    });
  });

  it("are forgotten when they are settled, and that is remembered", () => {
    const folder = stateFolder();
    inStore(folder, ({ events }) => {
      expect(events.settled()).toBeNull();
      events.add([NO_TIME, NOON, NOON + 1, NOON + 2].map((second) => ({ second, placed: placed(second) })));
      events.settle(NOON + 1);
      expect([...events.from(NO_TIME)].map(({ second }) => second)).toEqual([NOON + 1, NOON + 2]);
      // What was forgotten does not come back by settling less.
      events.settle(NOON);
    });
    expect(inStore(folder, ({ events }) => events.settled())).toBe(NOON + 1);
  });
});
