const CHUNK_SIZE = 0x1_0000;

/** Things of one chunk by their offset in it. */
export interface OffsetMap<T> {
  get(offset: number): T | undefined;
  /** To be called once for an offset, which has to lie in the chunk. */
  set(offset: number, value: T): void;
  clear(): void;
}

/** A Map made for each chunk and asked for each record would be most of the work on records that are passed over. */
export function createOffsetMap<T>(): OffsetMap<T> {
  /** Place in `values`, counted from 1. */
  const places = new Uint16Array(CHUNK_SIZE);
  const offsets: number[] = [];
  const values: T[] = [];
  return {
    get: (offset) => {
      const place = places[offset];
      return place === undefined || place === 0 ? undefined : values[place - 1];
    },
    set(offset, value) {
      values.push(value);
      offsets.push(offset);
      places[offset] = values.length;
    },
    clear() {
      for (const offset of offsets) places[offset] = 0;
      offsets.length = 0;
      values.length = 0;
    },
  };
}
