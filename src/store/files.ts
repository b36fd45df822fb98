import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { troubleWith } from "./store-error.ts";

const WINDOWS = process.platform === "win32";

export interface StoreFiles {
  readonly folder: string;
  readonly store: string;
  readonly lock: string;
}

export function filesIn(folder: string): StoreFiles {
  return { folder, store: join(folder, "thawline.db"), lock: join(folder, "thawline.lock") };
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
