import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createEvtxParser } from "../../../parsers/evtx/index.ts";
import type { EventRecord } from "../../../parsers/record.ts";
import { DATA, expectSame, logNames, read, readLog, WITHOUT_DATA } from "./shared.ts";

/** A line of a golden file: made by another reader, and compared with three more. */
interface Golden {
  readonly event_record_id: string;
  readonly provider: string | null;
  readonly event_id: number;
  readonly qualifiers: string | null;
  readonly level: number;
  readonly time: string | null;
  readonly computer: string;
  readonly channel: string;
  readonly data: readonly (readonly [string | null, string])[];
  readonly binary?: string;
  readonly user?: readonly (readonly [string, string])[];
}

/** Records that only a search behind damage finds; the golden files do not have them. */
const FOUND_AGAIN: Readonly<Record<string, number>> = {
  "omer-zero-data-size-event": 114,
  "omer-RdpCoreTS-torn": 40,
  "omer-bad-chunk-magic": 31,
};

function golden(name: string): Golden[] {
  const lines = readFileSync(`${DATA}/${name}.golden.jsonl`, "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Golden);
}

/** What both have. The golden files write an absent element as empty text. */
function comparable(record: EventRecord): unknown {
  return {
    id: String(record.recordId ?? ""),
    provider: record.provider,
    eventId: record.eventId,
    qualifiers: record.qualifiers === null ? null : String(record.qualifiers),
    level: record.level,
    time: record.time,
    server: record.server,
    channel: record.channel ?? "",
    strings: record.strings,
    data: record.data,
    binary: record.binary,
    user: record.user,
  };
}

function expected(line: Golden): unknown {
  return {
    id: line.event_record_id,
    provider: line.provider,
    eventId: line.event_id,
    qualifiers: line.qualifiers,
    level: line.level,
    time: line.time,
    server: line.computer,
    channel: line.channel,
    strings: line.data.map(([, text]) => text),
    data: Object.fromEntries(line.data.filter(([name]) => name !== null)),
    binary: line.binary ?? null,
    user: line.user ?? [],
  };
}

function readGenerally(bytes: Uint8Array): EventRecord[] {
  const records: EventRecord[] = [];
  const sink = { record: (record: EventRecord) => records.push(record), diagnostic: () => undefined };
  const parser = createEvtxParser(sink, { name: "log", general: true });
  parser.write(bytes);
  parser.end();
  return records;
}

describe(`real logs${WITHOUT_DATA}`, () => {
  it.skipIf(WITHOUT_DATA !== "")("are all there", () => {
    expect(logNames().length).toBe(27);
  });

  it.each(logNames())("%s: every known record, in the order of the file, and none made up", (name) => {
    const records = read(readLog(name)).records.map(comparable);
    const lines = golden(name).map(expected);
    expect(records.length - lines.length).toBe(FOUND_AGAIN[name] ?? 0);
    // Where records were found again, they stand between the known ones; elsewhere the two lists are the same.
    const known = new Set(lines.map((line) => JSON.stringify(line)));
    const inFile =
      name in FOUND_AGAIN ? records.filter((record) => known.has(JSON.stringify(record))) : records;
    expectSame(inFile, lines);
  });

  it.each(logNames())("%s: the general reader and the fast one agree in every field", (name) => {
    const bytes = readLog(name);
    expectSame(read(bytes).records, readGenerally(bytes));
  });

  it.each(logNames())("%s: pieces of any size give the same", (name) => {
    const bytes = readLog(name);
    const whole = read(bytes);
    for (const piece of [4093, 65_537, 200_003]) {
      const pieces = read(bytes, { piece });
      expectSame(pieces.records, whole.records);
      expectSame(pieces.diagnostics, whole.diagnostics);
      expectSame(pieces.streams, whole.streams);
    }
  });

  it.skipIf(WITHOUT_DATA !== "")("byte by byte gives the same", () => {
    const bytes = readLog("mitre-MSExchange-CmdletLogs-6");
    expect(read(bytes, { piece: 1 })).toEqual(read(bytes));
  });

  it.each(logNames())("%s: each origin is the place of the record in the file", (name) => {
    const bytes = readLog(name);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const { records } = read(bytes);
    const offsets = records.map((record) => Number(record.origin.slice("log@".length)));
    expect(offsets.filter((offset) => view.getUint32(offset, true) !== 0x2a2a)).toEqual([]);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    expect(new Set(offsets).size).toBe(records.length);
  });
});
