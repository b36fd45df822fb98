import { i32, isZero, u32 } from "../evtx/bytes.ts";
import { legacyXor, SEED } from "./checksum.ts";
import {
  backupInfo,
  hex32,
  hexOfHalves,
  LOGTIME_SIZE,
  lgpos,
  logTime,
  rawHex,
  SIGNATURE_SIZE,
  signature,
} from "./fields.ts";
import type { DatabaseHead, DatabaseHeader, HeaderCopy, LoggedPlace, TypedBackupInfo } from "./types.ts";

/** All that ESE knows; a page size of another value is damage. */
export const PAGE_SIZES = [2048, 4096, 8192, 16384, 32768] as const;
/** The two header pages of the largest page size: what `readDatabaseHeaders` wants to see. */
export const HEAD_SIZE = 65536;
const DEFAULT_PAGE_SIZE = 4096;

const STATES: readonly (string | undefined)[] = [
  undefined,
  "Just Created",
  "Dirty Shutdown",
  "Clean Shutdown",
  "Being Converted",
  "Force Detach",
  "Incremental Reseed In Progress",
  "Dirty and Patched Shutdown",
  "Database Revert in Progress",
];
const BACKUP_TYPES: readonly (string | undefined)[] = ["normal", "OSSnapshot", "Snapshot", "Surrogate"];

/**
 * Finds the page size by the copy of the header that is whole, and reads that copy: the primary one where it is good,
 * else the shadow. `head` holds the first bytes of the file, up to 64 KiB. The size that a header with a wrong sum
 * tells is never believed.
 */
export function readDatabaseHeaders(head: Uint8Array, fileSize: number): DatabaseHead {
  const bytes = head.subarray(0, Math.min(head.length, fileSize));
  for (const place of [0, 1] as const) {
    for (const pageSize of PAGE_SIZES) {
      if (!isHeader(bytes, place * pageSize, pageSize)) continue;
      return readCopies(bytes, pageSize, place * pageSize);
    }
  }
  return { status: "bothBad", pageSize: null, header: null, identity: null };
}

function readCopies(bytes: Uint8Array, pageSize: number, used: number): DatabaseHead {
  const primary = copyAt(bytes, 0, pageSize);
  const shadow = copyAt(bytes, pageSize, pageSize);
  return {
    status: statusOf(bytes, pageSize, primary, shadow),
    pageSize,
    header: readHeader(bytes.subarray(used, used + pageSize)),
    identity: {
      signDb: rawHex(bytes, used + 24, SIGNATURE_SIZE),
      signLog: rawHex(bytes, used + 108, SIGNATURE_SIZE),
      genMaxCreated: rawHex(bytes, used + 348, LOGTIME_SIZE),
      genMaxRequiredCreated: rawHex(bytes, used + 672, LOGTIME_SIZE),
    },
    copies: [primary, shadow],
  };
}

function statusOf(
  bytes: Uint8Array,
  pageSize: number,
  primary: HeaderCopy,
  shadow: HeaderCopy,
): "ok" | "shadowDiffers" | "primaryBad" | "shadowBad" {
  if (primary !== "good") return "primaryBad";
  if (shadow !== "good") return "shadowBad";
  for (let i = 0; i < pageSize; i++) if (bytes[i] !== bytes[pageSize + i]) return "shadowDiffers";
  return "ok";
}

/** By its sum alone: that is what eseutil counts. */
function copyAt(bytes: Uint8Array, at: number, pageSize: number): HeaderCopy {
  if (at + pageSize > bytes.length) return "missing";
  if (isZero(bytes, at, at + pageSize)) return "uninitialized";
  return legacyXor(bytes, at, pageSize) === u32(bytes, at) ? "good" : "bad";
}

function isHeader(bytes: Uint8Array, at: number, pageSize: number): boolean {
  if (at + pageSize > bytes.length) return false;
  if (u32(bytes, at + 4) !== SEED >>> 0) return false;
  if ((u32(bytes, at + 236) || DEFAULT_PAGE_SIZE) !== pageSize) return false;
  return legacyXor(bytes, at, pageSize) === u32(bytes, at);
}

/** Offsets are those of the published ESE source (daedef.hxx, DBFILEHDR). */
function readHeader(page: Uint8Array): DatabaseHeader {
  const state = u32(page, 52);
  return {
    checksum: hex32(page, 0),
    formatVersion: `0x${u32(page, 8).toString(16)}`,
    updateMajor: u32(page, 232),
    updateMinor: u32(page, 644),
    efvAttached: u32(page, 648),
    createdVersion: `0x${u32(page, 340).toString(16)}`,
    createdUpdate: u32(page, 344),
    fileType: u32(page, 667),
    dbtime: hexOfHalves(u32(page, 20), u32(page, 16)),
    signDb: signature(page, 24),
    state,
    stateText: STATES[state] ?? "Illegal",
    logRequired: [i32(page, 296), i32(page, 300)],
    logCommitted: i32(page, 416),
    logRecovering: i32(page, 536),
    logConsistent: i32(page, 640),
    genMaxCreated: logTime(page, 348),
    genMaxRequiredCreated: logTime(page, 672),
    lastConsistent: loggedPlace(page, 56, 64),
    lastAttach: loggedPlace(page, 80, 72),
    lastDetach: loggedPlace(page, 96, 88),
    dbid: u32(page, 104),
    signLog: signature(page, 108),
    previousFull: typedBackup(page, 136, 356),
    previousIncremental: typedBackup(page, 160, 360),
    previousCopy: typedBackup(page, 420, 468),
    previousDifferential: typedBackup(page, 444, 472),
    currentFull: backupInfo(page, 184),
    currentSnapshot: backupInfo(page, 316),
    repairCount: u32(page, 240),
    repairCountOld: u32(page, 364),
    eccFixSuccess: u32(page, 368),
    eccFixFail: u32(page, 384),
    badChecksum: u32(page, 400),
    lastObjid: u32(page, 212),
    shadowed: (u32(page, 208) & 1) === 0,
    osVersion: [u32(page, 216), u32(page, 220), u32(page, 224), i32(page, 228)],
  };
}

function loggedPlace(page: Uint8Array, at: number, timeAt: number): LoggedPlace {
  return { lgpos: lgpos(page, at), time: logTime(page, timeAt) };
}

function typedBackup(page: Uint8Array, at: number, typeAt: number): TypedBackupInfo {
  const type = u32(page, typeAt);
  return { ...backupInfo(page, at), type: BACKUP_TYPES[type] ?? `unknown (${type})` };
}
