import { normalise } from "../../correlate/normalise.ts";
import { createPlacer } from "../../correlate/order.ts";
import type { BackupEvent, Placed } from "../../model/event.ts";
import type { LogReading } from "../../model/log-reading.ts";
import type { Input } from "../../model/report.ts";
import type { SourceBatch } from "../../model/source.ts";
import type { Store } from "../../model/store.ts";
import { noteBatch } from "./input-notes.ts";

/** Takes what sources read to what is stored: parse → normalise is done here, each event once over all restarts. */
export interface Intake {
  /**
   * The events of a batch that are not stored yet; notes in the store how far the source has come. To be called within
   * a transaction, which also has to store the events.
   */
  take(source: string, batch: SourceBatch, now: number): readonly Placed[];
  /** Whether there is anything in a batch that has to be stored now, or whether it is but a sign of life. */
  matters(source: string, batch: SourceBatch, now: number): boolean;
  /** What was read of each log, by input. */
  readings(): readonly (readonly LogReading[])[];
}

interface InputState {
  readonly place: (event: BackupEvent) => Placed;
  /** Stored events of an input that is read anew from its start: so many are passed over. */
  readonly stored: number;
  events: number;
  note: Input | null;
  logs: readonly LogReading[];
  writtenAt: number;
}

/** Signs of life are stored this often: after a kill no more than that is read again, and it holds no events. */
const SIGNS_OF_LIFE_MS = 30_000;

export function createIntake(store: Store): Intake {
  const inputs = new Map<string, InputState>();
  const notes = new Map(store.bookmarks.inputs().map((note) => [note.path, note]));
  for (const { source, input, logs } of store.bookmarks.readings()) {
    inputs.set(keyOf(source, input), opened(source, input, logs));
  }

  return {
    take(source, batch, now) {
      const input = inputOf(source, batch.input);
      const placed = batch.records.flatMap((record) => {
        const event = normalise(record);
        return event === null ? [] : [input.place(event)];
      });
      const skip = batch.restart === "rereads" ? Math.max(0, input.stored - input.events) : 0;
      if (batch.restart === "resumes" && input.events === 0) input.events = input.stored;
      input.events += placed.length;
      if (batch.logs !== null) input.logs = batch.logs;
      input.writtenAt = now;
      store.bookmarks.put(source, batch.input, {
        position: batch.position,
        taken: Math.max(input.events, input.stored),
      });
      if (batch.logs !== null) store.bookmarks.putReadings(source, batch.input, batch.logs);
      input.note = noteBatch(input.note, batch, input.events);
      store.bookmarks.putInput(input.note);
      return placed.slice(skip);
    },

    matters(source, batch, now) {
      const input = inputOf(source, batch.input);
      if (batch.records.length > 0 || now - input.writtenAt >= SIGNS_OF_LIFE_MS) return true;
      if (batch.logs !== null) input.logs = batch.logs;
      return false;
    },

    readings: () => [...inputs.values()].map(({ logs }) => logs),
  };

  function inputOf(source: string, name: string): InputState {
    const key = keyOf(source, name);
    const known = inputs.get(key);
    if (known !== undefined) return known;
    const made = opened(source, name, []);
    inputs.set(key, made);
    return made;
  }

  function opened(source: string, name: string, logs: readonly LogReading[]): InputState {
    const stored = store.bookmarks.taken(source, name);
    const note = notes.get(name) ?? null;
    return { place: createPlacer(name), stored, events: 0, note, logs, writtenAt: Number.NEGATIVE_INFINITY };
  }
}

function keyOf(source: string, input: string): string {
  return `${source}\n${input}`;
}
