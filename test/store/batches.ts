import { writeSync } from "node:fs";
import { type OpenedStore, openStore } from "../../src/store/open-store.ts";
import { numbersOf, placed } from "./contents.ts";

/** How many events a batch has: most are small, some so large that they go to the disk before their commit. */
export function sizeOfBatch(batch: number): number {
  return batch % 9 === 8 ? 1_500 : 1 + ((batch * 37) % 90);
}

/** A batch as the watcher commits one: its events, its bookmark and what was made of it in one transaction. */
export function addBatch(store: OpenedStore, batch: number, before: number): number {
  const size = sizeOfBatch(batch);
  store.transaction(() => {
    store.events.add(
      Array.from({ length: size }, (_, index) => ({
        second: 1_700_000_000 + batch,
        placed: placed(before + index),
      })),
    );
    store.machine.putConcluded(1_700_000_000 + batch, { batch });
    store.bookmarks.put("live", "live/Application", { position: { batch }, taken: before + size });
  });
  return before + size;
}

/** How far a store has come, by its bookmark; and what else it holds, which has to agree. */
export function progressOf(store: OpenedStore): {
  readonly batches: number;
  readonly taken: number;
  readonly numbers: readonly unknown[];
  readonly concluded: readonly unknown[];
} {
  const position = store.bookmarks.position("live");
  return {
    batches: position === null ? 0 : Number(position.batch) + 1,
    taken: store.bookmarks.taken("live", "live/Application"),
    numbers: [...store.events.from(0)].flatMap(({ placed: some }) => numbersOf(some)),
    concluded: store.machine.concluded().map(({ job }) => (job as { batch: number }).batch),
  };
}

/** Adds batches behind those that are there until it is killed, and says of each when its commit has returned. */
export function addForEver(folder: string): never {
  const store = openStore({ folder, mode: "watch" });
  let { batches: batch, taken } = progressOf(store);
  say("open");
  for (; ; batch += 1) {
    taken = addBatch(store, batch, taken);
    say(String(batch));
  }
}

/** Holds a store until it is killed. */
export function hold(folder: string): void {
  openStore({ folder, mode: "watch" });
  say("open");
  process.stdin.resume();
}

/** Tells a line to the process that started this one. While its pipe is full the line waits, as a write to a file would. */
function say(line: string): void {
  for (;;) {
    try {
      writeSync(1, `${line}\n`);
      return;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
