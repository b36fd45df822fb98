import { SEED } from "../checksum.ts";
import type { Lgpos } from "../types.ts";
import {
  type NewBackup,
  type NewSignature,
  put32,
  put64,
  putBackup,
  putPlace,
  putSignature,
  putTime,
} from "./put.ts";
import { sumHeader } from "./sums.ts";

/** What a dirty database needs of its logs. Times in milliseconds since 1970. */
export interface NewRange {
  readonly required: readonly [low: number, high: number];
  readonly committed: number;
  /** When the log of the committed generation was made. This version does not note it of the last required one. */
  readonly committedCreated: number;
}

export interface NewHeader {
  readonly pageSize: number;
  readonly signature: NewSignature;
  readonly logSignature: NewSignature;
  /** Clean where there is no range; else dirty, as every snapshot of a mounted database is. */
  readonly range: NewRange | null;
  readonly dbtime: number;
  readonly lastObject: number;
  readonly attached: { readonly place: Lgpos; readonly time: number } | null;
  readonly consistent: { readonly place: Lgpos; readonly time: number } | null;
  readonly backups?: {
    readonly full?: NewBackup;
    readonly incremental?: NewBackup;
    readonly copy?: NewBackup;
    readonly differential?: NewBackup;
  };
}

const FORMAT = 0x620;
/** Windows 8, Exchange 2013: what Debian's libesedb knows as well. */
const UPDATE = 20;
const DIRTY = 2;
const CLEAN = 3;
const DATABASE = 1;
const BY_SNAPSHOT = 1;
/** Offset of each kind of backup, and of the word that tells how it was made. */
const BACKUPS = {
  full: [136, 356],
  incremental: [160, 360],
  copy: [420, 468],
  differential: [444, 472],
} as const;

/** The header of a database, one page. Offsets are those of `readHeader` in `../database.ts`. */
export function databaseHeader(fields: NewHeader): Uint8Array {
  const { pageSize, range } = fields;
  const page = new Uint8Array(pageSize);
  put32(page, 4, SEED);
  put32(page, 8, FORMAT);
  put64(page, 16, fields.dbtime);
  putSignature(page, 24, fields.signature);
  put32(page, 52, range === null ? CLEAN : DIRTY);
  putLogged(page, 56, 64, fields.consistent);
  putLogged(page, 80, 72, fields.attached);
  put32(page, 104, 1);
  putSignature(page, 108, fields.logSignature);
  put32(page, 212, fields.lastObject);
  for (const [at, value] of [10, 0, 17_763].entries()) put32(page, 216 + at * 4, value);
  put32(page, 232, UPDATE);
  put32(page, 236, pageSize);
  put32(page, 340, FORMAT);
  put32(page, 344, UPDATE);
  put32(page, 667, DATABASE);
  if (range !== null) putRange(page, range);
  for (const [kind, [at, typeAt]] of Object.entries(BACKUPS)) {
    const backup = fields.backups?.[kind as keyof typeof BACKUPS];
    if (backup === undefined) continue;
    putBackup(page, at, backup);
    put32(page, typeAt, BY_SNAPSHOT);
  }
  return sumHeader(page);
}

function putRange(page: Uint8Array, range: NewRange): void {
  put32(page, 296, range.required[0]);
  put32(page, 300, range.required[1]);
  putTime(page, 348, range.committedCreated);
  put32(page, 416, range.committed);
  put32(page, 640, range.required[0]);
}

function putLogged(page: Uint8Array, at: number, timeAt: number, logged: NewHeader["attached"]): void {
  if (logged === null) return;
  putPlace(page, at, logged.place);
  putTime(page, timeAt, logged.time);
}
