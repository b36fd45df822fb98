/**
 * Why the store cannot be used.
 *
 * - `in-use`: another watcher, or another program, holds it
 * - `no-store`: there is none to read
 * - `corrupt`: it is damaged, or is no store
 * - `newer`: a later version of Thawline wrote it
 * - `full`: no room on the disk; what was under way was undone, and can be done when there is room
 * - `denied`: the system does not let its files be read or written
 */
export type StoreTrouble = "in-use" | "no-store" | "corrupt" | "newer" | "full" | "denied";

/** The message is one for users: it names the file and what to do. */
export class StoreError extends Error {
  readonly kind: StoreTrouble;
  constructor(kind: StoreTrouble, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "StoreError";
    this.kind = kind;
  }
}

/** Of SQLite, by the lower byte of its code and by its text: https://sqlite.org/rescode.html */
const SQLITE: readonly (readonly [code: number, text: string, kind: StoreTrouble])[] = [
  [3, "access permission denied", "denied"],
  [5, "database is locked", "in-use"],
  [8, "attempt to write a readonly database", "denied"],
  [10, "disk I/O error", "denied"],
  [11, "database disk image is malformed", "corrupt"],
  [13, "database or disk is full", "full"],
  [14, "unable to open database file", "denied"],
  [26, "file is not a database", "corrupt"],
];
/** Of the system. */
const SYSTEM: Readonly<Record<string, StoreTrouble>> = {
  EACCES: "denied",
  EPERM: "denied",
  EROFS: "denied",
  ENOTDIR: "denied",
  EISDIR: "denied",
  EIO: "denied",
  ENOSPC: "full",
  EDQUOT: "full",
};

/** Trouble with a file as a user has to know it; what is a fault of this program is given back as it is. */
export function troubleWith(file: string, error: unknown): unknown {
  if (error instanceof StoreError || !(error instanceof Error)) return error;
  const kind = kindOf(error);
  return kind === null ? error : new StoreError(kind, messageOf(kind, file, error.message), error);
}

export function corrupt(file: string, what: string, cause?: unknown): StoreError {
  return new StoreError("corrupt", messageOf("corrupt", file, what), cause);
}

function kindOf(error: Error): StoreTrouble | null {
  if (!("code" in error) || typeof error.code !== "string") return null;
  if (error.code !== "ERR_SQLITE_ERROR") return SYSTEM[error.code] ?? null;
  // The driver gives no number for what happens while rows are read.
  const number = "errcode" in error && typeof error.errcode === "number" ? error.errcode & 0xff : null;
  const known = SQLITE.find(([code, text]) => (number === null ? error.message === text : number === code));
  return known?.[2] ?? null;
}

function messageOf(kind: StoreTrouble, file: string, what: string): string {
  switch (kind) {
    case "corrupt":
      return `The store ${file} is damaged: ${what}. It is left as it is. Put a backup in its place; or move it away, with the files beside it whose names begin with its own: a new one is then made from the logs that are still there.`;
    case "full":
      return `There is no room for the store ${file}: ${what}. What was being written was undone. Make room on that disk.`;
    case "in-use":
      return `Another program holds the store ${file}: ${what}. End that program and try again.`;
    default:
      return `The store ${file} cannot be read or written: ${what}. Let the account that Thawline runs under read and write it and its folder, and look whether the disk is sound.`;
  }
}
