import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openLog } from "../../src/platform/log.ts";
import { openRotatingFile } from "../../src/platform/rotating-file.ts";
import { testFolder } from "../app/logs.ts";

const folder = testFolder();
const NEVER = (error: Error): never => {
  throw error;
};

describe("a rotated file", () => {
  it("is put aside before it grows beyond its size, and so many are kept", () => {
    const path = join(folder, "rotated", "log");
    const file = openRotatingFile(path, { bytes: 30, files: 3, failed: NEVER });
    for (let n = 0; n < 10; n += 1) file.write(`line number ${n}\n`);
    file.close();
    // 14 bytes a line: two fit.
    expect(readdirSync(join(folder, "rotated")).sort()).toEqual(["log", "log.1", "log.2"]);
    expect(readFileSync(path, "utf8")).toBe("line number 8\nline number 9\n");
    expect(readFileSync(`${path}.1`, "utf8")).toBe("line number 6\nline number 7\n");
    expect(readFileSync(`${path}.2`, "utf8")).toBe("line number 4\nline number 5\n");
  });

  it("goes on where an earlier one stopped, and counts what was there", () => {
    const path = join(folder, "on.log");
    writeFileSync(path, "x".repeat(25));
    const file = openRotatingFile(path, { bytes: 30, files: 2, failed: NEVER });
    file.write("ab\n");
    file.write("cd\n");
    file.close();
    expect(readFileSync(`${path}.1`, "utf8")).toBe(`${"x".repeat(25)}ab\n`);
    expect(readFileSync(path, "utf8")).toBe("cd\n");
  });

  it("takes a line that is longer than its size as it is", () => {
    const path = join(folder, "long.log");
    const file = openRotatingFile(path, { bytes: 10, files: 2, failed: NEVER });
    file.write(`${"y".repeat(50)}\n`);
    file.close();
    expect(statSync(path).size).toBe(51);
    expect(existsSync(`${path}.1`)).toBe(false);
  });

  it.skipIf(!existsSync("/dev/full"))(
    "says once that it cannot be written (skipped without /dev/full)",
    () => {
      const said: string[] = [];
      const file = openRotatingFile("/dev/full", {
        bytes: 100,
        files: 2,
        failed: ({ message }) => said.push(message),
      });
      file.write("a\n");
      file.write("b\n");
      file.close();
      expect(said).toEqual([expect.stringContaining("ENOSPC")]);
    },
  );
});

describe("the log", () => {
  const linesIn = (path: string) =>
    readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));

  it("keeps information in the file whatever is said on stderr, one JSON object a line", () => {
    const path = join(folder, "kept.log");
    const log = openLog("silent", { path, redact: (text) => text });
    log.debug({ n: 1 }, "not kept");
    log.info({ source: "live:MBX1" }, "can be read again");
    log.warn({ n: 2 }, "warned");
    log.error({ n: 3 }, "failed");
    expect(linesIn(path)).toEqual([
      {
        level: "info",
        time: expect.stringMatching(/^20.*Z$/),
        source: "live:MBX1",
        msg: "can be read again",
      },
      { level: "warn", time: expect.anything(), n: 2, msg: "warned" },
      { level: "error", time: expect.anything(), n: 3, msg: "failed" },
    ]);
  });

  it("keeps more when more is asked for", () => {
    const path = join(folder, "debug.log");
    // Said on stderr as well, of which a test of the command line speaks.
    const log = openLog("debug", { path, redact: (text) => text });
    log.debug({}, "kept");
    expect(linesIn(path)).toMatchObject([{ level: "debug", msg: "kept" }]);
  });

  it("takes out what must not stand in it", () => {
    const path = join(folder, "redacted.log");
    const log = openLog("silent", { path, redact: (text) => text.replaceAll("s3cr3t", "***") });
    log.warn({ detail: "https://x/s3cr3t" }, "not taken");
    expect(readFileSync(path, "utf8")).not.toContain("s3cr3t");
    expect(linesIn(path)).toMatchObject([{ detail: "https://x/***" }]);
  });
});
