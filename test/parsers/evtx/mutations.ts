import { crc32 } from "node:zlib";

const HEADER = 4096;
const CHUNK = 65_536;
const CHUNK_HEADER = 512;

type Random = (below: number) => number;

/** Numbers that lengths, counts and offsets should never have. */
const EVIL = [
  0, 1, 3, 0x7f, 0xff, 0x1ff, 0xfff8, 0xffff, 0x1_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_fff8, 0xffff_ffff,
];

const KINDS: readonly ((file: Uint8Array, random: Random) => Uint8Array)[] = [
  flipBits,
  cut,
  overwrite,
  copyWithin,
  swapChunks,
  zeroRange,
  evilNumbers,
  evilHeaderFields,
];

/** The file, damaged in one to three ways, with its checksums put right again in half of the cases. */
export function damage(file: Uint8Array, random: Random): Uint8Array {
  let damaged: Uint8Array = file.slice();
  for (let i = 1 + random(3); i > 0; i--)
    damaged = (KINDS[random(KINDS.length)] ?? flipBits)(damaged, random);
  if (random(2) === 0) repairChecksums(damaged);
  return damaged;
}

function flipBits(file: Uint8Array, random: Random): Uint8Array {
  if (file.length === 0) return file;
  for (let i = 1 + random(40); i > 0; i--) {
    const at = random(file.length);
    file[at] = (file[at] ?? 0) ^ (1 << random(8));
  }
  return file;
}

function cut(file: Uint8Array, random: Random): Uint8Array {
  return file.slice(0, random(file.length + 1));
}

function overwrite(file: Uint8Array, random: Random): Uint8Array {
  const [from, to] = range(file, random);
  for (let i = from; i < to; i++) file[i] = random(256);
  return file;
}

function copyWithin(file: Uint8Array, random: Random): Uint8Array {
  const [from, to] = range(file, random);
  file.copyWithin(random(file.length + 1), from, to);
  return file;
}

function swapChunks(file: Uint8Array, random: Random): Uint8Array {
  const chunks = Math.floor((file.length - HEADER) / CHUNK);
  if (chunks < 2) return file;
  const a = HEADER + random(chunks) * CHUNK;
  const b = HEADER + random(chunks) * CHUNK;
  const held = file.slice(a, a + CHUNK);
  file.copyWithin(a, b, b + CHUNK);
  file.set(held, b);
  return file;
}

function zeroRange(file: Uint8Array, random: Random): Uint8Array {
  const [from, to] = range(file, random);
  return file.fill(0, from, to);
}

/** Anywhere in the records: sizes, counts and offsets are everywhere. */
function evilNumbers(file: Uint8Array, random: Random): Uint8Array {
  if (file.length < HEADER + CHUNK_HEADER + 4) return file;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let i = 1 + random(12); i > 0; i--) {
    // Most of them near the start of a chunk, where its templates are.
    const chunk = HEADER + random(Math.max(1, Math.floor((file.length - HEADER) / CHUNK))) * CHUNK;
    const at = Math.min(file.length - 4, chunk + random(random(2) === 0 ? 4096 : CHUNK));
    const value = EVIL[random(EVIL.length)] ?? 0;
    if (random(2) === 0) view.setUint32(at, value, true);
    else view.setUint16(at, value & 0xffff, true);
  }
  return file;
}

/** The fields of the file's and of a chunk's header. */
function evilHeaderFields(file: Uint8Array, random: Random): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks = Math.floor((file.length - HEADER) / CHUNK);
  for (let i = 1 + random(4); i > 0; i--) {
    const base = random(3) === 0 || chunks <= 0 ? 0 : HEADER + random(chunks) * CHUNK;
    const at = base + random(128) * 4;
    if (at + 4 <= file.length) view.setUint32(at, EVIL[random(EVIL.length)] ?? 0, true);
  }
  return file;
}

function repairChecksums(file: Uint8Array): void {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length >= 128) view.setUint32(124, crc32(file.subarray(0, 120)), true);
  for (let at = HEADER; at + CHUNK <= file.length; at += CHUNK) {
    const free = view.getUint32(at + 48, true);
    if (free >= CHUNK_HEADER && free <= CHUNK) {
      view.setUint32(at + 52, crc32(file.subarray(at + CHUNK_HEADER, at + free)), true);
    }
    const first = crc32(file.subarray(at, at + 120));
    view.setUint32(at + 124, crc32(file.subarray(at + 128, at + CHUNK_HEADER), first), true);
  }
}

function range(file: Uint8Array, random: Random): readonly [from: number, to: number] {
  const from = random(file.length + 1);
  const length = random(random(3) === 0 ? CHUNK : 600);
  return [from, Math.min(file.length, from + length)];
}
