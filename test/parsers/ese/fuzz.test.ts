import { describe, expect, it } from "vitest";
import { HEAD_SIZE, readDatabaseHeaders } from "../../../parsers/ese/index.ts";
import { createRandom, type Random } from "../random.ts";
import { database, log, newPage, oldPage } from "./build.ts";
import { type Edit, edited, load, type Mutation, present, readList } from "./data.ts";
import { checkDatabase, checkLog } from "./run.ts";
import { slowEcc, slowLegacy, slowPage } from "./slow.ts";

const SEEDS = process.env.THAWLINE_PROOF === "full" ? 5000 : 200;
/** Larger ones would only make the run longer. */
const LARGEST = 2_200_000;

/** One to four places of a file, changed as bad memory, disks and controllers do. */
function randomEdits(bytes: Uint8Array, random: Random): Edit[] {
  const edits: Edit[] = [];
  const block = random.pick([512, 2048, 4096, 8192, 16384]);
  const at = () => random.below(bytes.length);
  const aligned = () => Math.floor(at() / block) * block;
  const room = (offset: number, length: number) => Math.max(0, Math.min(length, bytes.length - offset));
  for (let times = 1 + random.below(4); times > 0; times--) {
    const offset = random.below(8) === 0 ? random.below(Math.min(bytes.length, 70_000)) : at();
    const a = aligned();
    const b = aligned();
    edits.push(
      random.pick([
        { op: "flipBit", offset, bit: random.below(8) },
        { op: "flipBit", offset, bit: random.below(8) },
        { op: "fill", offset, length: room(offset, 1 + random.below(600)), value: random.below(256) },
        { op: "fill", offset: a, length: room(a, block), value: random.pick([0, 0, 255]) },
        { op: "swap", a, b, length: Math.min(room(a, block), room(b, block), Math.abs(a - b)) },
        { op: "copy", from: a, to: b, length: Math.min(room(a, block), room(b, block)) },
      ]),
    );
  }
  if (random.below(10) === 0) edits.push({ op: "truncate", length: random.below(bytes.length + 1) });
  return edits;
}

/** Every page of the report is what the slow sums say: broken ones are never passed, whole ones never called bad. */
function expectRight(bytes: Uint8Array, original: Uint8Array, what: string): void {
  const report = checkDatabase(bytes);
  if (report.kind !== "db") return;
  const { pageSize } = report;
  const bad = new Set(report.badPages);
  const correctable = new Map(report.correctable.map((page) => [page.pgno, page.bits]));
  expect(report.pagesSeen, what).toBe(Math.floor(bytes.length / pageSize));
  const last = report.pagesSeen - 1;
  for (let i = 2; i <= last; i++) {
    const page = bytes.subarray(i * pageSize, (i + 1) * pageSize);
    if (Buffer.compare(page, original.subarray(i * pageSize, (i + 1) * pageSize)) === 0) continue;
    if (i === last && report.trailerPage) {
      const sum = new DataView(page.buffer, page.byteOffset).getUint32(0, true);
      expect(bad.has(i - 1), what).toBe(slowLegacy(page) !== sum);
      continue;
    }
    const broken = slowPage(page, i - 1) === "broken";
    expect(bad.has(i - 1) || correctable.has(i - 1), `${what}, page ${i - 1}`).toBe(broken);
    const bits = correctable.get(i - 1) ?? [];
    if (bits.length > 0) {
      const mended = edited(
        page,
        bits.map((bit) => ({ op: "flipBit", bit })),
      );
      expect(slowPage(mended, i - 1), `${what}, page ${i - 1} mended`).toBe("good");
    }
  }
  const headerBad = [0, 1].some((i) => {
    const copy = bytes.subarray(i * pageSize, (i + 1) * pageSize);
    if (copy.length < pageSize || copy.every((byte) => byte === 0)) return false;
    return slowLegacy(copy) !== new DataView(copy.buffer, copy.byteOffset).getUint32(0, true);
  });
  expect(bad.has(-1) || bad.has(0), what).toBe(headerBad);
}

/** A log that is called good has no segment that is not. */
function expectHonest(bytes: Uint8Array, what: string): void {
  const { report } = checkLog(bytes);
  if (report.eseutilExit !== 0 || report.segments === null) return;
  expect(report.segments.corrupt, what).toBeNull();
  const end = report.segments.torn?.segment ?? report.sectors - 1;
  const counted = { good: 0, zero: 0 };
  for (let i = 1; i < end; i++) {
    const segment = bytes.subarray(i * 4096, (i + 1) * 4096);
    if (segment.every((byte) => byte === 0)) counted.zero++;
    else if (isSegment(segment, i) && placeOf(segment) === report.generation) counted.good++;
  }
  const { good, correctable, zero, stale, shadow } = report.segments;
  // Corrected segments are the only ones that the slow sums do not find good.
  expect({ good: good - correctable, zero }, what).toEqual(counted);
  expect(good + zero + stale + shadow, what).toBe(end - 1);
}

function isSegment(segment: Uint8Array, index: number): boolean {
  const view = new DataView(segment.buffer, segment.byteOffset, 4096);
  const sums = slowEcc(segment, true, index);
  return sums.xor === view.getUint32(0, true) && sums.ecc === view.getUint32(4, true);
}

function placeOf(segment: Uint8Array): number {
  return new DataView(segment.buffer, segment.byteOffset, 4096).getInt32(12, true);
}

const built = [
  database(2048, [newPage(2048, 1), oldPage(2048, 2), newPage(2048, 3)]),
  database(8192, [newPage(8192, 1), oldPage(8192, 2), newPage(8192, 3)]),
  database(16384, [newPage(16384, 1), oldPage(16384, 2), newPage(16384, 3)]),
];

describe(`random damage, ${SEEDS} seeds`, () => {
  const mutations = readList<Mutation>("mutations.json").filter(({ base }) => load(base).length <= LARGEST);
  const bases: { name: string; bytes: () => Uint8Array; kind: string }[] = present
    ? mutations.map(({ id, base, edits, expected }) => ({
        name: id,
        bytes: () => edited(load(base), edits),
        kind: expected.kind,
      }))
    : [
        ...built.map((bytes, i) => ({ name: `built ${i}`, bytes: () => bytes, kind: "db" })),
        { name: "built log", bytes: () => log({ generation: 5, sectors: 16, written: 9 }), kind: "log" },
      ];

  it("is never passed where sums are broken, and never ends the run", { timeout: 600_000 }, () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = createRandom(seed);
      const base = bases[random.below(bases.length)];
      if (base === undefined) throw new Error("no base");
      const before = base.bytes();
      const edits = randomEdits(before, random);
      const what = `seed ${seed}: ${base.name}, ${JSON.stringify(edits)}`;
      const bytes = edited(before, edits);
      if (base.kind === "log") expectHonest(bytes, what);
      else expectRight(bytes, before, what);
    }
  });

  it("of headers with a right sum gives no exception", () => {
    const [bytes = new Uint8Array()] = built;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = createRandom(seed);
      const header = bytes.slice(0, 2048);
      for (let at = 8; at < 2048; at++) if (random.below(3) === 0) header[at] = random.below(256);
      header.set(bytes.subarray(236, 240), 236);
      new DataView(header.buffer).setUint32(0, slowLegacy(header), true);
      const head = readDatabaseHeaders(header.subarray(0, HEAD_SIZE), header.length);
      expect(head.status).toBe("shadowBad");
      expect(() => JSON.stringify(head)).not.toThrow();
    }
  });
});
