import { crc32 as zlibCrc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createEvtxWriter } from "../../../parsers/evtx/write.ts";
import { eventRecord } from "../../../parsers/record.ts";
import type { Collected } from "../collect.ts";
import { expectSame, logNames, read, readLog, WITHOUT_DATA } from "./shared.ts";

const FILTERS: readonly (readonly [name: string, wants: (provider: string, eventId: number) => boolean])[] = [
  ["backup providers", (provider) => /^(ese|esent|vss|volsnap|msexchange.*)$/i.test(provider)],
  ["one manifest provider", (provider) => provider === "Microsoft-Windows-Kernel-General"],
  ["odd ids", (_, eventId) => eventId % 2 === 1],
  ["nothing", () => false],
];

/** Records that were found but not read: named one by one, the rest of a chunk in one more diagnostic. */
function unreadable({ diagnostics }: Collected): number {
  let count = 0;
  for (const { code, message } of diagnostics) {
    if (code === "evtx-record-unreadable") count += Number(/^(\d+) more/.exec(message)?.[1] ?? 1);
  }
  return count;
}

describe(`a filtered reading${WITHOUT_DATA}`, () => {
  it.each(logNames())("%s: gives exactly the wanted records of a full one, and counts the others", (name) => {
    const bytes = readLog(name);
    const full = read(bytes);
    for (const [what, wants] of FILTERS) {
      const filtered = read(bytes, { wants });
      const wanted = full.records.filter((record) => wants(record.provider ?? "", record.eventId ?? 0));
      expectSame(filtered.records, wanted, what);
      // A record that is not wanted is not decoded, so what is unreadable of it is not found out.
      const atMost = full.records.length - wanted.length + unreadable(full);
      expect(filtered.skipped.length).toBeGreaterThanOrEqual(full.records.length - wanted.length);
      expect(filtered.skipped.length).toBeLessThanOrEqual(atMost);
    }
  });

  it.each(logNames())("%s: tells numbers and times of what it passes over", (name) => {
    const bytes = readLog(name);
    const full = read(bytes);
    if (unreadable(full) > 0) return;
    const { records } = full;
    const { skipped } = read(bytes, { wants: () => false });
    const ids = records.map((record) => (typeof record.recordId === "number" ? record.recordId : null));
    expect(skipped.map(([id]) => id)).toEqual(ids);
    const times = records.map((record) => (record.time === null ? Number.NaN : Date.parse(record.time)));
    expect(skipped.map(([, time]) => Math.floor(time))).toEqual(times);
  });

  it.each(logNames())("%s: names the log although it passes over all of it", (name) => {
    const bytes = readLog(name);
    const [first] = read(bytes).streams;
    expect(read(bytes, { wants: () => false }).streams[0]).toEqual(first);
    expect(first).toBeDefined();
  });
});

describe("filter and streams of a written log", () => {
  const writer = createEvtxWriter();
  for (let i = 0; i < 300; i++) {
    const server = i < 150 ? "EX1" : "EX2";
    const provider = i % 3 === 0 ? "ESE" : "MSExchangeIS";
    const fields = { server, channel: "Application", provider, eventId: 2000 + (i % 10), origin: "" };
    writer.add(
      eventRecord({ ...fields, recordId: i + 1, strings: [`${i}`], time: "2024-03-10T20:00:01.0547144Z" }),
    );
  }
  const bytes = writer.finish();

  it("asks once for each provider and id", () => {
    const asked: string[] = [];
    const wants = (provider: string, eventId: number) => {
      asked.push(`${provider}/${eventId}`);
      return provider === "ESE" && eventId === 2003;
    };
    const { records } = read(bytes, { wants });
    expect(records.map((record) => record.recordId)).toEqual(
      Array.from({ length: 300 }, (_, i) => i + 1).filter((id) => (id - 1) % 3 === 0 && (id - 1) % 10 === 3),
    );
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("names each pair of server and channel once", () => {
    expect(read(bytes).streams).toEqual([
      ["EX1", "Application"],
      ["EX2", "Application"],
    ]);
  });

  it("gives the same with the host's CRC32 and UTF-16 as with its own", () => {
    const utf16 = (source: Uint8Array, from: number, to: number) =>
      Buffer.from(source.buffer, source.byteOffset + from, to - from).toString("utf16le");
    let checked = 0;
    const crc32 = (source: Uint8Array, value?: number) => {
      checked++;
      return zlibCrc32(source, value);
    };
    expect(read(bytes, { utf16, crc32 })).toEqual(read(bytes));
    expect(checked).toBeGreaterThan(0);
  });
});
