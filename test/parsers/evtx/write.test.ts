import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEvtxWriter, type EvtxWriterOptions } from "../../../parsers/evtx/write.ts";
import { type EventRecord, eventRecord } from "../../../parsers/record.ts";
import { arbitraryRecord } from "./records.ts";
import { expectSame, logNames, read, readLog, WITHOUT_DATA, withoutOrigin } from "./shared.ts";

const RUNS = process.env.THAWLINE_PROOF === "full" ? 2000 : 150;
const HEADER = 4096;
const CHUNK = 65_536;

function written(records: readonly EventRecord[], options: EvtxWriterOptions = {}): Uint8Array {
  const writer = createEvtxWriter(options);
  for (const record of records) writer.add(record);
  return writer.finish();
}

function ese(recordId: number, strings: readonly string[]): EventRecord {
  const time = "2024-03-10T20:00:01.0547144Z";
  const fields = { server: "EX1", channel: "Application", provider: "ESE", eventId: 2001, level: 4 };
  return eventRecord({ ...fields, recordId, time, strings, origin: "" });
}

describe("a written log, read again", () => {
  it("has every field of any record as it was", () => {
    fc.assert(
      fc.property(fc.array(arbitraryRecord, { maxLength: 12 }), fc.boolean(), (records, arrays) => {
        const { records: again, diagnostics } = read(written(records, { arrays }));
        expect(diagnostics).toEqual([]);
        expect(again.map(withoutOrigin)).toEqual(records.map(withoutOrigin));
      }),
      { numRuns: RUNS },
    );
  });

  it.each(logNames())(`%s: every record of a real log${WITHOUT_DATA}`, (name) => {
    const { records } = read(readLog(name));
    const { records: again, diagnostics } = read(written(records));
    expect(diagnostics).toEqual([]);
    expectSame(again.map(withoutOrigin), records.map(withoutOrigin));
  });

  it("fills one chunk after the other", () => {
    const records = Array.from({ length: 500 }, (_, i) => ese(i + 1, [`${i}`, "x".repeat(900)]));
    const file = written(records);
    expect(file.length % CHUNK).toBe(HEADER);
    expect(file.length).toBeGreaterThan(HEADER + 14 * CHUNK);
    expect(read(file).records.map(withoutOrigin)).toEqual(records);
    const offsets = read(file).records.map((record) => Number(record.origin.slice("log@".length)));
    expect(new Set(offsets.map((offset) => Math.floor((offset - HEADER) / CHUNK))).size).toBe(
      (file.length - HEADER) / CHUNK,
    );
  });

  it("has room for strings up to nearly a chunk, and refuses longer ones without harm", () => {
    const longest = (length: number) => ese(2, ["x".repeat(length)]);
    let low = 0;
    let high = 40_000;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      try {
        written([longest(middle)]);
        low = middle;
      } catch {
        high = middle;
      }
    }
    // The rest of the 64 KiB: header of the chunk, of the record, two templates, less than 2 KiB.
    expect(low).toBeGreaterThan((CHUNK - 512 - 2048) / 2);
    expect(low).toBeLessThanOrEqual(0x7fff);
    const writer = createEvtxWriter();
    writer.add(ese(1, ["before"]));
    expect(() => writer.add(longest(high))).toThrow("record 2 of ESE is longer than a chunk");
    writer.add(longest(low));
    writer.add(ese(3, ["after"]));
    const { records, diagnostics } = read(writer.finish());
    expect(diagnostics).toEqual([]);
    expect(records.map((record) => record.strings[0]?.length)).toEqual([6, low, 5]);
  });

  it.each([
    ["an event id above 16 bits", { eventId: 65_536 }, "event id 65536 does not fit into 16 bits"],
    ["a negative level", { level: -1 }, "level -1 does not fit into 8 bits"],
    ["half a process id", { processId: 0.5 }, "process id 0.5 does not fit into 32 bits"],
    ["a record id above 64 bits", { recordId: "18446744073709551616" }, "does not fit into 64 bits"],
    ["binary data that is not hex", { binary: "0g" }, "not upper-case hex"],
    ["a name without its string", { data: { a: "b" } }, 'the text of data "a" is not among the strings'],
  ] as const)("refuses %s", (_, fields, message) => {
    const writer = createEvtxWriter();
    expect(() => writer.add(eventRecord({ origin: "", ...fields }))).toThrow(message);
    expect(read(writer.finish()).records).toEqual([]);
  });
});

describe("a log written in pieces", () => {
  it("can be read after each flush, and ends up the same as one written at once", () => {
    const disk = new Uint8Array(HEADER + 8 * CHUNK);
    let length = 0;
    const emit = (offset: number, bytes: Uint8Array) => {
      disk.set(bytes, offset);
      length = Math.max(length, offset + bytes.length);
    };
    const records = Array.from({ length: 300 }, (_, i) => ese(i + 1, [`${i}`, "y".repeat(500)]));
    const writer = createEvtxWriter({ emit });
    writer.flush();
    expect(read(disk.slice(0, length)).diagnostics).toEqual([]);
    records.forEach((record, i) => {
      writer.add(record);
      if (i % 23 !== 0) return;
      writer.flush();
      const { records: now, diagnostics } = read(disk.slice(0, length));
      expect(diagnostics).toEqual([]);
      expectSame(now.map(withoutOrigin), records.slice(0, i + 1));
    });
    expect(writer.finish()).toEqual(new Uint8Array(0));
    expect(Buffer.compare(disk.slice(0, length), written(records))).toBe(0);
  });

  it("leaves the header of a log that is in use where that is asked for", () => {
    const records = Array.from({ length: 300 }, (_, i) => ese(i + 1, ["z".repeat(500)]));
    const file = written(records, { dirty: true, claimedChunks: 1 });
    const { diagnostics, records: again } = read(file);
    expect(again.length).toBe(300);
    const chunks = (file.length - HEADER) / CHUNK;
    expect(
      diagnostics.map(({ code, message }) => [code, message.includes(`1 chunks, ${chunks} are there`)]),
    ).toEqual([["evtx-dirty", true]]);
  });
});
