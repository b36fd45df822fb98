/**
 * Deals the pieces of a file to the threads that read it: each takes the next few when it is done with its last. So the
 * file is read nearly in its order, and a thread that gets little of the processor holds up no other.
 */
export interface Deal {
  /** By which another thread takes part, through `joinDeal`. */
  readonly shared: SharedArrayBuffer;
  /** The number of the next piece, from 0 on. */
  next(): number;
  /** No more pieces, but for those that were dealt. */
  end(): void;
  /** Tells the other thread of bytes that were read. */
  tell(bytes: number): void;
  /** Bytes that were told of since the last time. */
  told(): number;
}

const BYTES = 16;
/** So many are dealt at once: neighbours that two threads read at the same moment get in each other's way. */
const HAND = 4;
/** Files end long before this piece. */
const NO_MORE = 2 ** 30;

export function createDeal(): Deal {
  return joinDeal(new SharedArrayBuffer(BYTES));
}

export function joinDeal(shared: SharedArrayBuffer): Deal {
  const pieces = new Int32Array(shared, 0, 1);
  const read = new BigInt64Array(shared, 8, 1);
  let mine = 0;
  let end = 0;
  return {
    shared,
    next() {
      if (mine === end) {
        mine = Atomics.add(pieces, 0, HAND);
        end = mine + HAND;
      }
      return mine++;
    },
    end: () => void Atomics.store(pieces, 0, NO_MORE),
    tell: (bytes) => void Atomics.add(read, 0, BigInt(bytes)),
    told: () => Number(Atomics.exchange(read, 0, 0n)),
  };
}
