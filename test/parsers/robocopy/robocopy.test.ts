import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRobocopyReader, exitBits, verifyCopy } from "../../../parsers/robocopy/index.ts";

const folder = new URL("../../../../shared/data/tool-output/", import.meta.url);
const present = existsSync(folder);
const outputs = present ? readdirSync(folder).filter((name) => name.startsWith("robocopy")) : [];

function read(text: string, step = 11) {
  const reader = createRobocopyReader();
  for (let at = 0; at < text.length; at += step) reader.write(text.slice(at, at + step));
  return reader.end();
}

/** What robocopy printed, a character a byte; the heading of the file is of whoever collected it. */
const published = (name: string) =>
  read(
    readFileSync(new URL(name, folder), "latin1")
      .split("\n")
      .filter((line) => !line.startsWith("#"))
      .join("\r\n"),
  );

const row = (total: number, copied: number, skipped: number, failed: number, extras: number) => ({
  ...{ total, copied, skipped, mismatch: 0, failed, extras },
});

// Expected by the headings of the files.
describe.skipIf(!present)("what people published (skipped where ../shared/data is not there)", () => {
  it("is all looked at here", () => {
    expect(outputs.sort()).toEqual([
      "robocopy-error-line-shapes.txt",
      "robocopy-fail-de-summary.txt",
      "robocopy-fatal-en-no-audit-right.txt",
      "robocopy-ok-en-one-file.txt",
      "robocopy-summary-fr-test.txt",
    ]);
  });

  it("one file that was copied", () => {
    const told = published("robocopy-ok-en-one-file.txt");
    expect(told).toEqual({
      summary: {
        dirs: row(1, 0, 1, 0, 0),
        files: row(1, 1, 0, 0, 0),
        // 16.00 m
        bytes: row(16_777_216, 16_777_216, 0, 0, 0),
        exact: false,
      },
      errors: [],
      errorCount: 0,
    });
    expect(verifyCopy(told, 1)).toEqual({ verified: true, why: [] });
  });

  it("files that failed, in German, where the heads run together", () => {
    const told = published("robocopy-fail-de-summary.txt");
    expect(told.summary).toEqual({
      dirs: row(12, 0, 12, 0, 1),
      files: row(120, 10, 105, 5, 7),
      bytes: row(100_000, 20_000, 70_000, 10_000, 3000),
      exact: true,
    });
    expect(verifyCopy(told, 9)).toEqual({
      verified: false,
      why: ["exit code 9", "5 files failed", "10000 bytes failed"],
    });
    // Even if its exit code were lost on the way.
    expect(verifyCopy(told, 1).verified).toBe(false);
  });

  it("a summary in French", () => {
    const { summary } = published("robocopy-summary-fr-test.txt");
    // 1.47 k is 1505 bytes.
    expect(summary).toEqual({
      dirs: row(2, 1, 1, 0, 0),
      files: row(5, 3, 2, 0, 0),
      bytes: row(1505, 768, 679, 0, 0),
      exact: false,
    });
  });

  it("no right to copy what it was told to", () => {
    const told = published("robocopy-fatal-en-no-audit-right.txt");
    expect(told.summary).toBeNull();
    expect(verifyCopy(told, 16).why).toEqual(["exit code 16", "no summary"]);
    expect(verifyCopy(told, 0).verified).toBe(false);
  });

  it("errors in five languages, and what only looks like one", () => {
    const { errors, errorCount } = published("robocopy-error-line-shapes.txt");
    expect(errors).toEqual([
      { error: 112, path: "E:\\B\\f.dat" },
      { error: 112, path: "E:\\B\\f.dat" },
      { error: 112, path: "E:\\B\\f.dat" },
      { error: 5, path: "\\\\nas\\share\\big.iso" },
      { error: 112, path: "D:\\big.iso" },
      { error: 53, path: "\\\\nas\\share\\big.iso" },
    ]);
    expect(errorCount).toBe(6);
  });
});

const GOOD = [
  "    Dirs :         1         0         1         0         0         0",
  "   Files :         3         3         0         0         0         0",
  "   Bytes :  25165824  25165824         0         0         0         0",
  "   Times :   0:00:00   0:00:00                       0:00:00   0:00:00",
];
const MISMATCH = GOOD.map((line) =>
  line.replace("3         3         0         0", "3         2         0         1"),
);

describe("exit codes", () => {
  it("are bits, and nothing beyond them", () => {
    const none = { copied: false, extras: false, mismatched: false, failed: false, fatal: false };
    expect(exitBits(0)).toEqual(none);
    expect(exitBits(3)).toEqual({ ...none, copied: true, extras: true });
    expect(exitBits(4)).toEqual({ ...none, mismatched: true });
    expect(exitBits(9)).toEqual({ ...none, copied: true, failed: true });
    expect(exitBits(16)).toEqual({ ...none, fatal: true });
    // A program that is not there, one that was ended, one that crashed.
    for (const code of [9009, -1, 3_221_225_786, 32]) expect(exitBits(code)).toBeNull();
  });

  it("say no where the summary says yes", () => {
    const told = read(GOOD.join("\r\n"));
    const good = (code: number | null) => verifyCopy(told, code).verified;
    expect([0, 1, 2, 3].map(good)).toEqual([true, true, true, true]);
    expect([4, 5, 7, 8, 9, 16, 24, 9009, -1, 4_294_966_090, null].map(good)).not.toContain(true);
  });

  it("that are good do not hide what the summary says", () => {
    expect(verifyCopy(read(MISMATCH.join("\r\n")), 1)).toEqual({
      verified: false,
      why: ["1 files do not match"],
    });
    expect(verifyCopy(read(""), 0)).toEqual({ verified: false, why: ["no summary"] });
  });
});

describe("a summary", () => {
  it("is read where long numbers leave no blank between them", () => {
    const told = read(
      [
        ...GOOD.slice(0, 2),
        "   Bytes :123456789012123456789012         0         0         0         0",
      ].join("\n"),
    );
    expect(told.summary?.bytes).toBeNull();
    expect(verifyCopy(told, 1).verified).toBe(true);
  });

  it("is the last one", () => {
    expect(verifyCopy(read([...GOOD, "", "x", ...MISMATCH].join("\n")), 1).verified).toBe(false);
  });

  it("is none that stands in the name of a file", () => {
    const name = "x 1 1 1 1 1 1";
    expect(read(`\t    New File  \t\t    4096\t${name}\n`.repeat(3)).summary).toBeNull();
  });

  it("names the cause of what failed", () => {
    const told = read(
      ["2026/03/01 21:30:00 ERROR 112 (0x00000070) Copying File G:\\a b.log", ...MISMATCH].join("\n"),
    );
    expect(verifyCopy(told, 9).why).toEqual([
      "exit code 9",
      "1 files do not match",
      "error 112 (the disk is full): G:\\a b.log",
    ]);
  });

  it("is not looked for in errors that were overcome", () => {
    const told = read(["ERROR 32 (0x00000020) Copying File G:\\a.log", "Retrying...", ...GOOD].join("\n"));
    expect(told.errorCount).toBe(1);
    expect(verifyCopy(told, 1).verified).toBe(true);
  });
});

it("no text without a summary is a success", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("\r\n", "Files : ", "         0", " 16.00 m", "ERROR 5 (0x00000005) C:\\x"),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: -5, max: 40 }), (pieces, code) => {
      const told = read(pieces.join(""), 1 + (pieces.length % 7));
      const { verified } = verifyCopy(told, code);
      expect(verified && told.summary === null).toBe(false);
      expect(verified && code > 7).toBe(false);
    }),
  );
  expect(read(" ".repeat(1_000_000)).summary).toBeNull();
});
