import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const folder = new URL("../../../../shared/data/ese/", import.meta.url);
export const present = existsSync(folder);
export const SKIPPED = "(skipped where ../shared/data is not there)";

export interface FileEntry {
  readonly path: string;
  readonly expected: { readonly kind: string; readonly header?: unknown };
}

export interface Edit {
  readonly op: string;
  readonly offset?: number;
  readonly bit?: number;
  readonly length?: number;
  readonly value?: number;
  readonly hex?: string;
  readonly a?: number;
  readonly b?: number;
  readonly from?: number;
  readonly to?: number;
}

export interface Mutation {
  readonly id: string;
  readonly base: string;
  readonly edits: readonly Edit[];
  readonly expected: { readonly kind: string };
}

export interface SetEntry {
  readonly name: string;
  readonly base: string;
  readonly files: readonly { readonly path: string; readonly name: string }[];
  readonly expected: { readonly databases: readonly unknown[] };
}

export function readText(path: string): string {
  return readFileSync(new URL(path, folder), "utf8");
}

/** A list of the manifest; empty where the data is not there. */
export function readList<T>(name: string): readonly T[] {
  return present ? JSON.parse(readText(name)) : [];
}

const unpacked = new Map<string, Uint8Array>();

/** An unpacked file, kept: many mutations share their base. Not to be changed. */
export function load(path: string): Uint8Array {
  let bytes = unpacked.get(path);
  if (bytes === undefined) {
    bytes = new Uint8Array(gunzipSync(readFileSync(new URL(path, folder))));
    unpacked.set(path, bytes);
  }
  return bytes;
}

/** A copy with the edits made, in order. */
export function edited(base: Uint8Array, edits: readonly Edit[]): Uint8Array {
  let bytes = base.slice();
  for (const {
    op,
    offset = 0,
    bit = 0,
    length = 0,
    value = 0,
    hex = "",
    a = 0,
    b = 0,
    from = 0,
    to = 0,
  } of edits) {
    if (op === "flipBit") {
      const at = offset + (bit >>> 3);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
    } else if (op === "fill") {
      bytes.fill(value, offset, offset + length);
    } else if (op === "write") {
      bytes.set(
        Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
        offset,
      );
    } else if (op === "swap") {
      const held = bytes.slice(a, a + length);
      bytes.copyWithin(a, b, b + length);
      bytes.set(held, b);
    } else if (op === "copy") {
      bytes.copyWithin(to, from, from + length);
    } else if (op === "truncate") {
      bytes = bytes.slice(0, length);
    } else if (op === "append") {
      const longer = new Uint8Array(bytes.length + length).fill(value);
      longer.set(bytes);
      bytes = longer;
    } else {
      throw new Error(`unknown edit ${op}`);
    }
  }
  return bytes;
}
