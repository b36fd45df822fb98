import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { troubleWith } from "./store-error.ts";

export const WINDOWS = process.platform === "win32";

export interface StoreFiles {
  readonly folder: string;
  readonly store: string;
  /** Held by the watcher. */
  readonly lock: string;
  /** A store that is being made. */
  readonly draft: string;
}

export function filesIn(state: string): StoreFiles {
  // SQLite takes a name that begins with `file:` for an address; a whole path never does.
  const folder = resolve(state);
  const store = join(folder, "thawline.db");
  return { folder, store, lock: join(folder, "thawline.lock"), draft: `${store}.new` };
}

/** A folder that only its user can look into. One that is there already keeps its rights: other things may be in it. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw troubleWith(folder, error);
  }
}

/**
 * A file that only its user can read. It is not opened where it is there: on POSIX, closing it would set free the locks
 * that this process holds on it. (The files that SQLite puts beside it get its rights.)
 */
export function makePrivate(file: string): void {
  try {
    if (!existsSync(file)) writeFileSync(file, "", { flag: "wx", mode: 0o600 });
    else if (!WINDOWS) chmodSync(file, 0o600);
  } catch (error) {
    throw troubleWith(file, error);
  }
}

/** Of the store and of what SQLite keeps beside it, in bytes. */
export function sizeOf(store: string): number {
  return [store, `${store}-wal`, `${store}-shm`]
    .map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0)
    .reduce((a, b) => a + b);
}

/** Whether there is something in the write-ahead log of a store. */
export function leftBehind(store: string): boolean {
  return (statSync(`${store}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}
