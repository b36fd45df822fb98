import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import type { VerifyReport } from "../../src/model/verify.ts";
import { VERIFY_RENDERERS } from "../../src/report/verify/index.ts";
import { database, log, newPage } from "../parsers/ese/build.ts";
import { backupFolder } from "./backup.ts";

const { put, verify } = backupFolder();
const options = { width: 100, color: false, unicode: true, verbose: false };
const dirty = { state: 2, required: [7, 9], committed: 10, signLog: 5 } as const;

async function broken(): Promise<VerifyReport> {
  const bit = newPage(4096, 2);
  bit[1000] = (bit[1000] ?? 0) ^ 1;
  return verify([
    put("broken", {
      "DB01.edb": database(4096, [newPage(4096, 1), bit, newPage(4096, 4), new Uint8Array(4096)], dirty),
      "E0000000006.log": log({ generation: 6, signLog: 5 }),
      "E0000000007.log": log({ generation: 7, signLog: 5 }),
      "E0000000009.log": log({ generation: 9, signLog: 5 }),
      "E00.log": log({ generation: 10, signLog: 5 }),
    }),
  ]);
}

describe("a verify report as text", () => {
  it("says the verdict, why and what to do, then where in the file and in the logs what is", async () => {
    const text = VERIFY_RENDERERS.text(await broken(), options);
    const lines = text.split("\n");
    expect(lines[0]).toBe("✗ FAILED  1 of 1 database damaged, or not to be restored as backed up");
    expect(lines[1]).toBe("  Why   DB01.edb: 1 page damaged: 3 (-1206; -1018 when it is read).");
    expect(lines[2]).toMatch(/^ {2}Do {4}Do not count on this backup/);
    expect(text).toContain("  ██▓✗░\n".replace("██", "███"));
    expect(text).toContain("Page 3 holds page 4");
    expect(text).toContain("2 (bit 8000)");
    expect(text).toContain("  0x6──0x7\n  ✗ 0x8 missing (-528)\n  0x9──E00.log\n");
    expect(text).toContain("DB01.edb needs 0x7 to 0x9, committed up to 0xA");
    expect(text).toContain("Missing: E0000000008.log (generation 0x8)");
    expect(text).toContain("(-543)");
  });

  it("is ASCII where the terminal shows no more, and never wider than it", async () => {
    for (const width of [40, 60, 80]) {
      const text = VERIFY_RENDERERS.text(await broken(), { ...options, width, unicode: false });
      expect(text).toMatch(/^[\n -~]*$/);
      expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(text).toContain("===cX.");
    }
  });
});

describe("a verify report as JUnit", () => {
  it("is well-formed, with a failed case for the database and one for the verdict", async () => {
    const xml = VERIFY_RENDERERS.junit(await broken(), options);
    const cases: string[] = [];
    const failed: string[] = [];
    const parser = new SaxesParser();
    parser.on("error", (error) => {
      throw error;
    });
    parser.on("opentag", ({ name, attributes }) => {
      if (name === "testcase") cases.push(String(attributes.name));
      if (name === "failure") failed.push(cases.at(-1) ?? "");
    });
    parser.write(xml).close();
    expect(cases).toEqual(["DB01.edb", "logs E00", "verdict"]);
    expect(failed).toEqual(["DB01.edb", "verdict"]);
  });

  it("fails a chain of logs that no database could do without", async () => {
    const report = await verify([
      put("chain", { "E0000000007.log": log({ generation: 7 }), "E0000000009.log": log({ generation: 9 }) }),
    ]);
    expect(VERIFY_RENDERERS.junit(report, options)).toContain('failures="2"');
  });
});

describe("foreign text in a verify report", () => {
  it("reaches no reader as it is: names of files, paths in logs", async () => {
    const name = "a\u001b[31m\u202e<b>&\u0007.edb";
    const report = await verify([put("hostile", { [name]: database(4096, [newPage(4096, 3)]) })]);
    for (const format of ["text", "json", "junit"] as const) {
      const text = VERIFY_RENDERERS[format](report, options);
      expect(text, format).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    }
    expect(VERIFY_RENDERERS.junit(report, options)).not.toContain("<b>");
    expect(JSON.parse(VERIFY_RENDERERS.json(report)).databases[0].path).toContain(name);
  });

  it("does not make a report endless: a million bad pages are counted, and a thousand named", async () => {
    const pages = Array.from({ length: 1500 }, () => newPage(2048, 7));
    const report = await verify([put("many", { "DB01.edb": database(2048, pages) })]);
    expect(report.databases[0]?.badChecksums).toBe(1499);
    expect(report.databases[0]?.badPages).toHaveLength(1000);
    expect(VERIFY_RENDERERS.text(report, options).length).toBeLessThan(8000);
  });
});
