import type { Lgpos } from "../types.ts";

/** Writes into a file of ESE: little-endian, at fixed offsets. The counterpart of `fields.ts`. */
export function put16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value & 0xff;
  bytes[at + 1] = (value >>> 8) & 0xff;
}

export function put32(bytes: Uint8Array, at: number, value: number): void {
  put16(bytes, at, value & 0xffff);
  put16(bytes, at + 2, value >>> 16);
}

export function put64(bytes: Uint8Array, at: number, value: number): void {
  put32(bytes, at, value % 0x1_0000_0000);
  put32(bytes, at + 4, Math.floor(value / 0x1_0000_0000));
}

/** A LOGTIME in UTC from milliseconds since 1970; null leaves it not set. */
export function putTime(bytes: Uint8Array, at: number, ms: number | null): void {
  if (ms === null) return;
  const date = new Date(ms);
  const part = date.getUTCMilliseconds();
  bytes.set(
    [
      date.getUTCSeconds(),
      date.getUTCMinutes(),
      date.getUTCHours(),
      date.getUTCDate(),
      date.getUTCMonth() + 1,
      date.getUTCFullYear() - 1900,
      1 | ((part & 0x7f) << 1),
      (part >>> 7) << 1,
    ],
    at,
  );
}

export function putPlace(bytes: Uint8Array, at: number, [generation, sector, offset]: Lgpos): void {
  put16(bytes, at, offset);
  put16(bytes, at + 2, sector);
  put32(bytes, at + 4, generation);
}

/** Who makes a database or a log stream. */
export interface NewSignature {
  readonly random: number;
  /** Milliseconds since 1970. */
  readonly created: number;
}

export function putSignature(bytes: Uint8Array, at: number, { random, created }: NewSignature): void {
  put32(bytes, at, random);
  putTime(bytes, at + 4, created);
}

/** A backup as a header notes it. */
export interface NewBackup {
  readonly mark: Lgpos;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly generations: readonly [low: number, high: number];
}

export function putBackup(bytes: Uint8Array, at: number, { mark, time, generations }: NewBackup): void {
  putPlace(bytes, at, mark);
  putTime(bytes, at + 8, time);
  put32(bytes, at + 16, generations[0]);
  put32(bytes, at + 20, generations[1]);
}

/** Latin-1, cut to leave room for a NUL. */
export function putText(bytes: Uint8Array, at: number, length: number, text: string): void {
  for (let i = 0; i < Math.min(text.length, length - 1); i++) bytes[at + i] = text.charCodeAt(i) & 0xff;
}

/** Words without pattern (xorshift32), always the same for a seed. */
export function fill(bytes: Uint8Array, seed: number): Uint8Array {
  let state = seed | 0 || 1;
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    put32(bytes, at, state);
  }
  return bytes;
}
