import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where the simulated servers keep their files. Paths are relative, with `/`. */
export interface Disk {
  /** A whole file, over an older one. */
  write(path: string, bytes: Uint8Array): void;
  /** A part of a file that is there, or begins with it. */
  writeAt(path: string, offset: number, bytes: Uint8Array): void;
  /** Empties a file, as a log that is cleared. */
  empty(path: string): void;
  remove(path: string): void;
  /** False where nothing is kept. */
  readonly keeps: boolean;
}

/** Keeps nothing: for runs of which only the events are wanted. */
export const NO_DISK: Disk = {
  write: () => undefined,
  writeAt: () => undefined,
  empty: () => undefined,
  remove: () => undefined,
  keeps: false,
};

/** A folder of this machine. */
export function folderDisk(folder: string): Disk {
  const made = new Set<string>();
  const place = (path: string): string => {
    const file = join(folder, ...path.split("/"));
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    return file;
  };
  const within = (path: string, flags: string, use: (file: number) => void): void => {
    const file = openSync(place(path), flags);
    try {
      use(file);
    } finally {
      closeSync(file);
    }
  };
  const created = new Set<string>();
  return {
    write: (path, bytes) => writeFileSync(place(path), bytes),
    writeAt(path, offset, bytes) {
      // "w" would empty the file each time, "r+" wants it to be there.
      within(path, created.has(path) ? "r+" : "w+", (file) => {
        for (let at = 0; at < bytes.length; )
          at += writeSync(file, bytes, at, bytes.length - at, offset + at);
      });
      created.add(path);
    },
    empty: (path) => within(path, "w", (file) => ftruncateSync(file, 0)),
    keeps: true,
    remove: (path) => rmSync(place(path), { force: true }),
  };
}
