import { closeSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { VerifyReport } from "../../src/model/verify.ts";
import { joinDeal } from "../../src/verify/deal.ts";
import { createKernel, PIECE_SIZE } from "../../src/verify/kernel/index.ts";
import { createPageScan } from "../../src/verify/page-scan.ts";
import { scanDatabase } from "../../src/verify/scan-database.ts";
import { type SecondReader, WORTH_A_SECOND } from "../../src/verify/second-reader.ts";
import { thawline } from "../cli/run.ts";
import { databaseHeader, newPage } from "../parsers/ese/build.ts";
import { backupFolder } from "./backup.ts";

const { put } = backupFolder();
const PAGE = 32_768;
/** 9,600 pages, 32 a piece, four pieces at once: page 159 is in the second hand, 9,598 is the last of the file. */
const PAGES = 9600;
const path = join(put("large", {}), "DB01.edb");

/** Sparse: what is not written is empty pages. */
function writeLarge(): void {
  const torn = (pgno: number): Uint8Array => newPage(PAGE, pgno).fill(1, 300, 310);
  const bit = newPage(PAGE, 9598, 7);
  bit[20_000] = (bit[20_000] ?? 0) ^ 8;
  const pages: readonly (readonly [pgno: number, page: Uint8Array])[] = [
    [-1, databaseHeader(PAGE)],
    [0, databaseHeader(PAGE)],
    [1, newPage(PAGE, 1, 5)],
    [159, torn(159)],
    [4000, newPage(PAGE, 4000, 9)],
    [5000, newPage(PAGE, 9, 99)],
    [7000, torn(7000)],
    [9598, bit],
  ];
  const file = openSync(path, "w");
  ftruncateSync(file, PAGES * PAGE);
  for (const [pgno, page] of pages) writeSync(file, page, 0, PAGE, (pgno + 1) * PAGE);
  closeSync(file);
}
writeLarge();

const FOUND = {
  pagesSeen: 9600,
  badChecksums: 3,
  badPages: [159, 5000, 7000],
  misplaced: [{ pgno: 5000, belongsTo: 9 }],
  misplacedPages: 1,
  correctableChecksums: 1,
  correctable: [{ pgno: 9598, bit: 160_003, bits: [160_003] }],
  uninitializedPages: 9592,
  highestDbtime: "0x9",
  highestDbtimePgno: 4000,
};

const environment = { limit: null, stopped: () => false, onBytes: () => undefined };

describe("a large database", () => {
  it("is worth a second thread", () => expect(PAGES * PAGE).toBeGreaterThan(WORTH_A_SECOND));

  it("is found the same by two threads as by one, in the order of its pages", async () => {
    const report = async (...args: string[]): Promise<VerifyReport> =>
      JSON.parse((await thawline(["verify", path, "--format", "json", ...args])).stdout);
    const [two, one] = [await report(), await report("--limit", "100000")];
    expect(two.databases).toMatchObject([FOUND]);
    const { seconds: _, ...first } = two.databases[0] ?? {};
    expect(one.databases).toMatchObject([first]);
  });

  it("is read whole where the second thread gives a piece back", async () => {
    const dealt: number[] = [];
    const second: SecondReader = {
      // Reads one piece of four, and fails at the others.
      async read({ handle, size, pageSize, shared }) {
        const deal = joinDeal(shared);
        const kernel = createKernel("plain");
        const scan = createPageScan(kernel, size, pageSize);
        dealt.push(deal.next(), deal.next(), deal.next(), deal.next());
        readSync(handle, kernel.piece, 0, PIECE_SIZE, (dealt[0] ?? 0) * PIECE_SIZE);
        scan.take(kernel.piece, (dealt[0] ?? 0) * PIECE_SIZE);
        deal.tell(PIECE_SIZE);
        return { found: scan.end(), left: dealt.slice(1).map((piece) => piece * PIECE_SIZE) };
      },
      end: async () => undefined,
    };
    let bytes = 0;
    const onBytes = (count: number): void => {
      bytes += count;
    };
    const counting = { ...environment, onBytes };
    const { database } = await scanDatabase(path, createKernel(), counting, "whole", second);
    // The first thread has begun with the pieces 0 to 3. Page 159 lies in the one that is given back first.
    expect(dealt).toEqual([4, 5, 6, 7]);
    expect(database).toMatchObject({ ...FOUND, read: "whole" });
    expect(bytes).toBe(PAGES * PAGE);
  });

  it("says what was read when it is stopped, by both threads", async () => {
    let taken = 0;
    const second: SecondReader = {
      async read({ size, pageSize, shared }) {
        const deal = joinDeal(shared);
        const kernel = createKernel("plain");
        const scan = createPageScan(kernel, size, pageSize);
        // An empty piece.
        scan.take(kernel.piece, deal.next() * PIECE_SIZE);
        deal.tell(PIECE_SIZE);
        return { found: scan.end(), left: [] };
      },
      end: async () => undefined,
    };
    const onBytes = (): void => {
      taken += 1;
    };
    const stopping = { ...environment, onBytes, stopped: () => taken > 1 };
    const { database, diagnostics } = await scanDatabase(path, createKernel(), stopping, "whole", second);
    expect(database).toMatchObject({ read: "interrupted", pagesSeen: 96 });
    expect(diagnostics[0]?.message).toContain("read 3145728 of 314572800 bytes");
  });

  it("is no result where the second thread is lost", async () => {
    const second: SecondReader = {
      read: () => Promise.reject(new Error("the second reader ended with 1 and without a result")),
      end: async () => undefined,
    };
    const scan = scanDatabase(path, createKernel(), environment, "whole", second);
    await expect(scan).rejects.toThrow("without a result");
  });
});
