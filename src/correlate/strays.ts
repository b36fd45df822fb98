import type { BackupEvent } from "../model/event.ts";
import type { Signal } from "../model/signal.ts";

/** Strays that no rule asks for: without a job they mean nothing. */
const IDLE: ReadonlySet<Signal> = new Set<Signal>([
  "unknown",
  "io-slow",
  "copy-context",
  "vss-idle",
  "engine-prepared",
  "engine-started",
  "instance-started",
  "instance-stopped",
  "database-attached",
  "database-detached",
  "recovery-finished",
  "stream-file",
  "session-started",
  "session-frozen",
  "session-thawed",
  "session-ended",
  "surrogate-registered",
  "surrogate-started",
  "surrogate-ended",
  "truncation-progress",
]);

const MOST_OF_A_KIND = 500;
const MOST_KINDS = 5_000;

/** Decides which events of no job are kept, in the order of the events. */
export interface Admission {
  /** Whether the event is to be kept; it is counted then. */
  admits(event: BackupEvent): boolean;
}

/**
 * Keeps the events of no job that may mean something by themselves, in bounded memory: a disk that fails writes
 * the same event a million times, and the first five hundred prove it as well.
 */
export function createAdmission(): Admission {
  const counts = new Map<string, number>();
  return {
    admits(event) {
      if (IDLE.has(event.signal) && event.textBelongsTo === null) return false;
      const { database, volume, file } = event.keys;
      const kind = [event.signal, event.server, event.ref.eventId, database, volume, file].join("\n");
      const count = counts.get(kind) ?? 0;
      if (count >= MOST_OF_A_KIND || (count === 0 && counts.size >= MOST_KINDS)) return false;
      counts.set(kind, count + 1);
      return true;
    },
  };
}

export interface Strays {
  add(event: BackupEvent): void;
  /** What was kept, in order. */
  readonly kept: readonly BackupEvent[];
}

export function createStrays(): Strays {
  const kept: BackupEvent[] = [];
  const admission = createAdmission();
  return {
    kept,
    add(event) {
      if (admission.admits(event)) kept.push(event);
    },
  };
}
