import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore } from "../../src/store/open-store.ts";
import { placed } from "./contents.ts";
import { expectTrouble, inStore, stateFolder, watched } from "./stores.ts";

const WINDOWS = process.platform === "win32";
const rightsOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe("opening a store to watch", () => {
  it("makes it where there is none, and says so once", () => {
    const folder = stateFolder();
    const said: unknown[] = [];
    const store = openStore({ folder, mode: "watch", log: { info: (what) => said.push(what) } });
    store.close();
    const file = join(folder, "thawline.db");
    expect(store.opening).toEqual({
      file,
      created: true,
      broughtUpFrom: null,
      unclean: false,
      checked: "whole",
    });
    expect(said).toEqual([store.opening]);
    inStore(folder, ({ opening }) => expect(opening).toEqual({ ...store.opening, created: false }));
  });

  it.skipIf(WINDOWS)("keeps it from other users (POSIX: Windows inherits the rights of the folder)", () => {
    const folder = stateFolder();
    const store = watched(folder);
    store.notes.put("a", 1);
    expect(rightsOf(folder)).toBe("700");
    for (const name of readdirSync(folder))
      expect([name, rightsOf(join(folder, name))]).toEqual([name, "600"]);
    store.close();
    chmodSync(join(folder, "thawline.db"), 0o644);
    inStore(folder, () => expect(rightsOf(join(folder, "thawline.db"))).toBe("600"));
  });

  it.skipIf(WINDOWS)("leaves the rights of a folder that was there", () => {
    const folder = stateFolder();
    mkdirSync(folder, { mode: 0o750 });
    inStore(folder, () => expect(rightsOf(folder)).toBe("750"));
  });

  it("says when the last watcher was killed", () => {
    const folder = stateFolder();
    const killed = watched(folder);
    killed.notes.put("a", 1);
    // What a kill leaves behind, without the process that holds it.
    const other = stateFolder();
    mkdirSync(other);
    for (const name of ["thawline.db", "thawline.db-wal"])
      copyFileSync(join(folder, name), join(other, name));
    killed.close();
    inStore(other, ({ opening, notes }) => {
      expect(opening.unclean).toBe(true);
      expect(notes.get("a")).toBe(1);
    });
    inStore(other, ({ opening }) => expect(opening.unclean).toBe(false));
  });

  it("passes over the beginnings of a store that a kill left", () => {
    const folder = stateFolder();
    mkdirSync(folder);
    writeFileSync(join(folder, "thawline.db.new"), "half a page");
    writeFileSync(join(folder, "thawline.db.new-journal"), "half a journal");
    inStore(folder, ({ opening, events }) => {
      expect(opening.created).toBe(true);
      expect(events.count()).toBe(0);
    });
    expect(readdirSync(folder).filter((name) => name.includes("new"))).toEqual([]);
  });

  it("tells of a place where no folder can be", () => {
    const folder = stateFolder();
    mkdirSync(folder);
    const file = join(folder, "file");
    writeFileSync(file, "");
    expectTrouble(() => watched(join(file, "state")), "denied", file);
    mkdirSync(join(folder, "thawline.db"));
    expectTrouble(() => watched(folder), "denied", join(folder, "thawline.db"));
  });
});

describe("opening a store to read", () => {
  it("makes nothing where there is none", () => {
    const folder = stateFolder();
    expectTrouble(
      () => openStore({ folder, mode: "read" }),
      "no-store",
      join(folder, "thawline.db"),
      "thawline watch",
    );
    expect(existsSync(folder)).toBe(false);
    mkdirSync(folder);
    expectTrouble(() => openStore({ folder, mode: "read" }), "no-store");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("works while a watcher runs and while none does, and writes nothing", () => {
    const folder = stateFolder();
    const watcher = watched(folder);
    watcher.events.add([{ second: 5, placed: placed(1) }]);
    const reader = openStore({ folder, mode: "read" });
    expect(reader.events.count()).toBe(1);
    watcher.events.add([{ second: 5, placed: placed(2) }]);
    expect(reader.events.count()).toBe(2);
    expectTrouble(() => reader.notes.put("a", 1), "denied");
    watcher.close();
    expect(reader.events.count()).toBe(2);
    reader.close();
    inStore(folder, ({ events }) => expect(events.count()).toBe(2), "read");
  });

  it.skipIf(WINDOWS || process.getuid?.() !== 0)(
    "works where nothing can be written (skipped where the test cannot take another user's place: run it as root)",
    () => {
      const folder = stateFolder();
      inStore(folder, ({ notes }) => notes.put("a", 1));
      const shelf = join(folder, "..");
      for (const path of [shelf, folder]) chmodSync(path, 0o555);
      chmodSync(join(folder, "thawline.db"), 0o444);
      process.seteuid?.(65_534);
      try {
        inStore(folder, ({ notes }) => expect(notes.get("a")).toBe(1), "read");
        expectTrouble(() => watched(folder), "denied", folder);
      } finally {
        process.seteuid?.(0);
      }
    },
  );

  it("takes a relative folder for what it is, whatever its name", () => {
    const folder = stateFolder();
    const before = process.cwd();
    mkdirSync(folder);
    process.chdir(folder);
    try {
      inStore("file:a?mode=memory", ({ notes }) => notes.put("a", 1));
      expect(existsSync(join(folder, "file:a?mode=memory", "thawline.db"))).toBe(true);
      renameSync("file:a?mode=memory", "b");
      inStore("b", ({ notes }) => expect(notes.get("a")).toBe(1), "read");
    } finally {
      process.chdir(before);
    }
  });
});
