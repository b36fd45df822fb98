import { describe, expect, it } from "vitest";
import {
  createDatabaseScan,
  createFlushMapScan,
  createLogScan,
  identify,
  readCheckpoint,
  readDatabaseHeaders,
} from "../../../parsers/ese/index.ts";
import { createRandom } from "../random.ts";
import { database, log, newPage, put16, put32, sumHeader } from "./build.ts";
import { checkDatabase, checkLog, checkReadable } from "./run.ts";

describe("files cut anywhere", () => {
  it("are read as far as they go, databases", () => {
    const bytes = database(2048, [newPage(2048, 1), newPage(2048, 2)]);
    for (let length = 0; length <= bytes.length; length += length % 2048 < 8 ? 1 : 509) {
      const report = checkDatabase(bytes.subarray(0, length));
      if (length < 2048) expect(report.kind).toBe("unknown");
      else
        expect(report).toMatchObject({ pagesSeen: Math.floor(length / 2048), trailingBytes: length % 2048 });
    }
  });

  it("are read as far as they go, logs", () => {
    const bytes = log({ generation: 3 });
    for (let length = 0; length < bytes.length; length += length % 4096 < 8 ? 1 : 1021) {
      const { report } = checkLog(bytes.subarray(0, length));
      expect(report).toMatchObject({ fileSizeOk: false, segments: null });
      expect(report.eseutilExit).toBe(length < 4096 ? -501 : -541);
    }
  });

  it("are read as far as they go, checkpoints", () => {
    const copy = new Uint8Array(4096);
    put32(copy, 16, 31);
    put32(copy, 667, 4);
    sumHeader(copy);
    for (let length = 0; length < 8192; length += 509) {
      const bytes = new Uint8Array(length);
      bytes.set(copy.subarray(0, length));
      expect(readCheckpoint(bytes).report).toMatchObject({
        copiesOk: [length >= 4096, false],
        checkpoint: length >= 4096 ? [31, 0, 0] : null,
      });
    }
  });
});

describe("a checkpoint", () => {
  it("is read from the second copy when the first is bad, and not from a header of another file", () => {
    const bytes = new Uint8Array(8192);
    const second = bytes.subarray(4096);
    put32(second, 16, 31);
    put16(second, 14, 12);
    put32(second, 667, 4);
    sumHeader(second);
    expect(readCheckpoint(bytes).report).toMatchObject({ copiesOk: [false, true], checkpoint: [31, 12, 0] });
    expect(readCheckpoint(log({ generation: 1 })).report.copiesOk).toEqual([false, false]);
  });
});

describe("headers with a right sum and evil fields", () => {
  const withField = (put: (header: Uint8Array) => void): Uint8Array => {
    const bytes = log({ generation: 3 });
    put(bytes);
    sumHeader(bytes.subarray(0, 4096));
    return bytes;
  };

  it.each([0, 1, 2, 3, 7, 9, 65535])("takes %i sectors for what they are", (sectors) => {
    const { report } = checkLog(withField((header) => put16(header, 12, sectors)));
    expect(report).toMatchObject({ sectors, fileSizeOk: false, eseutilExit: -541 });
  });

  it.each([0, 512, 65535])("does not read segments of %i bytes", (sectorSize) => {
    const { report } = checkLog(withField((header) => put16(header, 8, sectorSize)));
    expect(report).toMatchObject({ sectorSize, segments: null });
    expect(report.eseutilExit).not.toBe(0);
  });

  it("reads no content of a file that is no log", () => {
    const { report } = checkLog(withField((header) => put32(header, 667, 4)));
    expect(report).toMatchObject({ segments: null, eseutilExit: -1812 });
  });

  it("ends a list of databases where it does not fit any more", () => {
    const { report } = checkLog(
      withField((header) => {
        for (let at = 671; at < 4096; at += 64) {
          header[at] = 1;
          put16(header, at + 2, 0);
        }
      }),
    );
    expect(report.attachments).toHaveLength(32);
    const long = checkLog(
      withField((header) => {
        header[671] = 1;
        put16(header, 673, 65535);
        header.fill(0x41, 735, 4096);
      }),
    );
    expect(long.report.attachments).toMatchObject([{ path: "A".repeat(2048 - 64) }]);
  });

  it("survives a log of one sector", () => {
    const bytes = withField((header) => put16(header, 12, 1)).slice(0, 4096);
    expect(checkLog(bytes).report).toMatchObject({
      fileSizeOk: true,
      segments: { good: 0, lastSegment: null },
    });
  });
});

describe("size", () => {
  it("that the system tells does not matter for memory, and what does not come is not claimed", () => {
    const bytes = database(4096, [newPage(4096, 1), newPage(4096, 2)]);
    const head = readDatabaseHeaders(bytes, 2 ** 50);
    if (head.status === "bothBad") throw new Error("no header");
    const scan = createDatabaseScan(head, 2 ** 50);
    scan.write(bytes);
    expect(scan.end()).toMatchObject({ pagesSeen: 4, badChecksums: 0 });
  });

  it("of a file that grows while it is read is that of its beginning", () => {
    const bytes = database(4096, [newPage(4096, 1), newPage(4096, 2)]);
    const head = readDatabaseHeaders(bytes, bytes.length);
    if (head.status === "bothBad") throw new Error("no header");
    const scan = createDatabaseScan(head, bytes.length);
    scan.write(bytes);
    scan.write(new Uint8Array(50_000).fill(9));
    expect(scan.end()).toMatchObject({ pagesSeen: 4, badChecksums: 0, trailingBytes: 0 });
  });
});

describe("a trailer page", () => {
  const trailer = new Uint8Array(4096).fill(5, 512);
  sumHeader(trailer);

  it("is one only at the end", () => {
    const pages = [newPage(4096, 1), trailer];
    expect(checkReadable(database(4096, pages))).toMatchObject({ trailerPage: true, badChecksums: 0 });
    expect(checkReadable(database(4096, [trailer, newPage(4096, 2)]))).toMatchObject({
      trailerPage: false,
      badPages: [1],
    });
  });

  it("is bad when its sum is", () => {
    const damaged = trailer.slice();
    damaged[700] = 6;
    expect(checkReadable(database(4096, [newPage(4096, 1), damaged]))).toMatchObject({
      trailerPage: true,
      badPages: [2],
    });
  });
});

describe("files by content", () => {
  const head = (bytes: Uint8Array) => identify(bytes, bytes.length);

  it("are told by their headers, damaged ones as well", () => {
    const cases = [
      ["database", database(8192, [])],
      ["log", log({ generation: 1 })],
    ] as const;
    for (const [type, bytes] of cases) {
      expect(head(bytes)).toEqual({ type, whole: true });
      const damaged = bytes.slice();
      // Another value in every place: equal ones cancel each other in an XOR.
      for (let at = 2000; at < bytes.length; at += 2048) damaged[at] = 1 + (at >>> 11);
      expect(head(damaged)).toEqual({ type, whole: false });
    }
  });

  it("of other kinds are none of ESE's", () => {
    expect(head(new Uint8Array(0))).toBeNull();
    expect(head(new Uint8Array(65536))).toBeNull();
    const random = createRandom(7);
    for (let i = 0; i < 50; i++)
      expect(head(Uint8Array.from({ length: 9000 }, () => random.below(256)))).toBeNull();
  });
});

describe("scans of nothing", () => {
  it("say that nothing is good", () => {
    expect(createLogScan().end().report).toMatchObject({ headerChecksumOk: false, eseutilExit: -501 });
    expect(createFlushMapScan().end()).toMatchObject({ headerOk: false, pages: 0 });
  });
});
