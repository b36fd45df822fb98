import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

export interface RotatingOptions {
  /** A file that would grow beyond this many bytes is put aside. */
  readonly bytes: number;
  /** So many files in all: `name`, `name.1` (the newest put aside) to `name.4`. */
  readonly files: number;
  /** Told once when it cannot be written, and again after it could. */
  readonly failed: (error: Error) => void;
}

/** Ten such files are sent with a mail; five hold months of a watcher that has nothing to say. */
export const USUAL_ROTATION = { bytes: 10 * 1024 * 1024, files: 5 } as const;

export interface RotatingFile {
  /** Written when it returns. What cannot be written is lost: a log that cannot be kept must not end the program. */
  write(text: string): void;
  close(): void;
}

/** A log file that is put aside when it is full. Only this program's user can read it where it is made. */
export function openRotatingFile(path: string, { bytes, files, failed }: RotatingOptions): RotatingFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let descriptor: number | null = open(path);
  let size = sizeOf(descriptor);
  let troubled = false;

  return {
    write(text) {
      const data = Buffer.from(text, "utf8");
      try {
        descriptor ??= open(path);
        if (size > 0 && size + data.length > bytes) rotate();
        writeSync(descriptor, data);
        size += data.length;
        troubled = false;
      } catch (error) {
        if (!troubled) failed(error instanceof Error ? error : new Error(String(error)));
        troubled = true;
      }
    },
    close() {
      if (descriptor !== null) closeSync(descriptor);
      descriptor = null;
    },
  };

  function rotate(): void {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
    try {
      putAside(path, files);
    } finally {
      // Where another program holds one of them, this one grows on.
      descriptor = open(path);
      size = sizeOf(descriptor);
    }
  }
}

function putAside(path: string, files: number): void {
  const names = Array.from({ length: files }, (_, at) => (at === 0 ? path : `${path}.${at}`));
  rmSync(names.at(-1) ?? path, { force: true });
  for (let at = names.length - 2; at >= 0; at -= 1) {
    try {
      renameSync(names[at] ?? path, names[at + 1] ?? path);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    }
  }
}

function open(path: string): number {
  return openSync(path, "a", 0o600);
}

function sizeOf(descriptor: number): number {
  return fstatSync(descriptor).size;
}
