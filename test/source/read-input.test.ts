import { appendFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { writeCheckpoint } from "../../parsers/ese/write/index.ts";
import { eventRecord } from "../../parsers/record.ts";
import type { RawEvent } from "../../src/model/raw-event.ts";
import type { Input } from "../../src/model/report.ts";
import { createCoverage } from "../../src/source/coverage.ts";
import { type ReadOptions, readInput } from "../../src/source/read-input.ts";
import { evtxOf, testFolder } from "../app/logs.ts";

const folder = testFolder();
let files = 0;

function file(content: string | Uint8Array): string {
  files += 1;
  const path = join(folder, `input-${files}`);
  writeFileSync(path, content);
  return path;
}

const usual: ReadOptions = { folder: () => folder, stdin: Readable.from([]) };

async function read(path: string, options: Partial<ReadOptions> = {}, named = true) {
  const records: RawEvent[] = [];
  const use = (record: RawEvent): boolean => {
    records.push(record);
    return record.eventId !== 2003;
  };
  const input: Input = await readInput({ path, named, bytes: null }, use, { ...usual, ...options });
  return { input, records, codes: input.diagnostics.map(({ code }) => code) };
}

function record(recordId: number, eventId = 2001) {
  return eventRecord({
    server: "MBX1",
    channel: "Application",
    recordId,
    provider: "ESE",
    eventId,
    time: new Date(Date.UTC(2026, 2, 1, 20, recordId)).toISOString().replace("Z", "0000Z"),
    strings: ["x".repeat(100)],
    origin: "",
  });
}

const log = evtxOf([record(1), record(2, 2003), record(3, 2006)]);

/** A German export; only its last line tells that the day comes first. */
const csv = [
  "Ebene,Datum und Uhrzeit,Quelle,Ereignis-ID,Aufgabenkategorie",
  "Informationen,03.04.2026 20:00:00,ESE,2001,ShadowCopy,Text",
  "Informationen,04.04.2026 20:00:00,ESE,2003,ShadowCopy,Text",
  "Informationen,25.04.2026 20:00:00,ESE,2006,ShadowCopy,Text",
  "",
].join("\r\n");

const checkpoint = writeCheckpoint({
  checkpoint: [7, 1, 0],
  signature: { random: 1, created: 0 },
  folder: "D:\\Logs",
  fullBackup: null,
  attachments: [],
});

describe("reading an input", () => {
  it.skipIf(process.platform !== "linux")("leaves no file open, whatever was in it", async () => {
    const long = Buffer.concat([checkpoint, Buffer.alloc(200_000)]);
    const strange = ["", "no event at all", long].map(file);
    const open = (): number => readdirSync("/proc/self/fd").length;
    await read(file(log));
    const before = open();
    for (let turn = 0; turn < 5; turn += 1)
      for (const path of [...strange, file(log), file(csv), file(gzipSync(log))]) await read(path);
    expect(open() - before).toBeLessThan(5);
  });

  it("counts what was read and what was used, and the time it covers", async () => {
    const { input } = await read(file(log));
    expect(input).toMatchObject({
      format: "evtx",
      records: 3,
      used: 2,
      first: "2026-03-01T20:01:00.000Z",
      last: "2026-03-01T20:03:00.000Z",
      diagnostics: [],
    });
  });

  it("counts and covers also what is not wanted", async () => {
    const tracker = createCoverage();
    const wants = (provider: string, id: number): boolean => provider === "ESE" && id === 2006;
    const { input, records } = await read(file(log), { wants, coverage: tracker.input() });
    expect(records.map(({ eventId }) => eventId)).toEqual([2006]);
    expect(input).toMatchObject({ records: 3, used: 1 });
    expect(tracker.result().coverage).toMatchObject([
      { server: "MBX1", channel: "Application", records: 3, gaps: [] },
    ]);
  });

  it("decides by content: gzip, and names that lie", async () => {
    expect((await read(file(gzipSync(log)))).input).toMatchObject({ format: "evtx", records: 3 });
  });

  it("reads standard input, also where a format needs two readings", async () => {
    const stdin = (content: string | Uint8Array) => Readable.from([Buffer.from(content)]);
    expect((await read("-", { stdin: stdin(log) })).input).toMatchObject({
      path: "-",
      format: "evtx",
      records: 3,
    });
    const fromFile = await read(file(csv));
    const piped = await read("-", { stdin: stdin(csv) });
    expect(fromFile.records[0]?.time).toBe("2026-04-03T20:00:00.0000000Z");
    expect(piped.records.map(({ time }) => time)).toEqual(fromFile.records.map(({ time }) => time));
  });

  it.each([
    ["an empty file", "", true, ["input-empty"]],
    ["a zip archive", Buffer.from("PK\x03\x04rest"), true, ["input-zip"]],
    ["another content", "hello\n", true, ["input-unrecognised"]],
    ["another content in a folder", "hello\n", false, ["input-passed-over"]],
  ])("says of %s what it is", async (_, content, named, expected) => {
    const { input, codes } = await read(file(content), {}, named);
    expect({ format: input.format, records: input.records, codes }).toEqual({
      format: "unknown",
      records: 0,
      codes: expected,
    });
  });

  it("says of a database's files that they are no event logs", async () => {
    const { input } = await read(file(checkpoint), {}, true);
    expect(input.diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["input-unrecognised", "a file of the database engine, no event log; thawline verify checks it"],
    ]);
  });

  it("says that a folder, or nothing, cannot be read", async () => {
    expect((await read(folder)).codes).toEqual(["input-unreadable"]);
    expect((await read(join(folder, "none"))).codes).toEqual(["input-unreadable"]);
  });

  it("reads a cut gzip file as far as it goes", async () => {
    const many = evtxOf(Array.from({ length: 3000 }, (_, index) => record(index + 1)));
    const packed = gzipSync(many, { level: 1 });
    const { input, codes } = await read(file(packed.subarray(0, packed.length >> 1)));
    expect(codes).toContain("input-gzip-damaged");
    expect(input.records).toBeGreaterThan(500);
  });

  it("does not unpack what is made to fill the memory or the time", async () => {
    const packed = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const parts = Array.from({ length: 20 }, () => packed);
    const head = gzipSync(log);
    const { input, codes } = await read(file(Buffer.concat([head, ...parts])));
    expect(codes).toContain("input-inflated");
    expect(input.records).toBe(3);
  });

  it("keeps a few diagnostics of a kind and counts the others", async () => {
    const line = (index: number): string =>
      `{"provider":"ESE","eventId":${index},"time":"2026-03-01T20:00:00Z"`;
    const lines = Array.from({ length: 300 }, (_, index) => line(index)).join("\n");
    const whole = `${line(2001)}}\n${lines}\n${line(2003)}}\n`;
    const { input } = await read(file(whole));
    expect(input.diagnostics.length).toBeGreaterThan(0);
    expect(input.diagnostics.length).toBeLessThanOrEqual(60);
  });

  it("says that a file changed while it was read", async () => {
    const path = file(evtxOf(Array.from({ length: 3000 }, (_, index) => record(index + 1))));
    let changed = false;
    const drained = async (): Promise<void> => {
      if (!changed) appendFileSync(path, "more");
      changed = true;
    };
    expect((await read(path, { drained })).codes).toContain("input-changed");
  });

  it("waits for a slow consumer between pieces", async () => {
    let [waiting, most] = [0, 0];
    const drained = async (): Promise<void> => {
      waiting += 1;
      most = Math.max(most, waiting);
      await new Promise((resolve) => setImmediate(resolve));
      waiting -= 1;
    };
    const { input } = await read(file(evtxOf(Array.from({ length: 9000 }, (_, i) => record(i + 1)))), {
      drained,
    });
    expect(input.records).toBe(9000);
    expect(most).toBe(1);
  });

  it("ends at once when it is aborted, also while it waits for standard input", async () => {
    const abort = new AbortController();
    const stdin = new PassThrough();
    stdin.write(Buffer.alloc(10));
    const reading = read("-", { stdin, signal: abort.signal });
    abort.abort(new Error("stop"));
    await expect(reading).rejects.toThrow("stop");
  });

  it("does not take a fault of the consumer for one of the file", async () => {
    const fault = readInput({ path: file(log), named: true, bytes: null }, () => true, {
      ...usual,
      drained: () => Promise.reject(Object.assign(new Error("disk full"), { syscall: "write" })),
    });
    await expect(fault).rejects.toThrow("disk full");
  });

  it("leaves nothing behind but the copy of standard input, in the folder it was given", () => {
    expect(readdirSync(folder).filter((name) => !name.startsWith("input-"))).toEqual(["standard-input"]);
  });
});
