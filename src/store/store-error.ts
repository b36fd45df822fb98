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

/** Of SQLite: https://sqlite.org/rescode.html; the lower byte of an extended code. */
const KINDS: Readonly<Record<number, StoreTrouble>> = {
  3: "denied", // SQLITE_PERM
  5: "in-use", // SQLITE_BUSY
  8: "denied", // SQLITE_READONLY
  10: "denied", // SQLITE_IOERR
  11: "corrupt", // SQLITE_CORRUPT
  13: "full", // SQLITE_FULL
  14: "denied", // SQLITE_CANTOPEN
  23: "denied", // SQLITE_AUTH
  26: "corrupt", // SQLITE_NOTADB
};
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
  if ("errcode" in error && typeof error.errcode === "number") return KINDS[error.errcode & 0xff] ?? null;
  if ("code" in error && typeof error.code === "string") return SYSTEM[error.code] ?? null;
  return null;
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
