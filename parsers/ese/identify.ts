import { isZero, u32 } from "../evtx/bytes.ts";
import { legacyXor, SEED } from "./checksum.ts";
import { readDatabaseHeaders } from "./database.ts";

export type EseFileType = "database" | "log" | "checkpoint" | "flush-map";

export interface EseFile {
  readonly type: EseFileType;
  /** False when only single fields speak for the type: the header is damaged. */
  readonly whole: boolean;
}

const TYPE_AT = 667;
const TYPES: ReadonlyMap<number, EseFileType> = new Map([
  [1, "database"],
  [3, "log"],
  [4, "checkpoint"],
  [5, "database"],
  [7, "flush-map"],
]);
/** Of what follows the two headers, or of the second copy, as few as this are enough to look at. */
const HEADER_SIZE = 4096;
const FLUSH_MAP_HEADER_SIZE = 8192;

/**
 * Tells what a file is by its content: `head` holds its first bytes, up to 64 KiB. Null when it is no file of ESE,
 * or nothing of its header is left.
 */
export function identify(head: Uint8Array, fileSize: number): EseFile | null {
  if (head.length < TYPE_AT + 4) return null;
  if (readDatabaseHeaders(head, fileSize).status !== "bothBad") return { type: "database", whole: true };
  const type = TYPES.get(u32(head, TYPE_AT));
  const size = type === "flush-map" ? FLUSH_MAP_HEADER_SIZE : HEADER_SIZE;
  const whole = head.length >= size && legacyXor(head, 0, size) === u32(head, 0);
  if (type !== undefined && type !== "database" && whole) return { type, whole };
  return damaged(head, type);
}

/** By what a header has besides its sum. */
function damaged(head: Uint8Array, type: EseFileType | undefined): EseFile | null {
  if (u32(head, 4) === SEED >>> 0) return { type: "database", whole: false };
  if (type === "log" && isLogVersion(head)) return { type, whole: false };
  if (type === "checkpoint" && isSecondCheckpoint(head)) return { type, whole: false };
  if (type === "flush-map" && u32(head, 4) < 0x100 && isZero(head, 640, TYPE_AT))
    return { type, whole: false };
  return null;
}

function isLogVersion(head: Uint8Array): boolean {
  const major = u32(head, 32);
  return major >= 5 && major <= 9;
}

function isSecondCheckpoint(head: Uint8Array): boolean {
  return u32(head, HEADER_SIZE + TYPE_AT) === 4 || u32(head, 4) === 0;
}
