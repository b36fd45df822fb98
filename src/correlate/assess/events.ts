import type { BackupEvent } from "../../model/event.ts";
import type { Signal } from "../../model/signal.ts";
import type { Part, TrackedEvent } from "../machine/state.ts";

/** The events of some signals, in order. */
export function having(events: readonly TrackedEvent[], ...signals: readonly Signal[]): BackupEvent[] {
  return events.filter((e) => signals.includes(e.event.signal)).map((e) => e.event);
}

export function ofPart(events: readonly TrackedEvent[], part: Part): TrackedEvent[] {
  return events.filter((e) => e.part === part);
}

export function firstTime(events: readonly BackupEvent[]): number | null {
  const times = events.flatMap((e) => e.time ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

export function lastTime(events: readonly BackupEvent[]): number | null {
  const times = events.flatMap((e) => e.time ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

/** UTC with milliseconds, as every time in a report stands. */
export function iso(time: number): string;
export function iso(time: number | null): string | null;
export function iso(time: number | null): string | null {
  if (time === null) return null;
  const date = new Date(Math.trunc(time));
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
