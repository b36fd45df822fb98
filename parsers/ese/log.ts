import { i32, u8, u16, u32 } from "../evtx/bytes.ts";
import { readAttachments } from "./attachments.ts";
import { legacyXor } from "./checksum.ts";
import {
  byteText,
  hex32,
  hex64,
  LOGTIME_SIZE,
  lgpos,
  logTime,
  rawHex,
  SIGNATURE_SIZE,
  signature,
} from "./fields.ts";
import type { LogIdentity, LogReading, LogReport, Segments } from "./log-types.ts";
import { createSegmentScan, SEGMENT_SIZE, type SegmentScan } from "./segments.ts";

export const LOG_HEADER_SIZE = 4096;
const PATH_SIZE = 261;
const FILE_TYPE_LOG = 3;

export const LOG_CORRUPT = -501;
export const LOG_VERSION = -514;
export const LOG_SIZE = -541;
const LOG_SECTOR_SIZE = -546;
const FILE_TYPE = -1812;

/** The layouts of a log's content. Of the older one only the header is judged. */
const FORMAT_8 = { major: 8, minor: 4000 } as const;
const FORMAT_7 = 7;

type Header = Omit<LogReport, "fileSizeOk" | "segments" | "eseutilExit">;

/** Takes the bytes of a log from its beginning, in pieces of any size. Holds one sector at most. */
export interface LogScan {
  write(bytes: Uint8Array): void;
  end(): LogReading;
}

/** Reads a log whose content begins here. The file's size is what was written. */
export function createLogScan(): LogScan {
  const held = new Uint8Array(SEGMENT_SIZE);
  let filled = 0;
  let size = 0;
  let header: Header | undefined;
  let identity: LogIdentity | undefined;
  let scan: SegmentScan | undefined;

  function sector(bytes: Uint8Array): void {
    if (header !== undefined) {
      scan?.segment(bytes);
      return;
    }
    header = readLogHeader(bytes);
    identity = logIdentity(bytes);
    if (headerError(header) === 0 && isFormat8(header)) {
      scan = createSegmentScan(header.generation, header.sectors);
    }
  }

  return {
    write(bytes) {
      size += bytes.length;
      let at = 0;
      while (at < bytes.length) {
        if (filled === 0 && bytes.length - at >= SEGMENT_SIZE) {
          sector(bytes.subarray(at, at + SEGMENT_SIZE));
          at += SEGMENT_SIZE;
          continue;
        }
        const taken = Math.min(SEGMENT_SIZE - filled, bytes.length - at);
        held.set(bytes.subarray(at, at + taken), filled);
        filled += taken;
        at += taken;
        if (filled < SEGMENT_SIZE) return;
        filled = 0;
        sector(held);
      }
    },
    end() {
      const cut = held.subarray(0, filled);
      const known = header ?? { ...readLogHeader(cut), headerChecksumOk: false };
      return finish(known, identity ?? logIdentity(cut), size, scan);
    },
  };
}

function finish(
  header: Header,
  identity: LogIdentity,
  size: number,
  scan: SegmentScan | undefined,
): LogReading {
  const fileSizeOk = size >= LOG_HEADER_SIZE && size === header.sectors * header.sectorSize;
  const error = headerError(header);
  const judged = error === 0 && fileSizeOk;
  const segments: Segments | null = judged && scan !== undefined ? scan.end() : null;
  let eseutilExit: number | null = error;
  // The size is judged before the version is.
  if (error !== LOG_CORRUPT && error !== FILE_TYPE && !fileSizeOk) eseutilExit = LOG_SIZE;
  else if (judged) eseutilExit = contentExit(segments);
  return { report: { ...header, fileSizeOk, segments, eseutilExit }, identity };
}

function contentExit(segments: Segments | null): number | null {
  if (segments === null) return null;
  return segments.corrupt === null ? 0 : LOG_CORRUPT;
}

/** The Jet error of the header by itself, 0 when it is good. */
function headerError(header: Header): number {
  if (!header.headerChecksumOk) return LOG_CORRUPT;
  // Old versions left the type empty.
  if (header.fileType !== FILE_TYPE_LOG && header.fileType !== 0) return FILE_TYPE;
  if (header.version[0] === FORMAT_7) return 0;
  if (!isFormat8(header)) return LOG_VERSION;
  return header.sectorSize === SEGMENT_SIZE ? 0 : LOG_SECTOR_SIZE;
}

function isFormat8(header: Header): boolean {
  return header.version[0] === FORMAT_8.major && header.version[1] === FORMAT_8.minor;
}

/** Offsets are those of the published ESE source (log.hxx, LGFILEHDR). `bytes`: the first 4096 of the file. */
function readLogHeader(bytes: Uint8Array): Header {
  return {
    kind: "log",
    headerChecksumOk:
      bytes.length >= LOG_HEADER_SIZE && legacyXor(bytes, 0, LOG_HEADER_SIZE) === u32(bytes, 0),
    checksum: hex32(bytes, 0),
    generation: i32(bytes, 4),
    sectorSize: u16(bytes, 8),
    headerSectors: u16(bytes, 10),
    sectors: u16(bytes, 12),
    dbPageSize: u16(bytes, 14) || 4096,
    created: logTime(bytes, 16),
    previousCreated: logTime(bytes, 24),
    version: [u32(bytes, 32), u32(bytes, 36), u32(bytes, 40), u32(bytes, 648)],
    signLog: signature(bytes, 44),
    systemPath: byteText(bytes, 72, PATH_SIZE),
    logPath: byteText(bytes, 333, PATH_SIZE),
    circularLoggingParam: (u8(bytes, 594) & 1) === 1,
    flags: u8(bytes, 639),
    checkpoint: lgpos(bytes, 640),
    previousAccumulated: hex64(u32(bytes, 657), u32(bytes, 653)),
    efv: u32(bytes, 661),
    fileType: u32(bytes, 667),
    attachments: readAttachments(bytes, 671),
  };
}

function logIdentity(bytes: Uint8Array): LogIdentity {
  return {
    signLog: rawHex(bytes, 44, SIGNATURE_SIZE),
    created: rawHex(bytes, 16, LOGTIME_SIZE),
    previousCreated: rawHex(bytes, 24, LOGTIME_SIZE),
  };
}
