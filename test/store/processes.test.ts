import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore } from "../../src/store/open-store.ts";
import { addForEver, hold, progressOf, sizeOfBatch } from "./batches.ts";
import { expectTrouble, inProcess, inStore, stateFolder, watched } from "./stores.ts";

/** A watcher in another process that has opened its store; gone after `use`. */
async function besides<T>(folder: string, what: typeof hold, use: () => Promise<T>): Promise<T> {
  const child = inProcess(what, folder);
  const closed = once(child, "close");
  try {
    await once(child.stdout ?? child, "data");
    return await use();
  } finally {
    child.kill("SIGKILL");
    await closed;
  }
}

/** All that lies in a state directory, byte for byte. */
function bytesIn(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder).filter((name) => !name.endsWith("-shm"));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name)).toString("latin1")]));
}

describe("two processes", () => {
  it("do not watch with one store; the second is told which, and changes nothing", async () => {
    const folder = stateFolder();
    await besides(folder, hold, async () => {
      const before = bytesIn(folder);
      expectTrouble(() => watched(folder), "in-use", folder, "thawline.lock", "--state");
      // Nor does asking again take the lock away from its holder.
      expectTrouble(() => watched(folder), "in-use");
      expect(bytesIn(folder)).toEqual(before);
    });
    // The one that held it was killed: the system has set it free.
    inStore(folder, ({ opening }) => expect(opening.created).toBe(false));
  });

  it("write and read at a time; the reader sees whole commits only, and one state throughout a transaction", async () => {
    const folder = stateFolder();
    await besides(folder, addForEver, async () => {
      const reader = openStore({ folder, mode: "read" });
      try {
        const seen = new Set<number>();
        for (const until = Date.now() + 20_000; seen.size < 8 && Date.now() < until; ) {
          const found = reader.transaction(() => progressOf(reader));
          const all = Array.from({ length: found.batches }, (_, batch) => batch);
          expect(found.concluded).toEqual(all);
          expect(found.numbers).toHaveLength(all.reduce((sum, batch) => sum + sizeOfBatch(batch), 0));
          expect(found.taken).toBe(found.numbers.length);
          seen.add(found.batches);
        }
        // It did see the writer go on.
        expect(seen.size).toBeGreaterThan(1);
      } finally {
        reader.close();
      }
    });
    // And when the writer is dead.
    inStore(folder, (store) => expect(progressOf(store).numbers.length).toBeGreaterThan(0), "read");
  });
});

describe("one process", () => {
  it("does not watch twice with one store either", () => {
    const folder = stateFolder();
    const first = watched(folder);
    expectTrouble(() => watched(folder), "in-use", folder);
    first.notes.put("still", "writes");
    first.close();
    inStore(folder, ({ notes }) => expect(notes.get("still")).toBe("writes"));
  });
});
