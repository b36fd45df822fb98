import { describe, expect, it } from "vitest";
import { checkPages, createTally, mergeTallies, type PageTally } from "../../../parsers/ese/index.ts";
import { joined } from "../../../parsers/ese/write/node.ts";
import { database, databaseHeader, newPage, oldPage, sumHeader } from "./build.ts";
import { edited } from "./data.ts";
import { checkDatabase, checkReadable } from "./run.ts";

const SIZES = [2048, 4096, 8192, 16384, 32768] as const;

function tallyOf(bytes: Uint8Array, firstPgno: number, pageSize: number): PageTally {
  const tally = createTally();
  checkPages(bytes, firstPgno, pageSize, tally);
  return tally;
}

describe("pages", () => {
  it.each(SIZES)("checks mixed pages of %i bytes, wherever the pieces begin", (pageSize) => {
    const bytes = database(pageSize, [
      newPage(pageSize, 1, 500),
      oldPage(pageSize, 2, 600),
      new Uint8Array(pageSize),
      edited(newPage(pageSize, 4, 900), [{ op: "flipBit", bit: 67 }]),
      edited(newPage(pageSize, 5, 1000), [{ op: "fill", offset: 500, length: 8, value: 3 }]),
      newPage(pageSize, 6, 900),
    ]);
    const whole = checkReadable(bytes);
    expect(whole).toMatchObject({
      pageSize,
      headerStatus: "ok",
      pagesSeen: 8,
      badChecksums: 1,
      badPages: [5],
      correctable: [{ pgno: 4, bit: 67, bits: [67] }],
      uninitializedPages: 1,
      schemes: { xorHeader: 2, xorPgno: 1, [pageSize > 8192 ? "ecc4" : "ecc"]: 4 },
      eseutilExit: -1206,
    });
    // Page 4 counts with the time that it has when its wrong bit is put right; the damaged page 5 does not count.
    expect(whole).toMatchObject({ highestDbtime: "0x384", highestDbtimePgno: 4 });
    for (const step of [1, 1000, 4095, pageSize + 1]) expect(checkReadable(bytes, step)).toEqual(whole);
  });

  it("takes the first of the pages that were changed last", () => {
    const pages = [1, 2, 3, 4].map((pgno) => newPage(4096, pgno, pgno === 1 ? 7 : 9));
    expect(checkReadable(database(4096, pages))).toMatchObject({
      highestDbtime: "0x9",
      highestDbtimePgno: 2,
    });
  });

  it("gives one result for runs that were checked apart", () => {
    const pages = Array.from({ length: 9 }, (_, i) => newPage(8192, i + 1, 100 + (i % 4)));
    pages[3] = new Uint8Array(8192);
    pages[5] = newPage(8192, 80);
    pages[6] = edited(pages[6] ?? new Uint8Array(), [{ op: "flipBit", bit: 5000 }]);
    const bytes = joined(pages);
    const runs = [0, 3, 6].map((first) =>
      tallyOf(bytes.subarray(first * 8192, (first + 3) * 8192), first + 1, 8192),
    );
    expect(mergeTallies(runs)).toEqual(tallyOf(bytes, 1, 8192));
    expect(mergeTallies(runs)).toMatchObject({
      pages: 9,
      bad: 1,
      badPages: [6],
      correctable: 1,
      uninitialized: 1,
    });
  });

  it("lists a thousand bad pages and counts all", () => {
    const tally = tallyOf(joined(Array.from({ length: 1500 }, () => newPage(2048, 9_999_999))), 1, 2048);
    expect(tally).toMatchObject({ bad: 1500, pages: 1500 });
    expect([tally.badPages.length, tally.misplaced.length]).toEqual([1000, 1000]);
    expect(mergeTallies([tally, tally])).toMatchObject({ bad: 3000 });
    expect(mergeTallies([tally, tally]).badPages).toHaveLength(1000);
  });
});

describe("headers", () => {
  const pages = [newPage(4096, 1)];

  it("believes the copy that is good", () => {
    const primaryBad = edited(database(4096, pages), [{ op: "flipBit", bit: 1900 }]);
    expect(checkReadable(primaryBad)).toMatchObject({
      pageSize: 4096,
      headerStatus: "primaryBad",
      badPages: [-1],
      eseutilExit: -1206,
      header: { state: 3 },
    });
  });

  it("uses the primary copy when the two differ, and says so", () => {
    const bytes = joined([databaseHeader(4096, { state: 2 }), databaseHeader(4096, { state: 3 }), ...pages]);
    expect(checkReadable(bytes)).toMatchObject({
      headerStatus: "shadowDiffers",
      header: { state: 2 },
      eseutilExit: 0,
    });
  });

  it("counts a zeroed copy as uninitialised, as eseutil does", () => {
    const bytes = edited(database(4096, pages), [{ op: "fill", offset: 0, length: 4096, value: 0 }]);
    expect(checkReadable(bytes)).toMatchObject({
      headerStatus: "primaryBad",
      badChecksums: 0,
      uninitializedPages: 1,
    });
  });

  it("does not believe a page size whose sum is wrong", () => {
    const lying = edited(database(4096, pages), [{ op: "write", offset: 236, hex: "00200000" }]);
    expect(checkReadable(lying)).toMatchObject({ pageSize: 4096, headerStatus: "primaryBad" });
  });

  it.each([1, 512, 1024, 65536, 0x7fffffff, 0xffffffff])("refuses a page size of %i", (size) => {
    const header = databaseHeader(4096);
    new DataView(header.buffer).setUint32(236, size, true);
    sumHeader(header);
    expect(checkDatabase(joined([header, header]))).toEqual({ kind: "unknown", headerStatus: "bothBad" });
  });

  it("takes page size 0 for 4096", () => {
    const header = databaseHeader(4096);
    new DataView(header.buffer).setUint32(236, 0, true);
    sumHeader(header);
    expect(checkReadable(joined([header, header, ...pages]))).toMatchObject({
      pageSize: 4096,
      eseutilExit: 0,
    });
  });
});
