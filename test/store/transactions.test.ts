import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { filesIn } from "../../src/store/files.ts";
import { storeOn } from "../../src/store/open-store.ts";
import { openToWatch } from "../../src/store/open-watch.ts";
import { addBatch, progressOf } from "./batches.ts";
import { alert, message, placed } from "./contents.ts";
import { expectTrouble, inStore, stateFolder, troubleOf, watched } from "./stores.ts";

describe("a transaction", () => {
  it("is done as a whole, and gives what its work gives", () => {
    const folder = stateFolder();
    inStore(folder, (store) => {
      expect(
        store.transaction(() => {
          store.notes.put("a", 1);
          store.events.add([{ second: 1, placed: placed(1) }]);
          return "done";
        }),
      ).toBe("done");
    });
    inStore(folder, (store) => {
      expect(store.notes.get("a")).toBe(1);
      expect(store.events.count()).toBe(1);
    });
  });

  it("leaves nothing of any kind behind when its work fails, and throws on what was thrown", () => {
    const folder = stateFolder();
    const fault = new TypeError("a fault in a rule");
    inStore(folder, (store) => {
      store.notes.put("a", 1);
      const failing = (): unknown =>
        store.transaction(() => {
          store.notes.put("a", 2);
          store.events.add([{ second: 1, placed: placed(1) }]);
          store.events.settle(5);
          store.bookmarks.put("live", "live/System", { position: { at: 1 }, taken: 1 });
          store.machine.putState(3, {});
          store.alerts.put(alert("x"));
          store.outbox.add("mail", message("k"), 1);
          throw fault;
        });
      expect(failing).toThrow(fault);
      // It can be used on at once.
      store.transaction(() => store.notes.put("b", 1));
    });
    inStore(folder, (store) => {
      expect([store.notes.get("a"), store.notes.get("b")]).toEqual([1, 1]);
      expect([store.events.count(), store.events.settled()]).toEqual([0, null]);
      expect([store.bookmarks.position("live"), store.bookmarks.taken("live", "live/System")]).toEqual([
        null,
        0,
      ]);
      expect(store.machine.stateBefore(9)).toBeNull();
      expect([store.alerts.all(), store.outbox.counts()]).toEqual([[], []]);
    });
  });

  it("is not nested: the inner one fails, and with it the outer one", () => {
    inStore(stateFolder(), (store) => {
      const nested = (): unknown =>
        store.transaction(() => {
          store.notes.put("a", 1);
          store.transaction(() => store.notes.put("b", 1));
        });
      expect(nested).toThrow();
      expect([store.notes.get("a"), store.notes.get("b")]).toEqual([null, null]);
    });
  });
});

describe("a full disk", () => {
  it("undoes the transaction; the store stays, and goes on when there is room", () => {
    const folder = stateFolder();
    const opened = openToWatch(filesIn(folder));
    const store = storeOn(opened);
    opened.database.exec("PRAGMA max_page_count = 120");
    const batches = fill(() => store);
    opened.database.exec("PRAGMA max_page_count = 100000");
    addBatch(store, batches, store.bookmarks.taken("live", "live/Application"));
    store.close();
    inStore(folder, (again) => expect(progressOf(again).batches).toBe(batches + 1));
  });

  const withoutDisk = process.platform !== "linux" || process.getuid?.() !== 0 || !canMount();
  it.skipIf(withoutDisk)(
    "does so on a disk that is full indeed (skipped where no tmpfs can be mounted: run it as root)",
    () => {
      const disk = smallDisk();
      const folder = join(disk, "state");
      const ballast = join(disk, "ballast");
      writeFileSync(ballast, Buffer.alloc(1_500_000));
      const store = watched(folder);
      const batches = fill(() => store);
      // What was there is there for readers as well, and nothing is lost when the watcher ends now.
      inStore(folder, (reader) => expect(progressOf(reader).batches).toBe(batches), "read");
      store.close();
      expectTrouble(() => inStore(folder, (again) => fillUp(again)), "full", disk);
      rmSync(ballast);
      inStore(folder, (again) => {
        expect(progressOf(again).batches).toBeGreaterThanOrEqual(batches);
        const { batches: next, taken } = progressOf(again);
        addBatch(again, next, taken);
        expect(progressOf(again).batches).toBe(next + 1);
      });
    },
  );

  it.skipIf(withoutDisk)(
    "leaves no half of a store where there is no room for one (skipped as the one before)",
    () => {
      const disk = smallDisk();
      const folder = join(disk, "state");
      mkdirSync(folder);
      // All but some pages of memory.
      for (const size of [3_900_000, 200_000, 60_000, 20_000]) fillWith(join(disk, `ballast${size}`), size);
      expectTrouble(() => watched(folder), "full", disk);
      expect(existsSync(join(folder, "thawline.db"))).toBe(false);
      rmSync(join(disk, "ballast3900000"));
      inStore(folder, ({ opening }) => expect(opening.created).toBe(true));
    },
  );
});

/** Adds batches until there is no room, and holds the store to what it had before. @returns how many there are */
function fill(store: () => ReturnType<typeof watched>): number {
  const trouble = troubleOf(() => fillUp(store()));
  expect(trouble.kind).toBe("full");
  expect(trouble.message).toContain("Make room");
  const found = progressOf(store());
  expect(found.numbers).toHaveLength(found.taken);
  expect(found.concluded).toHaveLength(found.batches);
  expect(found.batches).toBeGreaterThan(0);
  // And again, without harm.
  expectTrouble(() => fillUp(store()), "full");
  expect(progressOf(store()).numbers).toHaveLength(progressOf(store()).taken);
  return progressOf(store()).batches;
}

function fillUp(store: ReturnType<typeof watched>): void {
  for (let { batches, taken } = progressOf(store); ; batches += 1) taken = addBatch(store, batches, taken);
}

function fillWith(file: string, size: number): void {
  try {
    writeFileSync(file, Buffer.alloc(size));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  }
}

function smallDisk(): string {
  const disk = join(stateFolder(), "disk");
  mkdirSync(disk, { recursive: true });
  mount(disk);
  onTestFinished(() => {
    spawnSync("/bin/umount", ["--lazy", disk]);
  });
  return disk;
}

function mount(place: string): boolean {
  return spawnSync("/bin/mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", place]).status === 0;
}

function canMount(): boolean {
  const place = join("/tmp", `thawline-mount-${process.pid}`);
  mkdirSync(place);
  const could = mount(place);
  if (could) spawnSync("/bin/umount", [place]);
  rmSync(place, { recursive: true });
  return could;
}
