import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { lgpos, logTime, signature } from "../../../parsers/ese/fields.ts";
import { classifyPage, eccXor, legacyXor } from "../../../parsers/ese/index.ts";
import { newPage, oldPage, pattern } from "./build.ts";
import { edited, load, present, readText, SKIPPED } from "./data.ts";
import { checkLog } from "./run.ts";

// Numbers of the specification's own table of vectors, so that they hold without the data too.
describe("sums of known bytes", () => {
  it.each([
    [2048, true, 1, 0x30f69ad2, 0x2cb81347],
    [4096, true, 1, 0xd03c3b04, 0x50545054],
    [4096, true, 0x12345, 0xd03d1840, 0x50545054],
    [4096, false, 1, 0x611e2823, 0x2fa2505d],
    [8192, true, 1, 0x0aea73c5, 0x3086cf79],
    [8192, false, 1, 0xbbc860e2, 0xcf70cf70],
  ] as const)("sums %i bytes (skip %s, page %i)", (length, skip, pgno, xor, ecc) => {
    expect(eccXor(pattern(length), 0, length, skip, pgno)).toEqual({ xor, ecc });
  });

  it("sums headers", () => {
    expect([2048, 4096, 8192, 32768].map((length) => legacyXor(pattern(length), 0, length))).toEqual([
      0x59730202, 0xb9b9a3d4, 0x636feb15, 0x9c952780,
    ]);
    expect(legacyXor(new Uint8Array(4096), 0, 4096)).toBe(0x89abcdef);
  });

  it("sums from any place of a buffer, aligned or not", () => {
    const shifted = new Uint8Array(4096 + 7);
    shifted.set(pattern(4096), 7);
    expect(eccXor(shifted, 7, 4096, true, 1)).toEqual({ xor: 0xd03c3b04, ecc: 0x50545054 });
    expect(legacyXor(shifted, 7, 4096)).toBe(0xb9b9a3d4);
  });

  it("judges a page of 32 KiB and its flipped bits", () => {
    const page = newPage(32768, 0x1234);
    expect(classifyPage(page, 0x1234, 32768)).toEqual({ kind: "good", scheme: "ecc4" });
    expect(classifyPage(page, 0x1235, 32768)).toEqual({ kind: "bad", scheme: "ecc4", belongsTo: 0x1234 });
    const flipped = (...bits: number[]) =>
      classifyPage(
        edited(
          page,
          bits.map((bit) => ({ op: "flipBit", bit })),
        ),
        0x1234,
        32768,
      );
    for (const bit of [64, 321, 777, 262143]) expect(flipped(bit)).toMatchObject({ bits: [bit] });
    for (const bit of [301, 10, 42]) expect(flipped(bit).kind).toBe("bad");
    expect(flipped(4000, 4008).kind).toBe("bad");
    expect(flipped(66339, 131144)).toMatchObject({ kind: "correctable", bits: [66339, 131144] });
  });

  it("tells a misplaced page of the old format", () => {
    expect(classifyPage(oldPage(4096, 9), 9, 4096)).toEqual({ kind: "good", scheme: "xorPgno" });
    expect(classifyPage(oldPage(4096, 9), 8, 4096)).toMatchObject({ kind: "bad", belongsTo: 9 });
  });

  it("reads times, also those of a snapshot and of local clocks", () => {
    const time = (hex: string) => logTime(edited(new Uint8Array(8), [{ op: "write", offset: 0, hex }]), 0);
    expect(time("212e0b13087a5100")).toBe("2022-08-19T11:46:33.040Z");
    expect(time("2e1e0b0d0a74a905")).toBe("2016-10-13T11:30:46.340Z snap");
    expect(time("2e1e0b0d0a74a804")).toBe("2016-10-13T11:30:46.340 local");
    expect(time("0000000000000000")).toBeNull();
  });
});

/** Builds the page as its entry tells, by the sums under test, which are those of the entry. */
function pageOf({ pageSize, pgno, blocks }: Vectors["pages"][number]): Uint8Array {
  const page = pattern(pageSize);
  const view = new DataView(page.buffer);
  view.setUint32(36, 0x2802, true);
  if (pageSize > 8192) {
    page.fill(0, 40, 80);
    view.setUint32(64, Number(pgno), true);
  }
  const size = pageSize / blocks.length;
  for (const block of [...blocks.keys()].reverse()) {
    const { xor, ecc } = eccXor(page, block * size, size, block === 0, Number(pgno));
    expect({ xor, ecc }).toEqual({ xor: Number(blocks[block]?.xor), ecc: Number(blocks[block]?.ecc) });
    view.setUint32(block === 0 ? 0 : 32 + block * 8, xor, true);
    view.setUint32(block === 0 ? 4 : 36 + block * 8, ecc, true);
  }
  return page;
}

interface Vectors {
  readonly eccBlocks: readonly {
    data: string;
    skipFirst8: boolean;
    pgno: number;
    xor: string;
    ecc: string;
  }[];
  readonly legacyXor: readonly { data: string; value: string }[];
  readonly pages: readonly {
    pageSize: number;
    pgno: string;
    blocks: readonly { xor: string; ecc: string }[];
    crc32OfPage: string;
    cases: readonly {
      flipBit?: number;
      flipBits?: readonly number[];
      readAsPgno?: string;
      result: string;
      bit?: number | null;
      bits?: readonly number[];
    }[];
  }[];
  readonly legacyPages: readonly { pageSize: number; xor: string; crc32OfPage: string }[];
  readonly real: readonly {
    file: string;
    physicalPage: number;
    pgno: number;
    scheme: string;
    first48?: string;
    first80?: string;
  }[];
  readonly logtime: readonly { hex: string; iso: string | null }[];
  readonly lgpos: readonly { hex: string; generation: number; sector: number; offset: number }[];
  readonly signature: readonly { hex: string; rand: number; created: string; computer: string }[];
  readonly log: readonly {
    file: string;
    headerChecksum: string;
    generation: number;
    accumulatedAll: string;
    next: { file: string; fieldAt653: string };
  }[];
}

describe.skipIf(!present)(`the vectors ${SKIPPED}`, () => {
  const vectors: Vectors = JSON.parse(present ? readText("vectors.json") : '{"pages": []}');
  const hex = (value: string, length: number) =>
    edited(new Uint8Array(length), [{ op: "write", offset: 0, hex: value }]);
  const dataOf = (name: string): Uint8Array => {
    const made = /^P\((\d+)\)$/.exec(name);
    if (made !== null) return pattern(Number(made[1]));
    const bytes = new Uint8Array(4096);
    if (/byte 100|as before/.test(name)) bytes[100] = 0x10;
    if (/as before/.test(name)) bytes[200] = 0x01;
    return bytes;
  };

  it("agrees on every block", () => {
    for (const { data, skipFirst8, pgno, xor, ecc } of vectors.eccBlocks) {
      const bytes = dataOf(data);
      expect(eccXor(bytes, 0, bytes.length, skipFirst8, pgno), data).toEqual({
        xor: Number(xor),
        ecc: Number(ecc),
      });
    }
    for (const { data, value } of vectors.legacyXor) {
      const bytes = dataOf(data);
      expect(legacyXor(bytes, 0, bytes.length), data).toBe(Number(value));
    }
  });

  it.each(vectors.pages)("agrees on pages of $pageSize bytes", (entry) => {
    const page = pageOf(entry);
    expect(crc32(page)).toBe(Number(entry.crc32OfPage));
    for (const { flipBit, flipBits, readAsPgno, result, bit, bits } of entry.cases) {
      const flips = flipBits ?? (flipBit === undefined ? [] : [flipBit]);
      const damaged = edited(
        page,
        flips.map((one) => ({ op: "flipBit", bit: one })),
      );
      const verdict = classifyPage(damaged, Number(readAsPgno ?? entry.pgno), entry.pageSize);
      expect(verdict.kind, `bits ${flips}`).toBe(result);
      if (result === "correctable") expect(verdict).toMatchObject({ bits: bits ?? [bit] });
    }
  });

  it("agrees on every page of the old format", () => {
    for (const { pageSize, xor, crc32OfPage } of vectors.legacyPages) {
      const page = oldPage(pageSize, 0x1234);
      expect(legacyXor(page, 0, pageSize)).toBe(Number(xor));
      expect(crc32(page)).toBe(Number(crc32OfPage));
      expect(classifyPage(page, 0x1234, pageSize).kind).toBe("good");
      expect(classifyPage(page, 0x1235, pageSize).kind).toBe("bad");
    }
  });

  it("agrees on pages of real databases", () => {
    for (const { file, physicalPage, pgno, scheme, first48, first80 } of vectors.real) {
      const pageSize = file.includes("32k") ? 32768 : 4096;
      const page = load(file).subarray(physicalPage * pageSize, (physicalPage + 1) * pageSize);
      const start = first48 ?? first80 ?? "";
      expect(Buffer.from(page.subarray(0, start.length / 2)).toString("hex")).toBe(start);
      if (pgno > 0) expect(classifyPage(page, pgno, pageSize)).toEqual({ kind: "good", scheme });
      else
        expect(legacyXor(page, 0, pageSize)).toBe(
          new DataView(page.buffer, page.byteOffset).getUint32(0, true),
        );
    }
  });

  it("agrees on times, places and signatures", () => {
    for (const { hex: text, iso } of vectors.logtime) expect(logTime(hex(text, 8), 0)).toBe(iso);
    for (const { hex: text, generation, sector, offset } of vectors.lgpos) {
      expect(lgpos(hex(text, 8), 0)).toEqual([generation, sector, offset]);
    }
    for (const { hex: text, rand, created, computer } of vectors.signature) {
      expect(signature(hex(text, 28), 0)).toEqual({ random: rand, created, computer });
    }
  });

  it("agrees on the sum that links two logs", () => {
    for (const { file, headerChecksum, generation, accumulatedAll, next } of vectors.log) {
      expect(checkLog(load(file)).report).toMatchObject({
        checksum: headerChecksum,
        generation,
        segments: { accumulated: accumulatedAll },
      });
      expect(checkLog(load(next.file)).report.previousAccumulated).toBe(next.fieldAt653);
    }
  });
});
