import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEvtxWriter } from "../../../parsers/evtx/write.ts";
import { type EventRecord, eventRecord } from "../../../parsers/record.ts";
import type { Collected } from "../collect.ts";
import { damage } from "./mutations.ts";
import { arbitraryRecord } from "./records.ts";
import { expectSame, logNames, randomFrom, read, readLog } from "./shared.ts";

/** THAWLINE_SEED=n repeats one file; the number is in the message of a failure. */
const ONE_SEED = process.env.THAWLINE_SEED;
const FILES = process.env.THAWLINE_PROOF === "full" ? 6000 : 320;
const HEADER = 4096;
const CHUNK = 65_536;

/** Real logs take part as far as they are there: the first chunks of those with the most different contents. */
const REAL = [
  "nicksmet-Application",
  "omer-CAPI2-entities",
  "omer-RdpCoreTS-torn",
  "mitre-ID1149-forwarded",
  "plaso-System",
  "deepblue-many-events-application",
];
const MOST_CHUNKS = 4;

/** Diagnostics that a chunk can cost at most: eight records by name, one for the rest, four for the chunk itself. */
const MOST_DIAGNOSTICS = 16;
/** What a chunk may expand to is charged against 16 Mi characters; strings count twice in `strings` and `data`. */
const MOST_CHARACTERS = 40 << 20;

function sources(): Uint8Array[] {
  const real = REAL.filter((name) => logNames().includes(name)).map((name) =>
    readLog(name).slice(0, HEADER + MOST_CHUNKS * CHUNK),
  );
  return [writtenLog(), classicLog(), ...real];
}

function writtenLog(): Uint8Array {
  const writer = createEvtxWriter();
  for (const record of fc.sample(arbitraryRecord, { seed: 7, numRuns: 250 })) writer.add(record);
  return writer.finish();
}

function classicLog(): Uint8Array {
  const writer = createEvtxWriter();
  for (let i = 0; i < 600; i++) {
    const fields = {
      server: "EX1",
      channel: "Application",
      provider: i % 2 ? "ESE" : "VSS",
      eventId: 2000 + (i % 9),
    };
    const time = `2024-03-10T20:${String(i % 60).padStart(2, "0")}:01.0547144Z`;
    writer.add(eventRecord({ ...fields, recordId: i, time, strings: ["a", "b".repeat(i), ""], origin: "" }));
  }
  return writer.finish();
}

/** The chunks of a file, as they stand. */
function chunksOf(file: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = HEADER; at + CHUNK <= file.length; at += CHUNK) chunks.push(file.subarray(at, at + CHUNK));
  return chunks;
}

/** Records by the chunk that they stand in, with the place in the chunk as origin. */
function byChunk(records: readonly EventRecord[]): Map<number, EventRecord[]> {
  const chunks = new Map<number, EventRecord[]>();
  for (const record of records) {
    const offset = Number(record.origin.slice("log@".length)) - HEADER;
    const chunk = Math.floor(offset / CHUNK);
    const moved = { ...record, origin: String(offset % CHUNK) };
    chunks.set(chunk, [...(chunks.get(chunk) ?? []), moved]);
  }
  return chunks;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function characters(records: readonly EventRecord[]): number {
  let sum = 0;
  for (const { strings, data, user, binary, message } of records) {
    for (const text of strings) sum += text.length;
    for (const [name, text] of [...Object.entries(data), ...user]) sum += name.length + text.length;
    sum += (binary?.length ?? 0) + (message?.length ?? 0);
  }
  return sum;
}

function readSafely(file: Uint8Array, seed: number): Collected {
  try {
    return read(file);
  } catch (cause) {
    throw new Error(`seed ${seed}: the reader threw`, { cause });
  }
}

describe("damaged logs", () => {
  const files = sources().map((file) => ({
    file,
    chunks: chunksOf(file),
    records: byChunk(read(file).records),
  }));
  const seeds = ONE_SEED === undefined ? Array.from({ length: FILES }, (_, i) => i + 1) : [Number(ONE_SEED)];

  it(`${seeds.length} files: no exception, bounded output, all records of undamaged chunks`, () => {
    let unharmed = 0;
    for (const seed of seeds) {
      const random = randomFrom(seed);
      const source = files[random(files.length)];
      if (source === undefined) throw new Error("no sources");
      const damaged = damage(source.file, random);
      const { records, diagnostics } = readSafely(damaged, seed);
      const chunks = chunksOf(damaged);
      const some = chunks.length + 1;
      expect(diagnostics.length, `seed ${seed}`).toBeLessThanOrEqual(some * MOST_DIAGNOSTICS);
      expect(characters(records), `seed ${seed}`).toBeLessThanOrEqual(some * MOST_CHARACTERS);
      const read = byChunk(records);
      chunks.forEach((chunk, i) => {
        const original = source.chunks.findIndex((candidate) => sameBytes(candidate, chunk));
        if (original < 0) return;
        unharmed++;
        expectSame(read.get(i), source.records.get(original), `seed ${seed}, chunk ${i}`);
      });
    }
    // Otherwise nothing was proved.
    if (ONE_SEED === undefined) expect(unharmed).toBeGreaterThan(seeds.length / 2);
  });
});
