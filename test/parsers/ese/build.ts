import { joined } from "../../../parsers/ese/write/node.ts";
import { slowEcc, slowLegacy } from "./slow.ts";

/** Pages, databases and logs for tests, summed by the slow definition. */
const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export function put32(bytes: Uint8Array, at: number, value: number): void {
  view(bytes).setUint32(at, value >>> 0, true);
}

export function put16(bytes: Uint8Array, at: number, value: number): void {
  view(bytes).setUint16(at, value, true);
}

/** Bytes without pattern: words of xorshift32. */
export function pattern(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 0x9e3779b9 | 0;
  for (let at = 0; at < length; at += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    put32(bytes, at, state);
  }
  return bytes;
}

/** Writes the sums of a page of the new format, those of the last blocks first. */
export function sumPage(page: Uint8Array, pgno: number): Uint8Array {
  const blocks = page.length > 8192 ? 4 : 1;
  const size = page.length / blocks;
  for (let block = blocks - 1; block >= 0; block--) {
    const sums = slowEcc(page.subarray(block * size, (block + 1) * size), block === 0, pgno);
    const at = block === 0 ? 0 : 32 + block * 8;
    put32(page, at, sums.xor);
    put32(page, at + 4, sums.ecc);
  }
  return page;
}

function putTime(page: Uint8Array, dbtime: number): void {
  put32(page, 8, dbtime);
  put32(page, 12, 0);
}

export function newPage(pageSize: number, pgno: number, dbtime?: number): Uint8Array {
  const page = pattern(pageSize);
  if (dbtime !== undefined) putTime(page, dbtime);
  put32(page, 36, 0x2802);
  if (pageSize > 8192) {
    page.fill(0, 40, 80);
    put32(page, 64, pgno);
  }
  return sumPage(page, pgno);
}

export function oldPage(pageSize: number, pgno: number, dbtime?: number): Uint8Array {
  const page = pattern(pageSize);
  if (dbtime !== undefined) putTime(page, dbtime);
  put32(page, 36, 0x0802);
  put32(page, 4, pgno);
  if (pageSize > 8192) page.fill(0, 40, 64);
  put32(page, 0, slowLegacy(page));
  return page;
}

/** Sets the sum of a header after its fields were changed. */
export function sumHeader(header: Uint8Array): Uint8Array {
  put32(header, 0, slowLegacy(header));
  return header;
}

export interface HeaderFields {
  readonly state?: number;
  readonly required?: readonly [number, number];
  readonly committed?: number;
  readonly signLog?: number;
  /** Seconds, as those of logs: when the committed log and the last required one were made. */
  readonly committedCreated?: number;
  readonly requiredCreated?: number;
}

export function databaseHeader(pageSize: number, fields: HeaderFields = {}): Uint8Array {
  const header = new Uint8Array(pageSize);
  put32(header, 4, 0x89abcdef);
  put32(header, 8, 0x620);
  put32(header, 52, fields.state ?? 3);
  put32(header, 108, fields.signLog ?? 0);
  put32(header, 236, pageSize);
  put32(header, 296, fields.required?.[0] ?? 0);
  put32(header, 300, fields.required?.[1] ?? 0);
  put32(header, 416, fields.committed ?? 0);
  put32(header, 667, 1);
  if (fields.committedCreated !== undefined) time(header, 348, fields.committedCreated);
  if (fields.requiredCreated !== undefined) time(header, 672, fields.requiredCreated);
  return sumHeader(header);
}

/** A database of two headers and these pages. */
export function database(
  pageSize: number,
  pages: readonly Uint8Array[],
  fields: HeaderFields = {},
): Uint8Array {
  const header = databaseHeader(pageSize, fields);
  return joined([header, header, ...pages]);
}

export interface LogFields {
  readonly generation: number;
  readonly sectors?: number;
  /** Seconds of the creation times: a log is made in the second of its generation, unless said otherwise. */
  readonly created?: number;
  readonly previousCreated?: number;
  readonly signLog?: number;
  /** Of the log before: [xor, ecc]. */
  readonly previousSum?: readonly [number, number];
  /** Segments that are written; the others stay empty. */
  readonly written?: number;
  readonly version?: readonly [number, number];
  readonly updateMinor?: number;
}

function time(bytes: Uint8Array, at: number, second: number): void {
  bytes.set([second % 60, Math.floor(second / 60), 1, 2, 3, 124, 1, 0], at);
}

/** A log of format 8. */
export function log(fields: LogFields): Uint8Array {
  const sectors = fields.sectors ?? 8;
  const bytes = new Uint8Array(sectors * 4096);
  const header = bytes.subarray(0, 4096);
  put32(header, 4, fields.generation);
  put16(header, 8, 4096);
  put16(header, 10, 1);
  put16(header, 12, sectors);
  put16(header, 14, 32768);
  time(header, 16, fields.created ?? fields.generation);
  time(header, 24, fields.previousCreated ?? fields.generation - 1);
  put32(header, 32, fields.version?.[0] ?? 8);
  put32(header, 36, fields.version?.[1] ?? 4000);
  put32(header, 44, fields.signLog ?? 77);
  put32(header, 648, fields.updateMinor ?? 20);
  put32(header, 653, fields.previousSum?.[0] ?? 0);
  put32(header, 657, fields.previousSum?.[1] ?? 0);
  put32(header, 667, 3);
  sumHeader(header);
  for (let i = 1; i <= (fields.written ?? sectors - 2); i++) {
    bytes.set(segment(fields.generation, i), i * 4096);
  }
  return bytes;
}

export function segment(generation: number, index: number): Uint8Array {
  const bytes = pattern(4096);
  put16(bytes, 8, 0);
  put16(bytes, 10, index);
  put32(bytes, 12, generation);
  put32(bytes, 20, generation * 1000 + index);
  put32(bytes, 36, 0x2000);
  return sumPage(bytes, index);
}

/** XOR of the stored sums of the written segments: [xor, ecc]. */
export function accumulated(bytes: Uint8Array, written = bytes.length / 4096 - 2): readonly [number, number] {
  let xor = 0;
  let ecc = 0;
  for (let i = 1; i <= written; i++) {
    xor ^= view(bytes).getUint32(i * 4096, true);
    ecc ^= view(bytes).getUint32(i * 4096 + 4, true);
  }
  return [xor >>> 0, ecc >>> 0];
}
