import { decodeCode } from "../catalogue/codes.ts";
import type { JobFacts } from "../correlate/assess/index.ts";
import type { BackupEvent } from "../model/event.ts";
import type { Signal } from "../model/signal.ts";

/** The job's events of some signals, in order, whatever part they play. */
export function eventsOf(facts: JobFacts, ...signals: readonly Signal[]): BackupEvent[] {
  return facts.job.events.filter((e) => signals.includes(e.event.signal)).map((e) => e.event);
}

export function straysOf(strays: readonly BackupEvent[], ...signals: readonly Signal[]): BackupEvent[] {
  return strays.filter((e) => signals.includes(e.signal));
}

/** `12.4 s`, `3 min 20 s`, `2 h 05 min` */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** The error code of an event in words: `0x8007064A (component or copy configuration not found)`; empty without one. */
export function errorOf(event: BackupEvent): string {
  const code = event.keys.jetError ?? event.keys.hresult;
  if (code === undefined) return "";
  const known = decodeCode(code);
  const shown = String(code);
  return known === null ? shown : `${shown} (${known.meaning})`;
}

/** `DB01, DB02` or, where the log names none, `the job`. */
export function databaseNames(facts: JobFacts): string {
  const names = facts.result.databases.map((d) => d.name);
  return names.length === 0 ? "the job" : names.join(", ");
}

/** Groups by a key, keeping the order of first appearance. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const k = key(item);
    const group = groups.get(k);
    if (group === undefined) groups.set(k, [item]);
    else group.push(item);
  }
  return groups;
}
