import type { Chunk } from "./binxml/nodes.ts";
import { u16, u32, u64, u64Text } from "./bytes.ts";
import { hexText } from "./hex.ts";
import type { Field } from "./plan.ts";
import { type Slots, sizeAt, typeAt } from "./slots.ts";
import { fileTimeText } from "./time.ts";
import { stringText, VALUE } from "./values.ts";

/** A text; null where it is absent; undefined when it is for the general reader. */
export function textOf(chunk: Chunk, slots: Slots, field: Field): string | null | undefined {
  const { slot } = field;
  if (slot < 0) return field.literal;
  const { bytes } = chunk;
  const type = typeAt(slots, bytes, slot);
  if (type === VALUE.null) return field.optional ? null : undefined;
  if (type !== VALUE.string) return undefined;
  return stringText(bytes, slots.offsets[slot] as number, sizeAt(slots, bytes, slot), chunk.utf16);
}

/** Whether the value has that type and size. */
export function isFixed(bytes: Uint8Array, slots: Slots, field: Field, type: number, size: number): boolean {
  return typeAt(slots, bytes, field.slot) === type && sizeAt(slots, bytes, field.slot) === size;
}

export function isFixedOrNull(
  bytes: Uint8Array,
  slots: Slots,
  field: Field,
  type: number,
  size: number,
): boolean {
  if (field.slot < 0 || isFixed(bytes, slots, field, type, size)) return true;
  return field.optional && typeAt(slots, bytes, field.slot) === VALUE.null;
}

/** Of a field that passed `isFixedOrNull`, as all below; -1 where it is absent. */
export function offsetOf(bytes: Uint8Array, slots: Slots, field: Field): number {
  const { slot } = field;
  return slot < 0 || typeAt(slots, bytes, slot) === VALUE.null ? -1 : (slots.offsets[slot] as number);
}

export function u8Of(bytes: Uint8Array, slots: Slots, field: Field): number | null {
  const at = offsetOf(bytes, slots, field);
  return at < 0 ? null : (bytes[at] as number);
}

export function u16Of(bytes: Uint8Array, slots: Slots, field: Field): number | null {
  const at = offsetOf(bytes, slots, field);
  return at < 0 ? null : u16(bytes, at);
}

export function u32Of(bytes: Uint8Array, slots: Slots, field: Field): number | null {
  const at = offsetOf(bytes, slots, field);
  return at < 0 ? null : u32(bytes, at);
}

export function recordIdOf(bytes: Uint8Array, slots: Slots, field: Field): number | string | null {
  const at = offsetOf(bytes, slots, field);
  if (at < 0) return null;
  const value = u64(bytes, at);
  return Number.isSafeInteger(value) ? value : u64Text(bytes, at);
}

export function timeOf(bytes: Uint8Array, slots: Slots, field: Field): string | null {
  const at = offsetOf(bytes, slots, field);
  return at < 0 ? null : fileTimeText(u32(bytes, at), u32(bytes, at + 4));
}

let lastKeywordsLow = 0;
let lastKeywordsHigh = 0;
let lastKeywords = "0x0";

export function keywordsOf(bytes: Uint8Array, slots: Slots, field: Field): string | null {
  const at = offsetOf(bytes, slots, field);
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
