import { describe, expect, it } from "vitest";
import { createEseutilReader, type EseutilOutput, verifyRun } from "../../../parsers/eseutil/index.ts";
import { createRandom } from "../random.ts";

const COUNTS = ["12 pages seen", "0 bad checksums", "0 correctable checksums", "0 wrong page numbers"];
const DONE = "Operation completed successfully in 12.7 seconds.";
const GOOD = ["Version 15.02", "Initiating CHECKSUM mode...", ...COUNTS, DONE];

function read(lines: readonly string[], errors: readonly string[] = [], end = "\r\r\n"): EseutilOutput {
  const reader = createEseutilReader();
  reader.stdout(lines.map((line) => line + end).join(""));
  reader.stderr(errors.map((line) => line + end).join(""));
  return reader.end();
}

const pages = (output: EseutilOutput, exitCode: number | null = 0, count = 12) =>
  verifyRun(output, { mode: "pages", exitCode, pages: count });

describe("a run over pages", () => {
  it("is proof when all is said", () => {
    expect(pages(read(GOOD))).toEqual({ verified: true, why: [] });
    for (const end of ["\n", "\r\n", "\r\r\n"]) expect(pages(read(GOOD, [], end)).verified).toBe(true);
    expect(read(GOOD).elapsedMs).toBe(12_007);
  });

  it.each([
    ["another exit code", GOOD, -1206, 12, "exit code -1206"],
    ["an exit code as an unsigned number", GOOD, 4294966090, 12, "exit code -1206"],
    ["a killed process", GOOD, null, 12, "exit code unknown"],
    ["fewer pages than the file has", GOOD, 0, 13, "12 of 13 pages seen"],
    ["no last line", GOOD.slice(0, -1), 0, 12, "no last line"],
    ["no counts", [DONE], 0, 12, "no page counts"],
    ["a bad page", GOOD.with(3, "1 bad checksums"), 0, 12, "1 bad checksums"],
    ["a missing count", GOOD.filter((line) => !line.includes("bad")), 0, 12, "unknown bad checksums"],
    ["pages elsewhere", GOOD.with(5, "2 wrong page numbers"), 0, 12, "2 wrong page numbers"],
    [
      "words that nobody knows",
      [...GOOD, "Error while reading the bitmap"],
      0,
      12,
      "not understood: Error while",
    ],
    [
      "a warning at the end",
      GOOD.with(6, "Operation completed successfully with 1 (JET_wrnX, text) after 0.1 seconds."),
      0,
      12,
      "warning 1 (JET_wrnX)",
    ],
    ["two ends", [...GOOD, "Operation terminated unsuccessfully after 1.0 seconds."], 0, 12, "unsuccessful"],
  ] as const)("is none with %s", (_, lines, exitCode, count, why) => {
    const verdict = pages(read(lines), exitCode, count);
    expect(verdict.verified).toBe(false);
    expect(verdict.why.some((one) => one.startsWith(why))).toBe(true);
  });

  it("is none when a page is named on the other stream, whatever the counts say", () => {
    const output = read(GOOD, ["ERROR: page 7 checksum failed", "ERROR: page -1 (header) checksum failed"]);
    expect(output.pageErrors).toEqual([-1, 7]);
    expect(pages(output).verified).toBe(false);
  });

  it("does not take a success that comes behind an error", () => {
    const failed =
      "Operation terminated with error -1206 (JET_errDatabaseCorrupted, text, with a comma) after 0.5 seconds.";
    expect(read([failed, DONE])).toMatchObject({
      completed: "error",
      error: -1206,
      errorText: "text, with a comma",
      elapsedMs: 5,
    });
  });

  it("is not confused by folders called Error", () => {
    const output = read([
      ...GOOD,
      "        Database: D:\\Error\\failed.edb",
      "File: D:\\Damaged\\failed.edb",
    ]);
    expect(pages(output).verified).toBe(true);
    expect(output.database).toBe("D:\\Error\\failed.edb");
  });

  it("names a thousand bad pages and counts all", () => {
    const errors = Array.from({ length: 5000 }, (_, i) => `ERROR: page ${i + 1} checksum failed`);
    const output = read(GOOD, errors);
    expect(output.pageErrors).toHaveLength(1000);
    expect(output.pageErrorCount).toBe(5000);
  });
});

describe("a run over logs", () => {
  const logs = (lines: readonly string[], exitCode = 0) =>
    verifyRun(read(["Verifying log files...", ...lines, DONE]), { mode: "logs", exitCode });
  const FREE = "No damaged log files were found.";

  it("is proof only when every log is good and it says so", () => {
    expect(logs(["      Log file: D:\\L\\E00.log - OK", FREE]).verified).toBe(true);
    expect(logs(["      Log file: D:\\L\\E00.log - OK"]).why).toEqual(["not said to be free of damage"]);
    expect(logs([FREE]).why).toEqual(["no logs"]);
    expect(logs(["      Log file: D:\\L\\E00.log", FREE]).why).toEqual(["not good: E00.log"]);
    expect(
      logs(["Log file: E00.log - OK", "Missing log files: D:\\L\\E00{0000001D - 0000001F}.log", FREE]).why,
    ).toEqual(["missing: E00{0000001D - 0000001F}.log"]);
  });

  it("of one log that was found bad is not mended by a later line", () => {
    const output = read([
      "CORRUPTION DETECTED in log file: E00.log",
      "Integrity check passed for log file: E00.log",
      DONE,
    ]);
    expect(verifyRun(output, { mode: "log", exitCode: 0 }).verified).toBe(false);
  });
});

describe("a run that was asked for something else", () => {
  it("proves nothing", () => {
    for (const mode of ["header", "log", "logs", "checkpoint"] as const) {
      expect(verifyRun(read(GOOD), { mode, exitCode: 0 }).verified).toBe(false);
    }
  });
});

describe("any text", () => {
  it("is read without an exception and is no proof", () => {
    const words = [
      ...GOOD,
      "Log file: ",
      " - OK",
      "State: ",
      "(0x",
      ",",
      ")",
      "ERROR: ",
      ":",
      "\r",
      "\n",
      "Mark: ",
      "é",
      "\0",
    ];
    for (let seed = 1; seed <= 300; seed++) {
      const random = createRandom(seed);
      const reader = createEseutilReader();
      let text = "";
      for (let i = random.below(60); i > 0; i--) text += words[random.below(words.length - 1) + 1];
      reader.stdout(text);
      const output = reader.end();
      if (!text.includes(DONE)) expect(pages(output).verified).toBe(false);
    }
    const endless = createEseutilReader();
    for (let i = 0; i < 200; i++) endless.stdout("x".repeat(10_000));
    expect(endless.end().completed).toBeNull();
  });
});
