import { u8, u16, u32 } from "./bytes.ts";

/** Real templates have up to some 100 places. */
const MOST_SLOTS = 256;

/** The values of a template instance by place; one object is used again and again. */
export interface Slots {
  count: number;
  readonly types: Uint8Array;
  readonly sizes: Uint16Array;
  readonly offsets: Int32Array;
}

export function createSlots(): Slots {
  return {
    count: 0,
    types: new Uint8Array(MOST_SLOTS),
    sizes: new Uint16Array(MOST_SLOTS),
    offsets: new Int32Array(MOST_SLOTS),
  };
}

/**
 * Finds the values that start with their count at `at` and end before `end`. The offset behind the last, or -1 when
 * they are more than are usual or than there is room for.
 */
export function locate(slots: Slots, bytes: Uint8Array, at: number, end: number): number {
  const count = u32(bytes, at);
  let descriptor = at + 4;
  let value = descriptor + count * 4;
  if (count > MOST_SLOTS || value > end) return -1;
  const { types, sizes, offsets } = slots;
  slots.count = count;
  for (let i = 0; i < count; i++, descriptor += 4) {
    const size = u16(bytes, descriptor);
    sizes[i] = size;
    types[i] = u8(bytes, descriptor + 2);
    offsets[i] = value;
    value += size;
  }
  return value > end ? -1 : value;
}

/** The type of the value in a place; a place without value is null, as one behind the last is. */
export function typeAt(slots: Slots, slot: number): number {
  return slot < slots.count ? (slots.types[slot] as number) : 0;
}
