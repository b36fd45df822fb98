import type { EvtxPosition, RecordMark } from "./content.ts";
import type { ChunkHead } from "./evtx-chunks.ts";

/** How far a chunk was read. */
export interface ChunkState {
  /** Of its first record; null: there was nothing in it. */
  readonly mark: RecordMark | null;
  /** Offset in the chunk up to which records were read. */
  readonly at: number;
  /** Of the header when it was read. */
  readonly signature: string;
  /** Records up to this id were read by an earlier run. */
  readonly after: number;
  /** Of a chunk that was read although it is damaged: what was read of it, should it be mended. */
  readonly ids: ReadonlySet<number> | null;
}

export type Comparison = "known" | "news" | "replaced";

export const ALL_IDS = -1;

export interface ChunkStates {
  get(index: number): ChunkState | undefined;
  set(index: number, state: ChunkState): void;
  /** Whether a chunk has to be read (again), or shows that the file is another one. */
  compare(head: ChunkHead): Comparison;
}

/** What is known of the chunks of a file: much in memory, little in the position, ids tell the rest. */
export function createChunkStates(position: () => EvtxPosition): ChunkStates {
  const states: (ChunkState | undefined)[] = [];

  /** A chunk that an earlier run read: up to where, its ids tell. */
  const adopt = (head: ChunkHead): ChunkState | undefined => {
    const { chunks, high, tip } = position();
    if (head.index >= chunks) return undefined;
    const { mark, signature } = head;
    if (!head.used) return { mark: null, at: 0, signature, after: ALL_IDS, ids: null };
    if (head.sound && head.lastId <= high) return { mark, at: head.free, signature, after: high, ids: null };
    // A damaged header tells no ids. Where the log is written it is looked at; elsewhere it is old damage.
    const near = [0, tip?.[0] ?? 0, (tip?.[0] ?? 0) + 1].includes(head.index);
    return { mark, at: 0, signature: head.sound || near ? "" : signature, after: high, ids: null };
  };

  const compareUsed = (head: ChunkHead, state: ChunkState): Comparison => {
    const same = head.signature === state.signature ? "known" : "news";
    if (!head.sound) return same;
    // A log that wraps around overwrites its oldest records with the newest.
    if (!isSameMark(state.mark, head.mark)) return head.firstId > position().high ? "news" : "replaced";
    return head.free < state.at && state.ids === null ? "replaced" : same;
  };

  return {
    get: (index) => states[index],
    set(index, state) {
      states[index] = state;
    },
    compare(head) {
      const state = states[head.index] ?? adopt(head);
      states[head.index] = state;
      if (state === undefined || state.mark === null) return head.used ? "news" : "known";
      return head.used ? compareUsed(head, state) : "replaced";
    },
  };
}

export function isSameMark(a: RecordMark | null, b: RecordMark | null): boolean {
  return a !== null && b !== null && a[0] === b[0] && a[1] === b[1];
}
