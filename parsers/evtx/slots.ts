/** Real templates have up to some 100 places. */
const MOST_SLOTS = 256;
const DESCRIPTOR_SIZE = 4;

/** The values of a template instance by place; one object is used again and again. */
export interface Slots {
  count: number;
  /** So many of them were located. */
  located: number;
  /** The descriptor and the value that come next. */
  descriptor: number;
  value: number;
  readonly offsets: Int32Array;
  /** Size, and type above it. */
  readonly kinds: Int32Array;
}

export function createSlots(): Slots {
  const [offsets, kinds] = [new Int32Array(MOST_SLOTS), new Int32Array(MOST_SLOTS)];
  return { count: 0, located: 0, descriptor: 0, value: 0, offsets, kinds };
}

/** Begins with the values whose count stands at `at`. False when they are more than are usual or than there is room for. */
export function openSlots(slots: Slots, view: DataView, at: number, end: number): boolean {
  if (at + 4 > end) return false;
  const count = view.getUint32(at, true);
  slots.count = count;
  slots.located = 0;
  slots.descriptor = at + 4;
  slots.value = at + 4 + count * DESCRIPTOR_SIZE;
  return count <= MOST_SLOTS && slots.value <= end;
}

/** Locates the values in the first places, or what there is of them; false when they end behind `end`. */
export function locate(slots: Slots, view: DataView, places: number, end: number): boolean {
  const { offsets, kinds } = slots;
  const last = Math.min(places, slots.count);
  let { descriptor, value } = slots;
  for (let i = slots.located; i < last; i++, descriptor += DESCRIPTOR_SIZE) {
    const kind = view.getInt32(descriptor, true) & 0xff_ffff;
    offsets[i] = value;
    kinds[i] = kind;
    value += kind & 0xffff;
  }
  slots.located = last;
  slots.descriptor = descriptor;
  slots.value = value;
  return value <= end;
}

/** A type and a size as a descriptor has them. */
export function kindOf(type: number, size: number): number {
  return (type << 16) | size;
}

/** The type of the value in a place; a place without value is null, as one behind the last is. */
export function typeAt(slots: Slots, slot: number): number {
  return slot < slots.located ? (slots.kinds[slot] as number) >> 16 : 0;
}

/** The size of the value in a place that has one. */
export function sizeAt(slots: Slots, slot: number): number {
  return (slots.kinds[slot] as number) & 0xffff;
}
