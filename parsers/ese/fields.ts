import { u8, u16, u32 } from "../evtx/bytes.ts";
import type { BackupInfo, Lgpos, LogTime, Signature } from "./types.ts";

export const SIGNATURE_SIZE = 28;
export const LOGTIME_SIZE = 8;

/** The 8 bytes of a LOGTIME; null when all are zero. */
export function logTime(bytes: Uint8Array, at: number): LogTime | null {
  if (rawHex(bytes, at, LOGTIME_SIZE) === "") return null;
  const [second, minute, hour, day, month, year] = [0, 1, 2, 3, 4, 5].map((i) => u8(bytes, at + i));
  const flags = u8(bytes, at + 6);
  const more = u8(bytes, at + 7);
  const milliseconds = (flags >>> 1) | (((more >>> 1) & 7) << 7);
  const two = (value: number | undefined): string => String(value).padStart(2, "0");
  const date = `${1900 + (year ?? 0)}-${two(month)}-${two(day)}`;
  const time = `${two(hour)}:${two(minute)}:${two(second)}.${String(milliseconds).padStart(3, "0")}`;
  const zone = (flags & 1) === 1 ? "Z" : " local";
  return `${date}T${time}${zone}${(more & 1) === 1 ? " snap" : ""}`;
}

export function lgpos(bytes: Uint8Array, at: number): Lgpos {
  return [u32(bytes, at + 4) | 0, u16(bytes, at + 2), u16(bytes, at)];
}

export function signature(bytes: Uint8Array, at: number): Signature {
  return {
    random: u32(bytes, at),
    created: logTime(bytes, at + 4),
    computer: byteText(bytes, at + 12, 16),
  };
}

export function backupInfo(bytes: Uint8Array, at: number): BackupInfo {
  return {
    mark: lgpos(bytes, at),
    time: logTime(bytes, at + 8),
    genLow: u32(bytes, at + 16),
    genHigh: u32(bytes, at + 20),
  };
}

/** Bytes as hex, by which identities are compared; empty when all are zero: not set. */
export function rawHex(bytes: Uint8Array, at: number, length: number): string {
  let text = "";
  let any = 0;
  for (let i = at; i < at + length; i++) {
    any |= u8(bytes, i);
    text += u8(bytes, i).toString(16).padStart(2, "0");
  }
  return any === 0 ? "" : text;
}

/** Unsigned 32 bits as `0x98a810d4`. */
export function hex32(bytes: Uint8Array, at: number): string {
  return `0x${u32(bytes, at).toString(16).padStart(8, "0")}`;
}

/** Unsigned 64 bits in two halves, as `0x193`. */
export function hexOfHalves(high: number, low: number): string {
  if (high === 0) return `0x${low.toString(16)}`;
  return `0x${high.toString(16)}${low.toString(16).padStart(8, "0")}`;
}

/** As `hexOfHalves`, with all sixteen digits. */
export function hex64(high: number, low: number): string {
  return `0x${high.toString(16).padStart(8, "0")}${low.toString(16).padStart(8, "0")}`;
}

/** Text up to its NUL. The code page is that of the server and not told: bytes above 0x7F become Latin-1. */
export function byteText(bytes: Uint8Array, at: number, length: number): string {
  let text = "";
  for (let i = at; i < at + length; i++) {
    const byte = u8(bytes, i);
    if (byte === 0) break;
    text += String.fromCharCode(byte);
  }
  return text;
}

/** UTF-16LE text up to its NUL. */
export function wideText(bytes: Uint8Array, at: number, length: number): string {
  let text = "";
  for (let i = at; i + 1 < at + length; i += 2) {
    const unit = u16(bytes, i);
    if (unit === 0) break;
    text += String.fromCharCode(unit);
  }
  return text;
}
