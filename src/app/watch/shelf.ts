import type { Effect, TrackedJob } from "../../correlate/machine/state.ts";
import { type Admission, createAdmission } from "../../correlate/strays.ts";
import type { BackupEvent } from "../../model/event.ts";
import type { MachineLog } from "../../model/store.ts";

export interface Concluded {
  /** Of the event at which it was concluded. */
  readonly second: number;
  readonly job: TrackedJob;
}

/** What the machine let go of, by the second of the event at which it did; in memory as it is in the store. */
export interface Shelf {
  take(second: number, effect: Effect): void;
  concluded(): readonly Concluded[];
  strays(): Iterable<BackupEvent>;
  /** Takes back what came of a second and of later ones; in memory only. */
  rewind(second: number): void;
  forget(second: number): void;
  /**
   * Stored jobs and states as they were: an event that is part of several of them is one object again, since rules tell
   * events apart by identity.
   */
  revive(stored: unknown): unknown;
}

interface Stray {
  readonly second: number;
  readonly event: BackupEvent;
}

export function createShelf(log: MachineLog): Shelf {
  const known = new Map<string, BackupEvent>();
  let concluded = log.concluded().map(({ second, job }) => ({ second, job: revive(job) as TrackedJob }));
  let strays = log.strays().map(({ second, event }) => ({ second, event: revive(event) as BackupEvent }));
  // The same bound as that of a judgement: what it would pass over need not be kept.
  let admission = admissionOf(strays);
  return { take, rewind, forget, revive, concluded: () => concluded, strays: () => eventsOf(strays) };

  function take(second: number, effect: Effect): void {
    if (effect.kind === "concluded") {
      concluded.push({ second, job: effect.job });
      log.putConcluded(second, effect.job);
    }
    if (effect.kind === "stray" && admission.admits(effect.event)) {
      strays.push({ second, event: effect.event });
      log.putStray(second, effect.event);
    }
  }

  function rewind(second: number): void {
    concluded = concluded.filter((it) => it.second < second);
    keep((it) => it.second < second);
  }

  function forget(second: number): void {
    log.forget(second);
    const left = new Set(log.concluded().map((it) => it.second));
    concluded = concluded.filter((it) => it.second >= second || left.has(it.second));
    keep((it) => it.second >= second);
  }

  function keep(isKept: (stray: Stray) => boolean): void {
    strays = strays.filter(isKept);
    admission = admissionOf(strays);
  }

  function revive(stored: unknown): unknown {
    if (Array.isArray(stored)) return stored.map(revive);
    if (typeof stored !== "object" || stored === null) return stored;
    if (isEvent(stored)) {
      const text = JSON.stringify(stored);
      const one = known.get(text) ?? stored;
      known.set(text, one);
      return one;
    }
    return Object.fromEntries(Object.entries(stored).map(([key, value]) => [key, revive(value)]));
  }
}

function isEvent(value: object): value is BackupEvent {
  return "signal" in value && "ref" in value && "keys" in value;
}

function admissionOf(strays: readonly Stray[]): Admission {
  const admission = createAdmission();
  for (const { event } of strays) admission.admits(event);
  return admission;
}

function* eventsOf(strays: readonly Stray[]): Iterable<BackupEvent> {
  for (const { event } of strays) yield event;
}
