import { describe, expect, it } from "vitest";
import { PAGE_SIZES, readCheckpoint, readDatabaseHeaders } from "../../../parsers/ese/index.ts";
import { leafPage, writeLog } from "../../../parsers/ese/write/index.ts";
import { checkLog, checkReadable } from "./run.ts";
import { slowLegacy, slowPage } from "./slow.ts";
import { BEGIN, DIRTY, databaseOf, logSignature, logsOf, madeAt } from "./written.ts";

const TIME = "2026-03-01T20:15:30.250Z";
const word = (bytes: Uint8Array, at: number): number => Buffer.from(bytes).readUInt32LE(at);

describe.each([2048, 4096, 8192, 16_384, 32_768] as const)("a written database with pages of %i", (size) => {
  it.each([undefined, "xorPgno"] as const)("has the sums of the definition on every page (%s)", (scheme) => {
    const bytes = databaseOf(size, {}, scheme);
    const pages = Array.from({ length: bytes.length / size }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    );
    expect(pages.slice(0, 2).map((page) => slowLegacy(page) === word(page, 0))).toEqual([true, true]);
    const kinds = pages.slice(2).map((page, i) => slowPage(page, i + 1));
    expect(kinds).not.toContain("broken");
    // the root, its space (2), the catalogue and its copy, the table and its five pages
    expect(kinds.filter((kind) => kind === "good")).toHaveLength(11);
  });

  it("is read with the state, range, times and signatures that were asked for", () => {
    const { header, badChecksums, highestDbtime, headerStatus, pageSize } = checkReadable(
      databaseOf(size, DIRTY),
    );
    expect({ headerStatus, badChecksums, pageSize, highestDbtime }).toEqual({
      headerStatus: "ok",
      badChecksums: 0,
      pageSize: size,
      highestDbtime: "0x1388",
    });
    expect(header).toMatchObject({
      stateText: "Dirty Shutdown",
      logRequired: [4, 6],
      logCommitted: 7,
      genMaxCreated: "2026-03-01T20:22:30.250Z",
      signDb: { random: 0x1234abcd, created: TIME },
      signLog: { random: 0x77, created: "2026-03-01T20:15:29.250Z" },
      lastAttach: { lgpos: [1, 1, 0], time: TIME },
      dbtime: "0x1388",
      fileType: 1,
      shadowed: true,
    });
  });
});

describe("a written database", () => {
  it("knows all page sizes that ESE knows", () => {
    expect(PAGE_SIZES).toEqual([2048, 4096, 8192, 16_384, 32_768]);
  });

  it("is clean without a range, and keeps the last backups of each kind", () => {
    const backup = { mark: [5, 3, 16], time: BEGIN, generations: [2, 5] } as const;
    const { header } = checkReadable(databaseOf(4096, { backups: { full: backup, copy: backup } }));
    const read = { mark: [5, 3, 16], time: TIME, genLow: 2, genHigh: 5, type: "OSSnapshot" };
    expect(header).toMatchObject({ stateText: "Clean Shutdown", previousFull: read, previousCopy: read });
    expect(header.previousIncremental).toMatchObject({ genHigh: 0, type: "normal" });
  });

  it("has a shadow header like the first one", () => {
    expect(readDatabaseHeaders(databaseOf(8192).subarray(0, 65_536), 1 << 20).status).toBe("ok");
  });

  it("can have one of its pages written alone, in a later state", () => {
    const bytes = databaseOf(4096);
    const page = leafPage({ dbtime: 9000, content: 77, text: "Changed" }, 2, 5, 4096);
    bytes.set(page, (35 + 1) * 4096);
    const report = checkReadable(bytes);
    expect([report.badChecksums, report.highestDbtime, report.highestDbtimePgno]).toEqual([0, "0x2328", 35]);
  });
});

describe("a written log", () => {
  const files = logsOf(3, 5);
  const read = (name: string) => checkLog(files[name] ?? new Uint8Array(0)).report;

  it("has generation, times, signature, paths and databases", () => {
    expect(read("E0000000004.log")).toMatchObject({
      headerChecksumOk: true,
      generation: 4,
      sectors: 8,
      created: new Date(madeAt(4)).toISOString(),
      previousCreated: new Date(madeAt(3)).toISOString(),
      version: [8, 4000, 20, 20],
      signLog: { random: 0x77 },
      logPath: "D:\\Logs\\Written",
      checkpoint: [4, 1, 0],
      attachments: [{ dbid: 1, path: "D:\\Db\\Written.edb", signDb: { random: 0x1234abcd } }],
      eseutilExit: 0,
    });
  });

  it("names the accumulated sum of the one before, and begins with none", () => {
    expect(read("E0000000004.log").previousAccumulated).toBe(read("E0000000003.log").segments?.accumulated);
    expect(read("E0000000003.log")).toMatchObject({
      previousAccumulated: "0x0000000000000000",
      previousCreated: null,
    });
  });

  it("is full when closed, and ends early while it is the current one", () => {
    expect(read("E0000000004.log").segments).toMatchObject({ good: 6, zero: 0, corrupt: null });
    expect(read("E00.log").segments).toMatchObject({ good: 2, zero: 4, corrupt: null });
  });

  it("can be of the size that real ones have", () => {
    const { bytes } = writeLog({
      generation: 1,
      created: BEGIN,
      previous: null,
      signature: logSignature,
      sectors: 256,
      pageSize: 32_768,
      folder: "D:\\Logs",
      checkpoint: [1, 1, 0],
      attachments: [],
      content: 1,
    });
    expect([bytes.length, checkLog(bytes).report.segments?.good]).toEqual([1 << 20, 254]);
  });

  it("has a checkpoint beside it, twice", () => {
    expect(readCheckpoint(files["E00.chk"] ?? new Uint8Array(0)).report).toMatchObject({
      copiesOk: [true, true],
      identical: true,
      checkpoint: [4, 1, 0],
      fullBackup: { mark: [3, 2, 0], time: TIME },
      signLog: { random: 0x77 },
      attachments: 1,
    });
  });
});
