import type { Coverage } from "../model/report.ts";
import { firstTime, lastTime, type Runs, trueEpochs } from "./epochs.ts";
import { gapsOfLog } from "./gaps.ts";
import type { Interval } from "./intervals.ts";
import { type Log, MAX_RUNS, sum, total } from "./log-numbers.ts";

/** A log of which only some records were exported, so that holes in the numbers mean nothing. */
export interface FilteredLog {
  readonly server: string;
  readonly channel: string;
  readonly present: number;
  readonly range: number;
}

/** An export by filter leaves short runs; one that lost a part of the log leaves long ones. */
const FILTERED_RUN = 20;
/** Threads write in another order than they stamp; a time further off the edge than this is a wrong one. */
const EDGE_MS = 5 * 60_000;

export function toCoverage(log: Log): Coverage {
  const epochs = epochsOf(log);
  const filtered = epochs.some(isFiltered);
  const { first, last } = edgesOf(log, epochs);
  return {
    server: log.server,
    channel: log.channel,
    first: new Date(first).toISOString(),
    last: new Date(last).toISOString(),
    // Exports with and without numbers may hold the same records: the sum would count them twice.
    records: Math.max(sum(log.epochs.map((epoch) => total(epoch.list))), log.unnumbered),
    gaps: filtered || !log.numbersUsable ? [] : gapsOfLog(epochs),
    ...(filtered ? { filtered } : {}),
  };
}

function epochsOf(log: Log): readonly Runs[] {
  return trueEpochs(log.epochs.map((epoch) => epoch.list));
}

/**
 * The times of the first and the last number, so that one record with a wrong clock does not move an edge; and what
 * a source says beyond them.
 */
function edgesOf(log: Log, epochs: readonly Runs[]): { readonly first: number; readonly last: number } {
  const first = Math.min(...epochs.map(firstTime));
  const last = Math.max(...epochs.map(lastTime));
  const numbered = log.numbersUsable && log.unnumbered === 0 && epochs.length > 0;
  return {
    first: Math.min(log.claimedFirst, numbered && first - log.first > EDGE_MS ? first : log.first),
    last: Math.max(log.claimedLast, numbered && log.last - last > EDGE_MS ? last : log.last),
  };
}

export function toFiltered(log: Log): readonly FilteredLog[] {
  const filtered = epochsOf(log).filter(isFiltered);
  if (filtered.length === 0) return [];
  return [
    {
      server: log.server,
      channel: log.channel,
      present: sum(filtered.map(total)),
      range: sum(filtered.map(range)),
    },
  ];
}

function isFiltered(list: readonly Interval[]): boolean {
  if (list.length < 2) return false;
  const present = total(list);
  return list.length >= MAX_RUNS || (present * 2 < range(list) && present / list.length < FILTERED_RUN);
}

function range(list: readonly Interval[]): number {
  return (list.at(-1)?.to ?? 0) - (list[0]?.from ?? 1) + 1;
}
