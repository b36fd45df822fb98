import { describe, expect, it } from "vitest";
import { createTally, type PageTally } from "../../parsers/ese/index.ts";
import { createKernel, PIECE_SIZE } from "../../src/verify/kernel/index.ts";
import { newPage, oldPage } from "../parsers/ese/build.ts";
import {
  edited,
  type FileEntry,
  load,
  type Mutation,
  present,
  readList,
  SKIPPED,
} from "../parsers/ese/data.ts";
import { createRandom } from "../parsers/random.ts";

const fast = createKernel("");
const plain = createKernel("plain");
const PAGE_SIZES = [2048, 4096, 8192, 16384, 32768];
const ROUNDS = process.env.THAWLINE_PROOF === "full" ? 3000 : 150;

function both(bytes: Uint8Array, pgno: number, pageSize: number): [fast: PageTally, plain: PageTally] {
  const tallies: [PageTally, PageTally] = [createTally(), createTally()];
  fast.check(bytes, pgno, pageSize, tallies[0]);
  plain.check(bytes, pgno, pageSize, tallies[1]);
  return tallies;
}

describe("the kernel with vectors", () => {
  it("is there on this machine, and can be switched off", () => {
    expect([fast.name, plain.name]).toEqual(["simd", "plain"]);
  });

  for (const pageSize of PAGE_SIZES)
    it(`finds pages of ${pageSize} bytes good, old, empty or wrong`, () => {
      const wrong = newPage(pageSize, 14);
      wrong[500] = (wrong[500] ?? 0) ^ 3;
      const oneBit = newPage(pageSize, 15, 99);
      oneBit[pageSize - 1] = (oneBit[pageSize - 1] ?? 0) ^ 0x80;
      const pages = [
        newPage(pageSize, 11, 70),
        oldPage(pageSize, 12, 80),
        new Uint8Array(pageSize),
        wrong,
        oneBit,
        newPage(pageSize, 22, 5),
      ];
      const bytes = new Uint8Array(pages.length * pageSize);
      for (const [index, page] of pages.entries()) bytes.set(page, index * pageSize);
      const tally = createTally();
      fast.check(bytes, 11, pageSize, tally);
      expect(tally).toMatchObject({
        pages: 6,
        ecc: 4,
        legacy: 1,
        uninitialized: 1,
        bad: 2,
        badPages: [14, 16],
        correctable: 1,
        correctablePages: [{ pgno: 15, bit: pageSize * 8 - 1 }],
        misplaced: [{ pgno: 16, belongsTo: 22 }],
        dbtimeLow: 99,
        dbtimePgno: 15,
      });
    });

  it("says what the plain one says of pages with random damage", () => {
    const random = createRandom(20_260_301);
    for (let round = 0; round < ROUNDS; round++) {
      const pageSize = PAGE_SIZES[random.below(PAGE_SIZES.length)] ?? 4096;
      const make = random.pick([newPage, newPage, oldPage]);
      const pgno = random.below(2 ** 31 - 2);
      const bytes = make(pageSize, pgno, random.below(1000));
      for (let flips = random.below(4); flips > 0; flips--) {
        const at = random.below(random.pick([80, pageSize]));
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
      }
      const [a, b] = both(bytes, random.pick([pgno, pgno, pgno + 1]), pageSize);
      expect(a, `round ${round}`).toEqual(b);
    }
  });

  it("checks more than its memory holds", () => {
    const page = newPage(8192, 3);
    const count = (3 * PIECE_SIZE) / 8192 + 5;
    const bytes = new Uint8Array(count * 8192);
    bytes.set(page, 2 * PIECE_SIZE);
    const tally = createTally();
    fast.check(bytes, 3 - (2 * PIECE_SIZE) / 8192, 8192, tally);
    expect(tally).toMatchObject({ pages: count, ecc: 1, uninitialized: count - 1, bad: 0 });
  });
});

describe.skipIf(!present)(`the kernel with vectors on other people's files ${SKIPPED}`, () => {
  const files = readList<FileEntry>("files.json").filter(({ expected }) => expected.kind === "db");
  const changed = readList<Mutation>("mutations.json").filter(({ expected }) => expected.kind === "db");

  for (const { path, expected } of files)
    it(`says what the plain one says: ${path}`, () => {
      const { pageSize } = expected as unknown as { readonly pageSize: number };
      const bytes = load(path);
      const [a, b] = both(bytes.subarray(2 * pageSize), 1, pageSize);
      expect(a).toEqual(b);
    });

  it("says what the plain one says of all damaged ones", () => {
    for (const { id, base, edits, expected } of changed) {
      const { pageSize } = expected as unknown as { readonly pageSize: number };
      const [a, b] = both(edited(load(base), edits).subarray(2 * pageSize), 1, pageSize);
      expect(a, id).toEqual(b);
    }
    expect(changed.length).toBeGreaterThan(80);
  });
});
