/** A run of record numbers without holes, and the times of its first and last record (NaN: not known). */
export interface Interval {
  readonly from: number;
  readonly to: number;
  readonly fromTime: number;
  readonly toTime: number;
}

/** How a run lies to what is known. */
export type Fit = "touches" | "apart" | "contradicts";

/** Record numbers of one log epoch as sorted runs: memory grows with the holes, not with the records. */
export interface Intervals {
  readonly list: readonly Interval[];
  /** In a log, later numbers have later times; where they do not, the run is of another epoch. */
  fit(run: Interval): Fit;
  /** Unites a run with what is known. */
  add(run: Interval): void;
}

/**
 * Clocks are set while a log is written, and threads write in another order than they stamp. Only a difference
 * beyond this between number and time means that the numbers were started anew.
 */
const TOLERANCE_MS = 5 * 60_000;

/** @param runs what they hold at first: sorted, apart from each other */
export function createIntervals(runs: readonly Interval[] = []): Intervals {
  const list: Interval[] = [...runs];
  return {
    list,
    fit: (run) => fitOf(list, run),
    add(run) {
      const start = firstEndingFrom(list, run.from - 1);
      let [end, united] = [start, run];
      for (let next = list[end]; next !== undefined && next.from <= run.to + 1; next = list[end]) {
        united = unite(united, next);
        end += 1;
      }
      // The usual case, a log read from its start: no array has to be moved.
      if (end === start + 1) list[start] = united;
      else list.splice(start, end - start, united);
    },
  };
}

function fitOf(list: readonly Interval[], run: Interval): Fit {
  const start = firstEndingFrom(list, run.from);
  // NaN compares false: an unknown time contradicts nothing.
  const before = list[start - 1];
  if (before !== undefined && run.fromTime < before.toTime - TOLERANCE_MS) return "contradicts";
  let fit: Fit = before?.to === run.from - 1 ? "touches" : "apart";
  for (let at = start; at < list.length; at += 1) {
    const other = list[at];
    if (other === undefined || other.from > run.to) {
      if (other !== undefined && run.toTime > other.fromTime + TOLERANCE_MS) return "contradicts";
      return other?.from === run.to + 1 ? "touches" : fit;
    }
    // They share numbers: the same records, if they also share time.
    if (run.toTime < other.fromTime - TOLERANCE_MS) return "contradicts";
    if (run.fromTime > other.toTime + TOLERANCE_MS) return "contradicts";
    fit = "touches";
  }
  return fit;
}

function unite(a: Interval, b: Interval): Interval {
  const [first, last] = [b.from < a.from ? b : a, b.to > a.to ? b : a];
  return { from: first.from, fromTime: first.fromTime, to: last.to, toTime: last.toTime };
}

/** Index of the first interval that ends at or behind a number; the length where there is none. */
function firstEndingFrom(list: readonly Interval[], id: number): number {
  let [low, high] = [0, list.length];
  const last = list.at(-1);
  if (last !== undefined && id >= last.from) return id <= last.to ? high - 1 : high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.to ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
