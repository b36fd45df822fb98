import { copyFileSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openStore } from "../../src/store/open-store.ts";
import { StoreError } from "../../src/store/store-error.ts";
import { everything, fill } from "./everything.ts";
import { expectTrouble, inStore, stateFolder, watched } from "./stores.ts";

const RUNS = process.env.THAWLINE_PROOF === "full" ? 5_000 : 200;
const PAGE = 4_096;

function filled(): { readonly folder: string; readonly file: string; readonly bytes: Buffer } {
  const folder = stateFolder();
  inStore(folder, fill);
  const file = join(folder, "thawline.db");
  return { folder, file, bytes: readFileSync(file) };
}

describe("a damaged store", () => {
  const wrecks: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
    ["with garbage for a header", (bytes) => Buffer.concat([Buffer.alloc(100, "x"), bytes.subarray(100)])],
    ["that is another kind of file", () => Buffer.from("PK\u0003\u0004 no store at all")],
    ["of nothing but NULs", (bytes) => Buffer.alloc(bytes.length)],
    ["that is empty", () => Buffer.alloc(0)],
    ["cut off within its header", (bytes) => bytes.subarray(0, 50)],
    ["cut off within a page", (bytes) => bytes.subarray(0, 5 * PAGE + 700)],
    ["cut off behind a page", (bytes) => bytes.subarray(0, bytes.length - PAGE)],
    [
      "with its second half gone to NULs",
      (bytes) => Buffer.concat([bytes.subarray(0, 8 * PAGE), Buffer.alloc(bytes.length - 8 * PAGE)]),
    ],
  ];

  it.each(wrecks)("%s is told with its file and what to do, and left as it is", (_, wreck) => {
    const { folder, file, bytes } = filled();
    const wrecked = wreck(bytes);
    writeFileSync(file, wrecked);
    expectTrouble(() => watched(folder), "corrupt", file, "backup", "move it away");
    expectTrouble(() => watched(folder), "corrupt");
    expect(readFileSync(file).equals(wrecked)).toBe(true);
    // Reading tells of it as well, at the latest when it comes to what is damaged.
    expectTrouble(() => inStore(folder, everything, "read"), "corrupt", file);
    expect(readFileSync(file).equals(wrecked)).toBe(true);
  });

  it("is told whichever of its pages has gone to NULs, at the latest when that is read", () => {
    const { folder, file, bytes } = filled();
    const pages = bytes.length / PAGE;
    expect(pages).toBeGreaterThan(40);
    const late: number[] = [];
    for (let page = 0; page < pages; page += 1) {
      writeFileSync(file, Buffer.from(bytes).fill(0, page * PAGE, (page + 1) * PAGE));
      expect([page, outcome(() => JSON.stringify(inStore(folder, everything)))]).toEqual([page, "corrupt"]);
      if (outcome(() => inStore(folder, () => "opened")) === "opened") late.push(page);
    }
    // The ends of the texts that go over several pages: two states.
    expect(late.length).toBeLessThanOrEqual(4);
  });

  it("with a bit turned over is told, or nothing of what it says is another", () => {
    const { folder, file, bytes } = filled();
    const before = JSON.stringify(inStore(folder, everything));
    let told = 0;
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const wrecked = Buffer.from(bytes);
        wrecked[at] = (bytes[at] ?? 0) ^ (1 << bit);
        writeFileSync(file, wrecked);
        const found = outcome(() => JSON.stringify(inStore(folder, everything)));
        if (found === before) return;
        told += 1;
        expect(found).toMatch(/^(corrupt|newer)$/);
      }),
      { numRuns: RUNS },
    );
    expect(told).toBeGreaterThan(RUNS / 4);
  });

  it("with a write-ahead log keeps that as well", () => {
    const { folder } = filled();
    const live = watched(folder);
    live.notes.put("after", "the last checkpoint");
    const other = stateFolder();
    mkdirSync(other);
    const files = ["thawline.db", "thawline.db-wal"];
    for (const name of files) copyFileSync(join(folder, name), join(other, name));
    live.close();
    truncateSync(join(other, "thawline.db"), 9 * PAGE + 5);
    const bytes = (): readonly string[] =>
      files.map((name) => readFileSync(join(other, name)).toString("hex"));
    const before = bytes();
    expect(before[1]?.length).toBeGreaterThan(PAGE);
    expectTrouble(() => watched(other), "corrupt");
    expect(bytes()).toEqual(before);
  });

  it("that is gone and has left its write-ahead log is not made anew over it", () => {
    const { folder, file } = filled();
    const other = stateFolder();
    mkdirSync(other);
    copyFileSync(file, join(other, "thawline.db-wal"));
    expectTrouble(() => watched(other), "corrupt", "write-ahead log");
    expect(readdirSync(other).sort()).toEqual(["thawline.db-wal", "thawline.lock"]);
    inStore(folder, ({ events }) => expect(events.count()).toBe(120));
  });

  it("is told by table and row where a row is not what was written", () => {
    const { folder, file } = filled();
    const other = new DatabaseSync(file);
    other.exec("UPDATE events SET body = 'no JSON' WHERE id = 17");
    other.exec("UPDATE notes SET body = '6' WHERE name = 'first-start'");
    other.exec("UPDATE alerts SET body = substr(body, 1, 40)");
    other.close();
    inStore(folder, ({ events, notes, alerts, bookmarks }) => {
      expectTrouble(() => [...events.from(0)], "corrupt", file, "table events, row 17");
      expectTrouble(() => notes.get("first-start"), "corrupt", "table notes, row first-start");
      expectTrouble(() => alerts.all(), "corrupt", "table alerts, row x");
      // What is sound can be read.
      expect(bookmarks.position("live")).toEqual({ at: 7 });
    });
  });

  it("is not taken for one where somebody else's database has its name", () => {
    const folder = stateFolder();
    mkdirSync(folder);
    const other = new DatabaseSync(join(folder, "thawline.db"));
    other.exec("CREATE TABLE events (id INTEGER PRIMARY KEY, title TEXT); PRAGMA user_version = 1");
    other.close();
    const before = readFileSync(join(folder, "thawline.db"));
    expectTrouble(() => watched(folder), "corrupt", "no store of Thawline");
    expectTrouble(() => openStore({ folder, mode: "read" }), "corrupt", "no store of Thawline");
    expect(readFileSync(join(folder, "thawline.db")).equals(before)).toBe(true);
  });
});

function outcome(work: () => string): string {
  try {
    return work();
  } catch (error) {
    if (error instanceof StoreError) return error.kind;
    throw error;
  }
}
