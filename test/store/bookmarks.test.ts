import { describe, expect, it } from "vitest";
import type { LogReading } from "../../src/model/log-reading.ts";
import { input } from "../report/fixtures/build.ts";
import { inStore, stateFolder } from "./stores.ts";

const READING: LogReading = {
  server: "MBX1",
  channel: "Application",
  first: 1_772_395_200_000,
  last: null,
  unnumbered: 2,
  epochs: [[{ from: 1, to: 90, fromTime: 1_772_395_200_000, toTime: null }], []],
  numbersUsable: true,
};

describe("bookmarks", () => {
  it("begin at the beginning, and are there after a restart", () => {
    const folder = stateFolder();
    inStore(folder, ({ bookmarks }) => {
      expect(bookmarks.position("live:EX01")).toBeNull();
      expect(bookmarks.taken("live:EX01", "live:EX01/System")).toBe(0);
      bookmarks.put("live:EX01", "live:EX01/System", { position: { System: 41 }, taken: 7 });
      bookmarks.put("live:EX01", "live:EX01/Application", {
        position: { System: 41, nested: [1, { a: null, b: true }] },
        taken: 9,
      });
      bookmarks.put("live:EX02", "live:EX01/System", { position: null, taken: 3 });
    });
    inStore(folder, ({ bookmarks }) => {
      // One position for a source, whichever of its inputs it was told with.
      expect(bookmarks.position("live:EX01")).toEqual({ System: 41, nested: [1, { a: null, b: true }] });
      expect(bookmarks.position("live:EX02")).toBeNull();
      expect(bookmarks.taken("live:EX01", "live:EX01/System")).toBe(7);
      expect(bookmarks.taken("live:EX01", "live:EX01/Application")).toBe(9);
      expect(bookmarks.taken("live:EX02", "live:EX01/System")).toBe(3);
      bookmarks.put("live:EX01", "live:EX01/System", { position: { System: 50 }, taken: 8 });
      expect(bookmarks.position("live:EX01")).toEqual({ System: 50 });
      expect(bookmarks.taken("live:EX01", "live:EX01/System")).toBe(8);
    });
  });

  it("keep what was read of each log by each input, and the inputs by path, in the order they came in", () => {
    inStore(stateFolder(), ({ bookmarks }) => {
      expect(bookmarks.readings()).toEqual([]);
      expect(bookmarks.inputs()).toEqual([]);
      bookmarks.putReadings("b", "b/1", [READING]);
      bookmarks.putReadings("a", "a/1", []);
      bookmarks.putReadings("b", "b/1", [READING, { ...READING, channel: "System" }]);
      bookmarks.putReadings("b", "b/2", []);
      expect(bookmarks.readings()).toEqual([
        { source: "b", input: "b/1", logs: [READING, { ...READING, channel: "System" }] },
        { source: "a", input: "a/1", logs: [] },
        { source: "b", input: "b/2", logs: [] },
      ]);
      bookmarks.putInput(input("z.evtx"));
      bookmarks.putInput(input("a.evtx"));
      bookmarks.putInput(input("z.evtx", { records: 5 }));
      expect(bookmarks.inputs()).toEqual([input("z.evtx", { records: 5 }), input("a.evtx")]);
    });
  });

  it("tell names apart that SQLite alone would not, and give them back as they were", () => {
    const names = [
      "",
      "a",
      "A",
      "a\u0000b",
      "a\u0000c",
      "\ud800",
      "\ud801",
      'C:\\logs\\"x"',
      "Ä",
      "ä",
      "日本",
    ];
    inStore(stateFolder(), ({ bookmarks, notes }) => {
      for (const [index, name] of names.entries()) {
        bookmarks.put(name, name, { position: { name }, taken: index + 1 });
        bookmarks.putReadings(name, name, []);
        notes.put(name, index);
      }
      expect(names.map((name) => bookmarks.position(name))).toEqual(names.map((name) => ({ name })));
      expect(names.map((name) => bookmarks.taken(name, name))).toEqual(names.map((_, index) => index + 1));
      expect(names.map((name) => notes.get(name))).toEqual(names.map((_, index) => index));
      expect(bookmarks.readings().map(({ source }) => source)).toEqual(names);
    });
  });
});

describe("notes", () => {
  it("keep any fact under its name; nothing is null", () => {
    const folder = stateFolder();
    inStore(folder, ({ notes }) => {
      expect(notes.get("topology")).toBeNull();
      notes.put("topology", { servers: [{ name: "MBX1" }] });
      notes.put("first-start", 1_772_395_200_000.5);
      notes.put("first-start", 5);
    });
    inStore(folder, ({ notes }) => {
      expect(notes.get("topology")).toEqual({ servers: [{ name: "MBX1" }] });
      expect(notes.get("first-start")).toBe(5);
    });
  });
});
