import { type DiagnosticCode, diagnostic } from "../../parsers/diagnostics.ts";
import type { Diagnostic, RawEvent } from "../model/raw-event.ts";
import type { Input } from "../model/report.ts";
import type { InputCoverage } from "./coverage.ts";

/** Counts what is read of one input. */
export interface Tally {
  format(name: string): void;
  record(record: RawEvent): void;
  skipped(recordId: number | null, time: number): void;
  used(): void;
  /** A record that was read and used at once; its time is in milliseconds since 1970, NaN where it has none. */
  printed(time: number): void;
  diagnostic(found: Diagnostic): void;
  /** A diagnostic on the input as a whole. */
  say(code: DiagnosticCode, message: string): void;
  result(): Input;
}

/** FILETIME 0 is the start of 1601; what is not far behind it stands for "no time" (clocks before a first boot). */
const FIRST_TIME = Date.UTC(1602, 0);
/** A FILETIME can name a year of five digits, and the last year of four stands for "no time" in .NET. */
const NO_TIME = Date.UTC(9999, 0);
/** So many diagnostics of one code are kept; the others are counted. */
const KEPT = 20;

/** @param known what was counted before, where the reading goes on behind it */
export function createTally(
  path: string,
  coverage: InputCoverage | undefined,
  known: Omit<Input, "used"> | null = null,
): Tally {
  let format = known?.format ?? "unknown";
  let [records, used] = [known?.records ?? 0, 0];
  let first = timeOf(known?.first, Number.POSITIVE_INFINITY);
  let last = timeOf(known?.last, Number.NEGATIVE_INFINITY);
  const kept: Diagnostic[] = [];
  const counts = new Map<string, number>();

  const see = (time: number): void => {
    records += 1;
    if (time < first) first = time;
    if (time > last) last = time;
  };
  const keep = (found: Diagnostic): void => {
    const count = (counts.get(found.code) ?? 0) + 1;
    counts.set(found.code, count);
    if (count <= KEPT) kept.push(found);
  };

  for (const found of known?.diagnostics ?? []) {
    const further = found.where === path ? FURTHER.exec(found.message)?.[1] : undefined;
    if (further === undefined) keep(found);
    else counts.set(found.code, KEPT + Number(further));
  }

  return {
    format(name) {
      format = name;
    },
    record({ server, channel, recordId, time }) {
      const at = realTime(time === null ? Number.NaN : Date.parse(time));
      see(at);
      coverage?.record(server, channel, typeof recordId === "number" ? recordId : null, at);
    },
    skipped(recordId, time) {
      see(realTime(time));
      coverage?.skipped(recordId, realTime(time));
    },
    used() {
      used += 1;
    },
    printed(time) {
      see(realTime(time));
      used += 1;
    },
    diagnostic: keep,
    say: (code, message) => keep(diagnostic(code, path, message)),
    result: () => ({
      path,
      format,
      records,
      used,
      first: isoOf(first),
      last: isoOf(last),
      diagnostics: [...kept, ...furtherOf(path, kept, counts)],
    }),
  };
}

function realTime(time: number): number {
  return time >= FIRST_TIME && time < NO_TIME ? time : Number.NaN;
}

function furtherOf(
  path: string,
  kept: readonly Diagnostic[],
  counts: ReadonlyMap<string, number>,
): readonly Diagnostic[] {
  return [...counts].flatMap(([code, count]) => {
    const severity = kept.find((it) => it.code === code)?.severity;
    if (severity === undefined || count <= KEPT) return [];
    return { code, severity, where: path, message: further(count - KEPT) };
  });
}

const FURTHER = /^(\d+) more of the same, not listed$/;

function further(count: number): string {
  return `${count} more of the same, not listed`;
}

function timeOf(iso: string | null | undefined, unknown: number): number {
  return iso === null || iso === undefined ? unknown : Date.parse(iso);
}

function isoOf(time: number): string | null {
  return Number.isFinite(time) ? new Date(time).toISOString() : null;
}
