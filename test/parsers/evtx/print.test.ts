import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Document,
  literal,
  slot,
  type Tag,
  tag,
  type Value,
} from "../../../parsers/evtx/write/template.ts";
import { createEvtxWriter } from "../../../parsers/evtx/write.ts";
import { ndjson } from "../../../parsers/ndjson.ts";
import { type EventRecord, eventRecord } from "../../../parsers/record.ts";
import { fileOf, u32, utf16 } from "./assemble.ts";
import { printed } from "./lines.ts";
import { damage } from "./mutations.ts";
import { arbitraryRecord } from "./records.ts";
import { DATA, logNames, randomFrom, read, readLog, WITHOUT_DATA } from "./shared.ts";

const HOSTILE = `${DATA}/hostile`;
/** Its records have documents inside of documents: all are made before they are printed. */
const UNUSUAL = ["omer-CAPI2-entities"];
const FILES = process.env.THAWLINE_PROOF === "full" ? 3000 : 120;

function linesOf(records: readonly EventRecord[]): string {
  return records.map((record) => `${ndjson(record)}\n`).join("");
}

/** Not by `toEqual`, which takes minutes to show where long texts differ. */
function expectSameLines(actual: string, expected: string): void {
  if (actual === expected) return;
  const [lines, others] = [actual.split("\n"), expected.split("\n")];
  const at = lines.findIndex((line, i) => line !== others[i]);
  expect({ at, line: lines[at] }).toEqual({ at, line: others[at] });
}

describe(`real logs, printed${WITHOUT_DATA}`, () => {
  it.each(logNames())("%s: the same lines as of its records, and their times", (name) => {
    const bytes = readLog(name);
    const { records } = read(bytes);
    const { text, times, made } = printed(bytes);
    expectSameLines(text, linesOf(records));
    expect(times.length + made).toBe(records.length);
    if (UNUSUAL.includes(name)) return;
    // Otherwise nothing was proved.
    if (records.length > 200) expect(made).toBeLessThan(records.length / 100);
  });

  const hostile = WITHOUT_DATA === "" ? readdirSync(HOSTILE).filter((name) => name.endsWith(".evtx")) : [];
  it.each(hostile)("%s: the same lines as of its records", (name) => {
    const bytes = new Uint8Array(readFileSync(`${HOSTILE}/${name}`));
    expectSameLines(printed(bytes).text, linesOf(read(bytes).records));
  });
});

/** An event whose id is a value, as it always is; its body's values begin with place 1. */
function usualEvent(body: Tag, values: readonly Value[]): Document {
  const system = tag("System", [
    tag("Provider", [], [{ name: "Name", content: literal("P") }]),
    tag("EventID", [slot(0, 0x06)]),
  ]);
  return { root: tag("Event", [system, body]), values: [typedValue(0x06, [1, 0]), ...values] };
}

function dataTag(name: string, child: Tag["children"][number]): Tag {
  return tag("Data", [child], [{ name: "Name", content: literal(name) }]);
}

/** A value by its descriptor. */
function typedValue(type: number, bytes: readonly number[]): Value {
  return { type, bytes: Uint8Array.from(bytes) } as unknown as Value;
}

describe("made logs, printed", () => {
  it("the same lines as of any records that can be written", () => {
    const writer = createEvtxWriter();
    fc.sample(arbitraryRecord, { seed: 11, numRuns: 600 }).forEach((record, i) => {
      // A usual record has one body, and nothing that forwarding adds.
      const usual = { ...record, provider: "P", eventId: i, taskName: null, message: null };
      if (i % 3 === 0) writer.add(record);
      else if (i % 3 === 1) writer.add({ ...usual, user: [] });
      else writer.add({ ...usual, strings: [], data: {}, binary: null });
    });
    const bytes = writer.finish();
    const { text, times } = printed(bytes);
    expectSameLines(text, linesOf(read(bytes).records));
    expect(times.length).toBeGreaterThan(200);
  });

  it("a line, byte for byte", () => {
    const writer = createEvtxWriter();
    const record = eventRecord({
      server: "EX1.contoso.com",
      channel: "Application",
      recordId: 4711,
      provider: "ESE",
      eventId: 2001,
      qualifiers: 0,
      level: 4,
      task: 16,
      keywords: "0x80000000000000",
      time: "2024-03-10T20:00:01.0547144Z",
      processId: 10,
      threadId: 4_294_967_295,
      strings: ['C:\\DB "1"', "a\r\n\t\u0001\u007f", "\u00e9\u20ac\ud83d\ude00", "\ud940", ""],
      binary: "00FF",
      origin: "",
    });
    writer.add(record);
    const { text, times, made } = printed(writer.finish());
    expect(text).toBe(
      '{"server":"EX1.contoso.com","channel":"Application","recordId":4711,"provider":"ESE","eventId":2001,' +
        '"qualifiers":0,"level":4,"task":16,"keywords":"0x80000000000000","time":"2024-03-10T20:00:01.0547144Z",' +
        '"processId":10,"threadId":4294967295,' +
        '"strings":["C:\\\\DB \\"1\\"","a\\r\\n\\t\\u0001\u007f","\u00e9\u20ac\ud83d\ude00","\\ud940",""],' +
        '"data":{},"user":[],"binary":"00FF","message":null,"origin":"log@0x1200"}\n',
    );
    // 10 March 2024, 20:00:01 UTC.
    expect({ times, made }).toEqual({ times: [1_710_100_801_054], made: 0 });
  });

  it("data in the order of an object's names, each with the last text of its name", () => {
    const names = ["b", "1", "b", "__proto__"];
    const body = tag(
      "EventData",
      names.map((name, i) => dataTag(name, slot(i + 1, 0x01))),
    );
    const values = ["w", "x", "y", "z"].map((text) => typedValue(0x01, utf16(text)));
    const { text, made } = printed(fileOf([usualEvent(body, values)]));
    expect(text).toContain('"strings":["w","x","y","z"],"data":{"1":"x","b":"y","__proto__":"z"},"user":[]');
    expect(made).toBe(0);
  });

  it("data without those that have no value", () => {
    const body = tag("EventData", [dataTag("a", slot(1, 0x01, true)), dataTag("b", slot(2, 0x01, true))]);
    const values = [typedValue(0x00, []), typedValue(0x01, utf16("x"))];
    const { text, made } = printed(fileOf([usualEvent(body, values)]));
    expect(text).toContain('"strings":["x"],"data":{"b":"x"},"user":[]');
    expect(made).toBe(0);
  });

  it("the leaves of UserData", () => {
    const leaf = tag("B", [slot(1, 0x01)], [{ name: "c", content: slot(2, 0x08) }]);
    const body = tag("UserData", [tag("A", [leaf])]);
    const values = [typedValue(0x01, utf16("x")), typedValue(0x08, u32(7))];
    const { text, made } = printed(fileOf([usualEvent(body, values)]));
    expect(text).toContain('"strings":[],"data":{},"user":[["A/B@c","7"],["A/B","x"]],"binary":null');
    expect(made).toBe(0);
  });

  it("the same lines for values of every type and size", () => {
    const sizes = [0, 1, 2, 3, 4, 8, 12, 16, 20];
    const events = Array.from({ length: 0x100 }, (_, type) =>
      sizes.map((size) => {
        const bytes = Array.from({ length: size }, (_, i) => (i * 37 + type) & 0xff);
        return usualEvent(tag("EventData", [dataTag("V", slot(1, 0x01))]), [typedValue(type, bytes)]);
      }),
    ).flat();
    let straight = 0;
    for (let from = 0; from < events.length; from += 100) {
      const bytes = fileOf(events.slice(from, from + 100));
      const { text, times } = printed(bytes);
      expectSameLines(text, linesOf(read(bytes).records));
      straight += times.length;
    }
    expect(straight).toBeGreaterThan(1000);
  });

  it("the same lines for any array of strings", () => {
    const units = fc.array(fc.constantFrom(0, 0x61, 0x22, 0xd83d, 0xde00), { maxLength: 8 });
    fc.assert(
      fc.property(units, fc.boolean(), (codes, odd) => {
        const value = utf16(String.fromCharCode(...codes));
        const body = tag("EventData", [dataTag("V", slot(1, 0x81))]);
        const bytes = fileOf([usualEvent(body, [typedValue(0x81, odd ? [...value, 1] : value)])]);
        const { text, made } = printed(bytes);
        expectSameLines(text, linesOf(read(bytes).records));
        expect(made).toBe(0);
      }),
    );
  });

  it(`the same lines for ${FILES} damaged logs`, () => {
    const writer = createEvtxWriter();
    for (const record of fc.sample(arbitraryRecord, { seed: 7, numRuns: 250 })) writer.add(record);
    const real = ["nicksmet-Application", "plaso-System"].filter((name) => logNames().includes(name));
    const sources = [writer.finish(), ...real.map((name) => readLog(name).slice(0, 4096 + 4 * 65_536))];
    for (let seed = 1; seed <= FILES; seed++) {
      const bytes = damage(sources[seed % sources.length] as Uint8Array, randomFrom(seed));
      expectSameLines(printed(bytes).text, linesOf(read(bytes).records));
    }
  });

  it("only the wanted records", () => {
    const writer = createEvtxWriter();
    for (let i = 1; i <= 20; i++)
      writer.add(
        eventRecord({ server: "EX1", provider: "ESE", eventId: 2000 + (i % 2), recordId: i, origin: "" }),
      );
    const { text } = printed(writer.finish(), { wants: (_, eventId) => eventId === 2001 });
    const ids = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).recordId);
    expect(ids).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
  });
});
