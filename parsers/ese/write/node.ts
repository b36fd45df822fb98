import { put16, put32 } from "./put.ts";

/** The head of a tree: how many pages it began with, the tree above it, and its space tree (0: none). */
export function rootNode(pages: number, parent: number, space: number): Uint8Array {
  const node = new Uint8Array(16);
  put32(node, 0, pages);
  put32(node, 4, parent);
  put32(node, 8, space === 0 ? 0 : 1);
  put32(node, 12, space);
  return node;
}

/** A key and what stands under it. */
export function keyNode(key: Uint8Array, data: Uint8Array): Uint8Array {
  const node = new Uint8Array(2 + key.length + data.length);
  put16(node, 0, key.length);
  node.set(key, 2);
  node.set(data, 2 + key.length);
  return node;
}

/** Of a parent page: the page that holds all keys up to this one; an empty key means all others. */
export function branchNode(key: Uint8Array, pgno: number): Uint8Array {
  const data = new Uint8Array(4);
  put32(data, 0, pgno);
  return keyNode(key, data);
}

/** Of a space tree: `count` pages, of which `last` is the last. */
export function extentNode(last: number, count: number): Uint8Array {
  return branchNode(bigEndian(last, 4), count);
}

/** A signed number as a part of a key: a mark, then big-endian with the sign turned, so that bytes sort as numbers do. */
export function keyPart(value: number, size: 2 | 4): Uint8Array {
  const sign = size === 2 ? 0x8000 : 0x8000_0000;
  return joined([Uint8Array.of(0x7f), bigEndian((value ^ sign) >>> 0, size)]);
}

function bigEndian(value: number, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => (value >>> (8 * (size - 1 - i))) & 0xff);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => (char.codePointAt(0) ?? 0) & 0xff);
}

/** A fixed column: its size in bytes, and its value or null. */
export type FixedValue = readonly [size: 1 | 2 | 4, value: number | null];

const FIRST_VARIABLE = 128;

/** A record: fixed columns from 1 on, a bit for each that is null, then the variable ones from 128 on. */
export function record(fixed: readonly FixedValue[], variable: readonly Uint8Array[]): Uint8Array {
  const nulls = new Uint8Array(Math.ceil(fixed.length / 8));
  const values = fixed.map(([size, value], i) => {
    if (value === null) nulls[i >>> 3] = (nulls[i >>> 3] ?? 0) | (1 << (i & 7));
    const bytes = new Uint8Array(4);
    put32(bytes, 0, value ?? 0);
    return bytes.subarray(0, size);
  });
  const body = joined([...values, nulls]);
  const head = new Uint8Array(4);
  head[0] = fixed.length;
  head[1] = FIRST_VARIABLE - 1 + variable.length;
  put16(head, 2, 4 + body.length);
  const ends = new Uint8Array(variable.length * 2);
  let end = 0;
  variable.forEach((bytes, i) => {
    end += bytes.length;
    put16(ends, i * 2, end);
  });
  return joined([head, body, ends, ...variable]);
}
