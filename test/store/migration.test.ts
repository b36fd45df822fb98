import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DatabaseSync } from "@photostructure/sqlite";
import { describe, expect, it } from "vitest";
import { filesIn } from "../../src/store/files.ts";
import { openToRead } from "../../src/store/open-read.ts";
import { openStore, storeOn } from "../../src/store/open-store.ts";
import { openToWatch } from "../../src/store/open-watch.ts";
import { MIGRATIONS } from "../../src/store/schema.ts";
import { numbersOf } from "./contents.ts";
import { everything } from "./everything.ts";
import { expectTrouble, inStore, stateFolder, watched } from "./stores.ts";

/** As version 1 wrote it. Never to be written anew. */
const VERSION_1 = gunzipSync(readFileSync(new URL("version-1.db.gz", import.meta.url)));
/** What a later version may bring: a table, and a column filled from what is there. */
const NEXT = [
  ...MIGRATIONS,
  "CREATE TABLE extra (a TEXT) STRICT",
  "ALTER TABLE events ADD COLUMN minute INTEGER; UPDATE events SET minute = second / 60",
];

function ofVersion1(): string {
  const folder = stateFolder();
  mkdirSync(folder);
  writeFileSync(join(folder, "thawline.db"), VERSION_1);
  return folder;
}

describe("a store of version 1", () => {
  it.each(["watch", "read"] as const)("says what it said when it was written (to %s)", (mode) => {
    inStore(
      ofVersion1(),
      ({ events, bookmarks, machine, verdicts, alerts, outbox, notes }) => {
        const numbers = Array.from({ length: 120 }, (_, number) => number);
        const seconds = [...events.from(-1)];
        expect(seconds.map(({ second }) => second)).toEqual(numbers.map((number) => 100 + number));
        expect(seconds.flatMap((one) => numbersOf(one.placed))).toEqual(numbers);
        expect([bookmarks.position("live"), bookmarks.taken("live", "live/System")]).toEqual([
          { at: 7 },
          120,
        ]);
        expect(bookmarks.readings()).toEqual([{ source: "live", input: "live/System", logs: [] }]);
        expect(bookmarks.inputs()).toMatchObject([{ path: "a.evtx", records: 24_105 }]);
        expect(machine.stateBefore(149)).toEqual({ second: 100, state: { text: "state ".repeat(2_000) } });
        expect(machine.concluded().map(({ second }) => second)).toEqual([100, 150]);
        expect(machine.strays()[1]).toEqual({ second: 150, event: { text: "stray" } });
        expect(verdicts.jobs({ database: "db-b", server: "mbx1" })).toMatchObject([
          { job: { id: "b", start: "2026-03-01T22:00:00.000Z" }, findings: [{ code: "FREEZE_SLOW" }] },
        ]);
        expect(verdicts.findings()).toMatchObject([{ code: "EVENTS_LOST" }]);
        expect(alerts.all()).toMatchObject([{ fingerprint: "x", code: "FREEZE_TIMEOUT" }]);
        expect(outbox.due("mail", 5, 9)).toMatchObject([
          { id: 1, attempts: 0, message: { idempotencyKey: "k" } },
        ]);
        expect(notes.get("first-start")).toBe(5);
      },
      mode,
    );
  });

  it("is brought up by the watcher that opens it, with all that it holds", () => {
    const folder = ofVersion1();
    const opened = openToWatch(filesIn(folder), NEXT);
    expect(opened.opening).toMatchObject({ created: false, broughtUpFrom: 1 });
    expect(opened.database.all("SELECT minute FROM events WHERE second = 130")).toMatchObject([
      { minute: 2 },
    ]);
    expect(everything(storeOn(opened))).toEqual(inStore(ofVersion1(), everything));
    opened.close();
    const again = openToWatch(filesIn(folder), NEXT);
    expect(again.opening.broughtUpFrom).toBeNull();
    again.close();
  });

  it("is brought up by whoever reads it first, unless a watcher of its version runs", () => {
    const folder = ofVersion1();
    const watcher = watched(folder);
    expectTrouble(
      () => openToRead(filesIn(folder), NEXT),
      "in-use",
      "earlier version (1)",
      "Start the watcher anew",
    );
    watcher.notes.put("still", "writes");
    watcher.close();
    const reader = openToRead(filesIn(folder), NEXT);
    expect(reader.opening.broughtUpFrom).toBe(1);
    expect(storeOn(reader).notes.get("still")).toBe("writes");
    reader.close();
  });

  it("stays as it was where a step fails; those before it stand", () => {
    const folder = ofVersion1();
    const broken = [...NEXT, "CREATE TABLE other (a TEXT) STRICT; INSERT INTO nowhere VALUES (1)"];
    expect(() => openToWatch(filesIn(folder), broken)).toThrow("nowhere");
    const opened = openToWatch(filesIn(folder), NEXT);
    expect(opened.opening.broughtUpFrom).toBeNull();
    expect(opened.database.all("SELECT name FROM sqlite_schema WHERE name = 'other'")).toEqual([]);
    opened.close();
  });
});

describe("a store of a later version", () => {
  it("is refused with both versions named, and left as it is", () => {
    const folder = ofVersion1();
    openToWatch(filesIn(folder), NEXT).close();
    const file = join(folder, "thawline.db");
    const before = readFileSync(file);
    for (const mode of ["watch", "read"] as const)
      expectTrouble(() => openStore({ folder, mode }), "newer", file, "store version 3", "knows 1");
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

it("numbers its versions from 1 on, and marks its files for those who look at them", () => {
  const folder = stateFolder();
  inStore(folder, () => undefined);
  const other = new DatabaseSync(join(folder, "thawline.db"), { readOnly: true });
  expect(other.prepare("PRAGMA user_version").get()).toMatchObject({ user_version: 1 });
  expect(other.prepare("PRAGMA application_id").get()).toMatchObject({ application_id: 0x54484157 });
  expect(other.prepare("PRAGMA journal_mode").get()).toMatchObject({ journal_mode: "wal" });
  expect(other.prepare("PRAGMA auto_vacuum").get()).toMatchObject({ auto_vacuum: 2 });
  other.close();
});
