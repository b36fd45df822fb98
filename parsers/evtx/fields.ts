import type { Chunk } from "./binxml/nodes.ts";
import { u8, u16, u32, u64, u64Text } from "./bytes.ts";
import { hexText } from "./hex.ts";
import type { FixedField } from "./plan.ts";
import type { Field } from "./plan-body.ts";
import { type Slots, sizeAt, typeAt } from "./slots.ts";
import { fileTimeMilliseconds, fileTimeText } from "./time.ts";
import { stringText, VALUE } from "./values.ts";

/** A text; null where it is absent; undefined when it is for the general reader. */
export function textOf(chunk: Chunk, slots: Slots, field: Field): string | null | undefined {
  const { slot } = field;
  if (slot < 0) return field.literal;
  const { bytes } = chunk;
  const type = typeAt(slots, slot);
  if (type === VALUE.null) return field.optional ? null : undefined;
  if (type !== VALUE.string) return undefined;
  return stringText(bytes, slots.offsets[slot] as number, sizeAt(slots, slot), chunk.utf16);
}

/** What `fixedAt` says of a value that is for the general reader. */
export const UNUSUAL = -2;
const ABSENT = -1;

/** The offset of a value, for the readers below; -1 where it is absent; UNUSUAL where it is not of its type and size. */
export function fixedAt(slots: Slots, field: FixedField): number {
  const { slot } = field;
  if (slot < 0) return ABSENT;
  if (slot < slots.located && slots.kinds[slot] === field.kind) return slots.offsets[slot] as number;
  return field.optional && typeAt(slots, slot) === VALUE.null ? ABSENT : UNUSUAL;
}

export function u8At(bytes: Uint8Array, at: number): number | null {
  return at < 0 ? null : u8(bytes, at);
}

export function u16At(bytes: Uint8Array, at: number): number | null {
  return at < 0 ? null : u16(bytes, at);
}

export function u32At(bytes: Uint8Array, at: number): number | null {
  return at < 0 ? null : u32(bytes, at);
}

export function timeAt(bytes: Uint8Array, at: number): string | null {
  return at < 0 ? null : fileTimeText(u32(bytes, at), u32(bytes, at + 4));
}

/** In milliseconds since 1970; NaN where it is absent. */
export function millisecondsAt(view: DataView, at: number): number {
  if (at < 0) return Number.NaN;
  return fileTimeMilliseconds(view.getUint32(at, true), view.getUint32(at + 4, true));
}

export function recordIdAt(bytes: Uint8Array, at: number): number | string | null {
  if (at < 0) return null;
  const value = u64(bytes, at);
  return Number.isSafeInteger(value) ? value : u64Text(bytes, at);
}

let lastKeywordsLow = 0;
let lastKeywordsHigh = 0;
let lastKeywords = "0x0";

/** As hexText; nearly all records of a log have one of few values. */
export function keywordsAt(bytes: Uint8Array, at: number): string | null {
  if (at < 0) return null;
  const low = u32(bytes, at);
  const high = u32(bytes, at + 4);
  if (low !== lastKeywordsLow || high !== lastKeywordsHigh) {
    lastKeywordsLow = low;
    lastKeywordsHigh = high;
    lastKeywords = hexText(bytes, at, 8);
  }
  return lastKeywords;
}
