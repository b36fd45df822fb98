const CHUNK_SIZE = 0x1_0000;

/** Things of one chunk by their offset in it. */
export interface OffsetMap<T> {
  get(offset: number): T | undefined;
  /** To be called once for an offset, which has to lie in the chunk. */
  set(offset: number, value: T): void;
  clear(): void;
}

/**
 * A Map made for each chunk and asked for each record would be most of the work on records that are passed over. The
 * lists keep their length when they are cleared: making room again for each chunk would cost as much.
 */
export function createOffsetMap<T>(): OffsetMap<T> {
  /** Place in `values`, counted from 1. */
  const places = new Uint16Array(CHUNK_SIZE);
  const offsets: number[] = [];
  const values: T[] = [];
  let count = 0;
  return {
    get: (offset) => {
      const place = places[offset];
      return place === undefined || place === 0 ? undefined : values[place - 1];
    },
    set(offset, value) {
      values[count] = value;
      offsets[count] = offset;
      count++;
      places[offset] = count;
    },
    clear() {
      for (let i = 0; i < count; i++) places[offsets[i] as number] = 0;
      count = 0;
    },
  };
}
