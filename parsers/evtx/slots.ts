import type { Chunk } from "./binxml/nodes.ts";
import { u8, u16, u32 } from "./bytes.ts";

/** Real templates have up to some 100 places. */
const MOST_SLOTS = 256;
const DESCRIPTOR_SIZE = 4;

/** The values of a template instance by place; one object is used again and again. */
export interface Slots {
  count: number;
  /** Where the sizes and types of the values stand. */
  descriptors: number;
  readonly offsets: Int32Array;
}

export function createSlots(): Slots {
  return { count: 0, descriptors: 0, offsets: new Int32Array(MOST_SLOTS) };
}

/**
 * Finds the values that start with their count at `at` and end before `end`. The offset behind the last, or -1 when
 * they are more than are usual or than there is room for.
 */
export function locate(slots: Slots, chunk: Chunk, at: number, end: number): number {
  const { view } = chunk;
  const count = u32(chunk.bytes, at);
  const descriptors = at + 4;
  let value = descriptors + count * DESCRIPTOR_SIZE;
  if (count > MOST_SLOTS || value > end) return -1;
  const { offsets } = slots;
  slots.count = count;
  slots.descriptors = descriptors;
  for (let i = 0, descriptor = descriptors; i < count; i++, descriptor += DESCRIPTOR_SIZE) {
    offsets[i] = value;
    value += view.getUint16(descriptor, true);
  }
  return value > end ? -1 : value;
}

/** The type of the value in a place; a place without value is null, as one behind the last is. */
export function typeAt(slots: Slots, bytes: Uint8Array, slot: number): number {
  return slot < slots.count ? u8(bytes, slots.descriptors + slot * DESCRIPTOR_SIZE + 2) : 0;
}

/** The size of the value in a place that has one. */
export function sizeAt(slots: Slots, bytes: Uint8Array, slot: number): number {
  return u16(bytes, slots.descriptors + slot * DESCRIPTOR_SIZE);
}
