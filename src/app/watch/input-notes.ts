import type { Input } from "../../model/report.ts";
import type { InputSummary, SourceBatch } from "../../model/source.ts";

/** So many diagnostics of an input that has no end are kept, the newest. */
const KEPT = 50;

/**
 * What a report says of an input after one more batch. Sources of files sum up themselves; a live log is counted here.
 *
 * @returns null of what is no input as yet: a folder, say, that gives its sign of life
 */
export function noteBatch(before: Input | null, batch: SourceBatch, used: number): Input | null {
  if (batch.summary !== undefined) return { ...batch.summary, used };
  if (before === null && saysNothing(batch)) return null;
  const known = before ?? { ...EMPTY, path: batch.input };
  const times = batch.records.flatMap(({ time }) => (time === null ? [] : [time])).sort();
  return {
    ...known,
    records: known.records + batch.records.length,
    used,
    first: earlier(known.first, times[0] ?? null),
    last: later(known.last, times.at(-1) ?? null),
    diagnostics: [...known.diagnostics, ...batch.diagnostics].slice(-KEPT),
  };
}

function saysNothing({ records, diagnostics, logs, trouble }: SourceBatch): boolean {
  return records.length === 0 && diagnostics.length === 0 && logs === null && trouble === null;
}

const EMPTY: InputSummary = {
  path: "",
  format: "live",
  records: 0,
  first: null,
  last: null,
  diagnostics: [],
};

function earlier(known: string | null, time: string | null): string | null {
  if (time === null || known === null) return known ?? milliseconds(time);
  return Date.parse(known) <= Date.parse(time) ? known : milliseconds(time);
}

function later(known: string | null, time: string | null): string | null {
  if (time === null || known === null) return known ?? milliseconds(time);
  return Date.parse(known) >= Date.parse(time) ? known : milliseconds(time);
}

function milliseconds(time: string | null): string | null {
  return time === null || Number.isNaN(Date.parse(time)) ? null : new Date(time).toISOString();
}
