import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
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
  /** Does what writes the newest state of something, named by its key: at once, or when all is over (`putOff`). */
  soon(key: string, work: () => void): void;
  /** Nothing is written any more. */
  close(): void;
  /** False where nothing is kept. */
  readonly keeps: boolean;
}

/** Keeps nothing: for runs of which only the events are wanted. */
export const NO_DISK: Disk = {
  write: () => undefined,
  writeAt: () => undefined,
  empty: () => undefined,
  remove: () => undefined,
  soon: () => undefined,
  close: () => undefined,
  keeps: false,
};

/** For runs as fast as can be, in which nobody looks at the files before the end: states in between are not written. */
export function putOff(disk: Disk): Disk {
  const left = new Map<string, () => void>();
  return {
    ...disk,
    soon: (key, work) => void left.set(key, work),
    close() {
      for (const work of left.values()) work();
      left.clear();
      disk.close();
    },
  };
}

/** A folder of this machine. Files that are written in parts stay open until `close`: there are few, and they are written often. */
export function folderDisk(folder: string): Disk {
  const made = new Set<string>();
  const open = new Map<string, number>();
  const place = (path: string): string => {
    const file = join(folder, ...path.split("/"));
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    return file;
  };
  const handleOf = (path: string): number => {
    const known = open.get(path);
    if (known !== undefined) return known;
    const file = place(path);
    const handle = openSync(file, existsSync(file) ? "r+" : "w+");
    open.set(path, handle);
    return handle;
  };
  const shut = (path: string): void => {
    const handle = open.get(path);
    if (handle !== undefined) closeSync(handle);
    open.delete(path);
  };
  return {
    keeps: true,
    write: (path, bytes) => writeFileSync(place(path), bytes),
    writeAt(path, offset, bytes) {
      const handle = handleOf(path);
      for (let at = 0; at < bytes.length; ) {
        at += writeSync(handle, bytes, at, bytes.length - at, offset + at);
      }
    },
    empty: (path) => ftruncateSync(handleOf(path), 0),
    remove(path) {
      shut(path);
      rmSync(place(path), { force: true });
    },
    soon: (_, work) => work(),
    close: () => [...open.keys()].forEach(shut),
  };
}
