import { u32 } from "../../evtx/bytes.ts";
import { LOG_HEADER_SIZE } from "../log.ts";
import { SEGMENT_SIZE } from "../segments.ts";
import type { Lgpos } from "../types.ts";
import {
  fill,
  type NewSignature,
  put16,
  put32,
  put64,
  putPlace,
  putSignature,
  putText,
  putTime,
} from "./put.ts";
import { sumHeader, sumPage } from "./sums.ts";

/** XOR of the stored sums of a log's segments: the next one names it. */
export type Accumulated = readonly [low: number, high: number];

/** A database that a log or a checkpoint names. */
export interface NewAttachment {
  readonly path: string;
  readonly dbtime: number;
  readonly attach: Lgpos;
  readonly consistent: Lgpos;
  readonly signature: NewSignature;
}

export interface NewLog {
  readonly generation: number;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** The log before; null for the first one. */
  readonly previous: { readonly created: number; readonly accumulated: Accumulated } | null;
  readonly signature: NewSignature;
  /** Of 4 KiB, header and reserved last one included: 256 on a real server. */
  readonly sectors: number;
  /** Segments that hold records; all of them in a closed log. Default: all. */
  readonly written?: number;
  readonly pageSize: number;
  readonly folder: string;
  readonly checkpoint: Lgpos;
  readonly circular?: boolean;
  readonly attachments: readonly NewAttachment[];
  /** Another content for another number. */
  readonly content: number;
}

const VERSION = [8, 4000, 20] as const;
/** From 13 on a log names the sum of the one before. */
const UPDATE_MINOR = 20;
const FILE_TYPE = 3;
const WIDE_NAMES = 0x20;
const ENTRY_SIZE = 64;

/** A log of format 8, of `sectors` times 4 KiB. */
export function writeLog(log: NewLog): { readonly bytes: Uint8Array; readonly accumulated: Accumulated } {
  const { sectors, generation } = log;
  const bytes = new Uint8Array(sectors * SEGMENT_SIZE);
  bytes.set(logHeader(log));
  let low = 0;
  let high = 0;
  for (let index = 1; index <= Math.min(log.written ?? sectors, sectors - 2); index++) {
    const segment = bytes.subarray(index * SEGMENT_SIZE, (index + 1) * SEGMENT_SIZE);
    fill(segment, Math.imul(generation * sectors + index, 0x85eb_ca6b) ^ log.content);
    putPlace(segment, 8, [generation, index, 0]);
    segment.fill(0, 16, 48);
    putTime(segment, 16, log.created);
    sumPage(segment, index, "ecc");
    low ^= u32(segment, 0);
    high ^= u32(segment, 4);
  }
  return { bytes, accumulated: [low >>> 0, high >>> 0] };
}

/** Offsets are those of `readLogHeader` in `../log.ts`. */
function logHeader(log: NewLog): Uint8Array {
  const header = new Uint8Array(LOG_HEADER_SIZE);
  put32(header, 4, log.generation);
  put16(header, 8, SEGMENT_SIZE);
  put16(header, 10, 1);
  put16(header, 12, log.sectors);
  put16(header, 14, log.pageSize);
  putTime(header, 16, log.created);
  putTime(header, 24, log.previous?.created ?? null);
  VERSION.forEach((part, i) => {
    put32(header, 32 + i * 4, part);
  });
  putSignature(header, 44, log.signature);
  putText(header, 72, 261, log.folder);
  putText(header, 333, 261, log.folder);
  header[594] = log.circular === true ? 1 : 0;
  putPlace(header, 640, log.checkpoint);
  put32(header, 648, UPDATE_MINOR);
  put32(header, 653, log.previous?.accumulated[0] ?? 0);
  put32(header, 657, log.previous?.accumulated[1] ?? 0);
  put32(header, 667, FILE_TYPE);
  putAttachments(header, 671, log.attachments);
  return sumHeader(header);
}

/** The list at `at`, which has room for 2 KiB. */
export function putAttachments(bytes: Uint8Array, at: number, attachments: readonly NewAttachment[]): void {
  let entry = at;
  attachments.forEach(({ path, dbtime, attach, consistent, signature }, i) => {
    const size = (path.length + 1) * 2;
    bytes[entry] = i + 1;
    bytes[entry + 1] = WIDE_NAMES;
    put16(bytes, entry + 2, size);
    put64(bytes, entry + 4, dbtime);
    putPlace(bytes, entry + 20, attach);
    putPlace(bytes, entry + 28, consistent);
    putSignature(bytes, entry + 36, signature);
    for (let n = 0; n < path.length; n++) put16(bytes, entry + ENTRY_SIZE + n * 2, path.charCodeAt(n));
    entry += ENTRY_SIZE + size;
  });
}
