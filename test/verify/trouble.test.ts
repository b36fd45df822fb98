import { appendFileSync, chmodSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { database, log, newPage } from "../parsers/ese/build.ts";
import { present, readList, type SetEntry, SKIPPED } from "../parsers/ese/data.ts";
import { backupFolder, filesOf } from "./backup.ts";

const { put, verify } = backupFolder();
const good = database(4096, [newPage(4096, 1), newPage(4096, 2)]);
const codes = (report: { readonly diagnostics: readonly { readonly code: string }[] }): readonly string[] =>
  report.diagnostics.map(({ code }) => code);

/** Root may read every file, so it runs as nobody. */
async function unprivileged<T>(folder: string, run: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return run();
  for (const open of [dirname(folder), folder]) chmodSync(open, 0o755);
  process.seteuid?.(65_534);
  try {
    return await run();
  } finally {
    process.seteuid?.(0);
  }
}

/** Does something to a file once its first piece was read; reading so slowly, the others come later. */
function afterFirstPiece(act: () => void) {
  let done = false;
  const bytes = (): void => {
    if (!done) act();
    done = true;
  };
  return { progress: { start: () => undefined, input: () => undefined, found: () => undefined, bytes } };
}

describe("what cannot be judged", () => {
  it("is said of a folder without a backup", async () => {
    const report = await verify([put("empty", { "notes.txt": Buffer.from("nothing here") })]);
    expect(report.verdict).toBe("unknown");
    expect(codes(report)).toEqual(["verify-passed-over", "verify-nothing"]);
  });

  it("is said of a named file that is no part of a backup", async () => {
    const folder = put("named", { "db.edb": good, "notes.txt": Buffer.alloc(5000, "x") });
    const report = await verify([join(folder, "db.edb"), join(folder, "notes.txt")]);
    expect(report.verdict).toBe("unknown");
    expect(report.sets[0]?.databases).toMatchObject([{ verdict: "clean", judged: true }]);
    expect(codes(report)).toEqual(["verify-unrecognised"]);
  });

  it("is said of a path that is not there, and of standard input", async () => {
    const folder = put("absent", { "db.edb": good });
    const missing = await verify([folder, join(folder, "no-such.edb")]);
    expect([missing.verdict, ...codes(missing)]).toEqual(["unknown", "input-missing"]);
    const stdin = await verify([folder, "-"]);
    expect([stdin.verdict, ...codes(stdin)]).toEqual(["unknown", "verify-unrecognised"]);
  });

  it("weighs more than a warning and less than a failure: a warning says that all can be restored", async () => {
    const bit = newPage(4096, 1);
    bit[2000] = (bit[2000] ?? 0) ^ 1;
    const torn = newPage(4096, 1).fill(1, 300, 310);
    const folder = put("weights", {
      "bit.edb": database(4096, [bit, newPage(4096, 2)]),
      "torn.edb": database(4096, [torn, newPage(4096, 2)]),
      "notes.txt": Buffer.alloc(5000, "x"),
    });
    const verdictOf = async (...names: string[]): Promise<string> =>
      (await verify(names.map((name) => join(folder, name)))).verdict;
    expect(await verdictOf("bit.edb")).toBe("warning");
    expect(await verdictOf("bit.edb", "notes.txt")).toBe("unknown");
    expect(await verdictOf("bit.edb", "notes.txt", "torn.edb")).toBe("failure");
  });

  it("is said of a run that was ended, and nothing is called damaged or good then", async () => {
    const report = await verify([put("ended", { "db.edb": good })], {}, { signal: AbortSignal.abort() });
    expect(report.verdict).toBe("unknown");
    expect(report.databases).toMatchObject([
      { read: "interrupted", headerStatus: "unread", eseutilExit: null },
    ]);
    expect(report.sets[0]?.databases).toMatchObject([{ judged: false, verdict: "other", details: [] }]);
    expect(codes(report)).toContain("verify-interrupted");
  });

  it("is said of a file that is written to while it is read", async () => {
    const pages = Array.from({ length: 600 }, (_, index) => newPage(4096, index + 1));
    const folder = put("written", { "db.edb": database(4096, pages) });
    const grow = (): void => appendFileSync(join(folder, "db.edb"), Buffer.alloc(4096));
    const report = await verify([folder], { limit: 4_000_000 }, afterFirstPiece(grow));
    expect(report.verdict).toBe("unknown");
    expect(report.databases[0]?.read).toBe("changed");
    expect(codes(report)).toContain("verify-changed");
  });

  it("is said of a file that grows shorter while it is read", async () => {
    const pages = Array.from({ length: 600 }, (_, index) => newPage(4096, index + 1));
    const folder = put("shorter", { "db.edb": database(4096, pages) });
    const cut = (): void => writeFileSync(join(folder, "db.edb"), good);
    const report = await verify([folder], { limit: 4_000_000 }, afterFirstPiece(cut));
    expect(report.verdict).toBe("unknown");
    expect(report.sets[0]?.databases[0]?.judged).toBe(false);
  });

  it("is said of a log without permission to read, instead of calling it missing", async () => {
    const folder = put("forbidden", {
      "db.edb": database(4096, [newPage(4096, 1)], { state: 2, required: [7, 7], committed: 7 }),
      "E0000000007.log": log({ generation: 7 }),
    });
    chmodSync(join(folder, "E0000000007.log"), 0);
    const report = await unprivileged(folder, () => verify([folder]));
    expect(report.verdict).toBe("unknown");
    expect(report.sets[0]?.databases).toMatchObject([{ judged: false }]);
  });

  it("is said of logs of an older format that recovery needs", async () => {
    const folder = put("old-format", {
      "db.edb": database(4096, [newPage(4096, 1)], { state: 2, required: [7, 7], committed: 7, signLog: 5 }),
      "E00.log": log({ generation: 7, version: [7, 3704], signLog: 5 }),
    });
    const report = await verify([folder]);
    expect(report.verdict).toBe("unknown");
    expect(codes(report)).toContain("verify-log-unread");
  });
});

describe("what is wrong", () => {
  it("is an .edb file of which nothing is left", async () => {
    const report = await verify([put("gone", { "DB01.edb": Buffer.alloc(70_000, 0x41) })]);
    expect(report.verdict).toBe("failure");
    expect(report.databases).toMatchObject([{ headerStatus: "bothBad", pageSize: null }]);
  });

  it("is an empty .edb file", async () => {
    const report = await verify([put("nothing-left", { "DB01.edb": new Uint8Array(0) })]);
    expect(report.verdict).toBe("failure");
  });

  it("is a database that ends inside a page", async () => {
    const report = await verify([put("cut", { "DB01.edb": good.subarray(0, good.length - 100) })]);
    expect(report.verdict).toBe("failure");
    expect(codes(report)).toEqual(["verify-cut"]);
  });

  it("is a database of which only the header is left", async () => {
    const report = await verify([put("header-only", { "DB01.edb": good.subarray(0, 4096) })]);
    expect(report.verdict).toBe("failure");
  });

  it("is a destroyed log among its brothers, and not taken for one that is missing", async () => {
    const folder = put("brothers", {
      "E0000000007.log": log({ generation: 7 }),
      "E0000000008.log": Buffer.alloc(32_768, 0x55),
      "app20240101.log": Buffer.from("a text"),
    });
    const report = await verify([folder]);
    expect(report.verdict).toBe("failure");
    expect(report.logs.map(({ path }) => path)).toHaveLength(2);
    expect(report.sets[0]?.chain.problems).toMatchObject([{ error: -501, file: "E0000000008.log" }]);
  });

  it.skipIf(!present)(`is a database of any name that the logs name, wiped out ${SKIPPED}`, async () => {
    const set = readList<SetEntry>("sets.json").find(({ name }) => name === "srum-win10-dirty");
    const files = set === undefined ? {} : filesOf(set);
    const report = await verify([put("wiped", { ...files, "SRUDB.dat": new Uint8Array(196_608) })]);
    expect(report.verdict).toBe("unknown");
    expect(codes(report)).toContain("verify-unrecognised");
  });

  it("is a set of logs alone with a hole, as an incremental backup leaves none", async () => {
    const folder = put("incremental", {
      "E0000000007.log": log({ generation: 7 }),
      "E0000000009.log": log({ generation: 9 }),
    });
    const report = await verify([folder]);
    expect(report.verdict).toBe("failure");
    expect(report.sets[0]?.chain.problems).toEqual([{ error: -528, missing: [8, 8] }]);
  });

  it("is a database in the midst of being made, but not the temporary one of the engine", async () => {
    const made = database(4096, [newPage(4096, 1)], { state: 1 });
    const report = await verify([put("made", { "DB01.edb": made })]);
    expect([report.verdict, report.sets[0]?.databases[0]?.verdict]).toEqual(["failure", "other"]);
    const temporary = await verify([put("temporary", { "tmp.edb": made, "DB01.edb": good })]);
    expect(temporary.verdict).toBe("ok");
    expect(codes(temporary)).toEqual(["verify-passed-over"]);
  });
});

describe("where what lies in a file", () => {
  it("is drawn in cells of equal size, each by its worst page", async () => {
    const pages = Array.from({ length: 126 }, (_, index) => newPage(4096, index + 1));
    pages[9] = new Uint8Array(4096);
    pages[10] = new Uint8Array(4096);
    pages[20] = newPage(4096, 99);
    const bit = newPage(4096, 31);
    bit[2000] = (bit[2000] ?? 0) ^ 1;
    pages[30] = bit;
    pages[125] = newPage(4096, 7);
    const report = await verify([put("map", { "db.edb": database(4096, pages) })]);
    // Two pages a cell: -1 and 0, 1 and 2, ... The pages 10 and 11 are empty but not alone: 9 and 12 are good.
    const cells = Array.from({ length: 64 }, () => ".");
    cells[11] = "x";
    cells[16] = "c";
    cells[63] = "x";
    expect(report.databases[0]?.map).toBe(cells.join(""));
  });
});
