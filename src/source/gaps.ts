import type { Gap } from "../model/report.ts";
import { firstTime, lastTime, type Runs } from "./epochs.ts";

/** What is missing between the records of a log and between its epochs, in order of time. */
export function gapsOfLog(epochs: readonly Runs[]): readonly Gap[] {
  const cleared = epochs.slice(1).flatMap((after, index) => clearing(epochs[index] ?? [], after));
  return [...epochs.flatMap(gapsOf), ...cleared].sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
}

/** A log that was cleared lost what stood behind the last record that was read, and the first of the new ones. */
function clearing(before: Runs, after: Runs): readonly Gap[] {
  const [old, fresh] = [before.at(-1), after[0]];
  if (old === undefined || fresh === undefined || !(lastTime(before) <= firstTime(after))) return [];
  return [
    {
      afterRecord: old.to,
      beforeRecord: fresh.from,
      missing: Math.max(fresh.from - 1, 0),
      from: isoOr(old.toTime, old.fromTime),
      to: isoOr(fresh.fromTime, fresh.toTime),
    },
  ];
}

function gapsOf(list: Runs): readonly Gap[] {
  return list.slice(1).flatMap((after, index) => {
    const before = list[index];
    if (before === undefined) return [];
    return {
      afterRecord: before.to,
      beforeRecord: after.from,
      missing: after.from - before.to - 1,
      from: isoOr(before.toTime, after.fromTime),
      to: isoOr(after.fromTime, before.toTime),
    };
  });
}

function isoOr(time: number, other: number): string {
  const known = Number.isFinite(time) ? time : other;
  return Number.isFinite(known) ? new Date(known).toISOString() : "";
}
