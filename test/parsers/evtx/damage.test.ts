import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { evtx } from "../../../parsers/evtx/index.ts";
import { createEvtxWriter } from "../../../parsers/evtx/write.ts";
import { eventRecord } from "../../../parsers/record.ts";
import { DATA, read, readLog, WITHOUT_DATA } from "./shared.ts";

const HEADER = 4096;
const CHUNK = 65_536;

interface Hostile {
  readonly name: string;
  /** What a plain sequential reader gets. */
  readonly readable: number;
}

function hostileFiles(): Hostile[] {
  if (!existsSync(`${DATA}/hostile/LIST.tsv`)) return [];
  const lines = readFileSync(`${DATA}/hostile/LIST.tsv`, "utf8").trimEnd().split("\n").slice(1);
  return lines.map((line) => {
    const [name = "", , , , readable = ""] = line.split("\t");
    return { name, readable: Number.parseInt(readable, 10) || 0 };
  });
}

/** Two chunks of records 1, 2, 3, ... of one provider. */
function twoChunks(): { readonly file: Uint8Array; readonly ids: readonly number[] } {
  const writer = createEvtxWriter();
  const ids = Array.from({ length: 40 }, (_, i) => i + 1);
  for (const recordId of ids) {
    const strings = [`number ${recordId}`, "x".repeat(1000)];
    const time = `2024-03-10T20:00:${String(recordId).padStart(2, "0")}.0000000Z`;
    const fields = { server: "EX1", channel: "Application", provider: "ESE", eventId: 2001, level: 4 };
    writer.add(eventRecord({ ...fields, recordId, time, strings, origin: "" }));
  }
  return { file: writer.finish(), ids };
}

function recordOffsets(file: Uint8Array): number[] {
  return read(file).records.map((record) => Number(record.origin.slice("log@".length)));
}

describe(`real damaged logs${WITHOUT_DATA}`, () => {
  it.skipIf(WITHOUT_DATA !== "")("finds the 114 records behind one of size zero, and marks where", () => {
    const { records, diagnostics } = read(readLog("omer-zero-data-size-event"));
    const torn = diagnostics.filter((diagnostic) => diagnostic.code === "evtx-chunk-torn");
    expect(torn.map((diagnostic) => diagnostic.where)).toEqual(["log@0x1820"]);
    expect(torn[0]?.message).toContain("114 records behind it were found again, from 0x1908 on");
    const between = records.filter((record) => {
      const offset = Number(record.origin.slice("log@".length));
      return offset >= 0x1908 && offset < HEADER + CHUNK;
    });
    expect(between.length).toBe(114);
  });

  it.skipIf(WITHOUT_DATA !== "")(
    "tells of chunks without magic, wrong checksums and records of another time",
    () => {
      const magic = read(readLog("omer-bad-chunk-magic"));
      expect(magic.codes.filter((code) => code === "evtx-chunk-magic").length).toBe(2);
      const rdp = read(readLog("omer-RdpCoreTS-torn"));
      expect(rdp.codes).toContain("evtx-chunk-checksum");
      expect(rdp.codes).toContain("evtx-records-foreign");
      const places = rdp.diagnostics
        .filter(({ code }) => code === "evtx-chunk-checksum")
        .map(({ where }) => where);
      expect(new Set(places).size).toBe(places.length);
    },
  );

  it.skipIf(WITHOUT_DATA !== "")("does not warn of sound logs, nor of logs without checksums", () => {
    for (const name of ["nicksmet-Application", "plaso-System", "omer-Application_no_crc32"]) {
      expect(read(readLog(name)).diagnostics).toEqual([]);
    }
  });

  it.skipIf(WITHOUT_DATA !== "")("says that a log was in use, and how many chunks there are", () => {
    const { diagnostics } = read(readLog("artemis-Application-dirty-stale"));
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["evtx-dirty", "info"]]);
    expect(diagnostics[0]?.message).toContain("2 chunks, 5 are there");
  });
});

describe(`hostile files${WITHOUT_DATA}`, () => {
  it.each(hostileFiles())(
    "$name: at least $readable records, bounded output, no exception",
    ({ name, readable }) => {
      const bytes = readFileSync(`${DATA}/hostile/${name}.evtx`);
      const { records, diagnostics } = read(bytes);
      expect(records.length).toBeGreaterThanOrEqual(readable);
      // What a chunk may expand to is counted; nothing of it may come out that was not charged.
      expect(JSON.stringify(records).length).toBeLessThan(20_000_000);
      expect(diagnostics.length).toBeLessThan(50);
    },
  );

  it.skipIf(WITHOUT_DATA !== "")("refuses what expands without end and says so", () => {
    const bombs = ["double28", "double60", "depth1500", "wide50x5", "elements4000"];
    for (const bomb of bombs) {
      const { codes, records } = read(readFileSync(`${DATA}/hostile/bomb-${bomb}.evtx`));
      expect([bomb, codes, records.length]).toEqual([bomb, ["evtx-record-unreadable"], 0]);
    }
  });

  it.skipIf(WITHOUT_DATA !== "")("reads 30,000 empty strings of one array", () => {
    const { records } = read(readFileSync(`${DATA}/hostile/array30000.evtx`));
    expect(records[0]?.strings).toEqual(new Array(30_000).fill(""));
  });
});

describe("sniffing", () => {
  it("knows a log by its magic, and one without it by its first chunk", () => {
    const { file } = twoChunks();
    expect(evtx.sniff(file.subarray(0, 65_536))).toBe(1);
    const damaged = file.slice(0, 65_536);
    damaged.fill(0, 0, 8);
    expect(evtx.sniff(damaged)).toBeGreaterThan(0.5);
    expect(evtx.sniff(damaged)).toBeLessThan(1);
    expect(evtx.sniff(new TextEncoder().encode("<Event xmlns='http"))).toBe(0);
    expect(evtx.sniff(new Uint8Array(0))).toBe(0);
  });
});

describe("damage done to a log", () => {
  const { file, ids } = twoChunks();
  const offsets = recordOffsets(file);
  const view = (bytes: Uint8Array) => new DataView(bytes.buffer);
  const readIds = (bytes: Uint8Array) => read(bytes).records.map((record) => record.recordId);

  it("starts from two chunks", () => {
    expect(file.length).toBe(HEADER + 2 * CHUNK);
    expect(readIds(file)).toEqual(ids);
    expect(read(file).diagnostics).toEqual([]);
  });

  it("never reads what lies behind the end of a chunk's records", () => {
    const stale = file.slice();
    // The chunk claims to end where its last record starts: that record is now an old one, well-formed and all.
    const lastOfFirst = Math.max(...offsets.filter((offset) => offset < HEADER + CHUNK));
    view(stale).setUint32(HEADER + 48, lastOfFirst - HEADER, true);
    const lost = ids[offsets.indexOf(lastOfFirst)];
    expect(readIds(stale)).toEqual(ids.filter((id) => id !== lost));
  });

  it("reads the whole records of a file that was cut", () => {
    const cut = file.slice(0, (offsets[35] ?? 0) + 10);
    expect(readIds(cut)).toEqual(ids.slice(0, 35));
    expect(read(cut).codes).toContain("evtx-truncated");
  });

  it("reads on behind a zeroed record", () => {
    const zeroed = file.slice();
    zeroed.fill(0, offsets[5], offsets[6]);
    expect(readIds(zeroed)).toEqual(ids.filter((id) => id !== 6));
    expect(read(zeroed).codes).toEqual(["evtx-chunk-checksum", "evtx-chunk-torn"]);
  });

  it("reads the other chunk where one is zeroed, and passes over unused ones in silence", () => {
    const zeroed = file.slice();
    zeroed.fill(0, HEADER, HEADER + CHUNK);
    expect(readIds(zeroed)).toEqual(ids.filter((_, i) => (offsets[i] ?? 0) >= HEADER + CHUNK));
    expect(read(zeroed).codes).toEqual([]);
  });

  it("names the chunk whose checksum does not match, once", () => {
    const flipped = file.slice();
    const at = HEADER + CHUNK + 60;
    flipped[at] = 0xff;
    const { diagnostics, records } = read(flipped);
    expect(records.length).toBe(ids.length);
    expect(diagnostics.map(({ code, where, severity }) => [code, where, severity])).toEqual([
      ["evtx-chunk-checksum", "log@0x11000", "warning"],
    ]);
  });

  it("marks records whose ids do not belong into their chunk", () => {
    const swapped = file.slice();
    // The record's own number only; its content keeps the true one.
    view(swapped).setBigUint64((offsets[3] ?? 0) + 8, 999n, true);
    const { diagnostics, records } = read(swapped);
    expect(records.length).toBe(ids.length);
    const foreign = diagnostics.filter(({ code }) => code === "evtx-records-foreign");
    expect(foreign.map(({ where }) => where)).toEqual([`log@0x${(offsets[3] ?? 0).toString(16)}`]);
  });

  it("does not let a damaged template spoil the same template of the next chunk", () => {
    const damaged = file.slice();
    // In the first record, inside of the template that both chunks define: the text "ESE" of the provider.
    const text = new TextEncoder().encode("E\0S\0E\0");
    const start = file.findIndex((_, i) => i > HEADER && text.every((byte, k) => file[i + k] === byte));
    damaged[start] = "X".charCodeAt(0);
    const providers = read(damaged).records.map((record) => record.provider);
    const inFirst = offsets.filter((offset) => offset < HEADER + CHUNK).length;
    expect(new Set(providers.slice(0, inFirst))).toEqual(new Set(["XSE"]));
    expect(new Set(providers.slice(inFirst))).toEqual(new Set(["ESE"]));
  });

  it("says that nothing is there when nothing is", () => {
    expect(read(new Uint8Array(0)).codes).toEqual(["evtx-truncated"]);
    expect(read(file.slice(0, HEADER)).codes).toEqual([]);
  });
});
