import { CHUNK_HEADER_SIZE, isUnused } from "../../../parsers/evtx/chunk.ts";
import { createChunkReader } from "../../../parsers/evtx/reader.ts";
import { MOST_RECORDS } from "../../model/source.ts";
import { ALL_IDS, type ChunkState, type ChunkStates, isSameMark } from "./chunk-states.ts";
import { type ChunkHead, chunkOffset, crc32, headOf, isWhole } from "./evtx-chunks.ts";
import type { Reading } from "./reading.ts";

/** Reads what is new in chunks. */
export interface ChunkIntake {
  /**
   * Whether a chunk can be read: one that does not match its checksums may be half written, and is looked at again.
   * What stays as it is, or is written to all the time, is read as it is.
   */
  isReady(index: number, bytes: Uint8Array): boolean;
  /** Chunks that were not ready, by the last look. */
  readonly waiting: number;
  /** Damaged chunks that were read, and may be mended yet. */
  suspects(): readonly number[];
  /** Whether a suspect was written to. */
  isMended(index: number, bytes: Uint8Array): boolean;
  /**
   * Reads the records that were not read before.
   *
   * @param until records with higher ids are left for later
   */
  take(index: number, bytes: Uint8Array, until: number): Taken;
}

export interface Taken {
  /** There is more in it than a batch holds. */
  readonly full: boolean;
  /** Records were left for later. */
  readonly left: boolean;
  readonly head: ChunkHead;
  /** Offset in the chunk up to which it is read now. */
  readonly at: number;
  /** The highest id that was read; only that of a chunk without damage can be believed. */
  readonly highest: number;
}

/** So often a chunk is looked at that is written to all the time. */
const PATIENCE = 5;
const MOST_SUSPECTS = 8;

export function createChunkIntake(reading: Reading, states: ChunkStates): ChunkIntake {
  const reader = createChunkReader(reading.sink, reading.parse);
  const waiting = new Map<number, { readonly sum: number; readonly looks: number }>();
  const suspects = new Map<number, number>();

  return {
    get waiting() {
      return waiting.size;
    },
    isReady(index, bytes) {
      if (isWhole(bytes) || isUnused(bytes)) {
        waiting.delete(index);
        suspects.delete(index);
        return true;
      }
      const sum = crc32(bytes);
      const before = waiting.get(index);
      if (before !== undefined && (before.sum === sum || before.looks >= PATIENCE)) {
        waiting.delete(index);
        if (suspects.size < MOST_SUSPECTS) suspects.set(index, sum);
        return true;
      }
      waiting.set(index, { sum, looks: (before?.looks ?? 0) + 1 });
      return false;
    },
    suspects: () => [...suspects.keys()],
    isMended: (index, bytes) => suspects.get(index) !== crc32(bytes),
    take(index, bytes, until) {
      const head = headOf(bytes, index);
      const state = stateOf(states.get(index), head);
      const whole = isWhole(bytes);
      const limits = {
        until: whole && head.lastId > until ? until : Number.POSITIVE_INFINITY,
        held: reading,
      };
      const picker = createPicker(state, limits);
      const used = reader.read(bytes, chunkOffset(index), picker.pick);
      const at = used ? (picker.stoppedAt ?? (whole ? head.free : picker.end)) : 0;
      states.set(index, {
        mark: used ? head.mark : null,
        at,
        signature: head.signature,
        after: state.after,
        ids: whole ? null : picker.ids,
      });
      const highest = whole ? picker.highest : ALL_IDS;
      return { full: picker.full, left: picker.stoppedAt !== null, head, at, highest };
    },
  };
}

function stateOf(known: ChunkState | undefined, head: ChunkHead): ChunkState {
  if (known !== undefined && isSameMark(known.mark, head.mark)) return known;
  return { mark: head.mark, at: 0, signature: "", after: ALL_IDS, ids: null };
}

interface Limits {
  readonly until: number;
  readonly held: { readonly held: number };
}

/** Chooses the records of a chunk that are to be read now. */
function createPicker(state: ChunkState, { until, held }: Limits) {
  const ids = new Set(state.ids ?? []);
  const picker = {
    ids,
    full: false,
    /** Where records begin that are not read now. */
    stoppedAt: null as number | null,
    /** Up to here there is record after record. */
    end: Math.max(state.at, CHUNK_HEADER_SIZE),
    highest: ALL_IDS,
    pick(at: number, size: number, id: number): boolean {
      if (at < state.at || picker.stoppedAt !== null) return false;
      if (at === picker.end) picker.end += size;
      if (id <= state.after || ids.has(id)) return false;
      picker.full = held.held >= MOST_RECORDS;
      if (picker.full || id > until) {
        picker.stoppedAt = at;
        return false;
      }
      ids.add(id);
      picker.highest = Math.max(picker.highest, id);
      return true;
    },
  };
  return picker;
}
