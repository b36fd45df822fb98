import { normalise } from "../../correlate/normalise.ts";
import { createPlacer } from "../../correlate/order.ts";
import type { BackupEvent, Placed } from "../../model/event.ts";
import type { LogReading } from "../../model/log-reading.ts";
import type { Input } from "../../model/report.ts";
import type { Position, SourceBatch } from "../../model/source.ts";
import type { Store } from "../../model/store.ts";
import { noteBatch } from "./input-notes.ts";

/** Takes what sources read to what is stored: parse → normalise is done here, each event once over all restarts. */
export interface Intake {
  /** The events of a batch that are not stored yet. How far the source has come is kept in mind until `write`. */
  take(source: string, batch: SourceBatch, now: number): readonly Placed[];
  /**
   * Notes in the store how far all sources have come. To be called in the transaction that stores the events that were
   * taken; where there were none it can wait until `writeBy`.
   */
  write(): void;
  /** When `write` is due at the latest, in milliseconds since 1970; null: there is nothing to write. */
  writeBy(): number | null;
  /** What was read of each log, by input; the same list until something more was read. */
  readings(): readonly (readonly LogReading[])[];
}

interface InputState {
  readonly source: string;
  readonly name: string;
  readonly place: (event: BackupEvent) => Placed;
  /** Stored events of an input that is read anew from its start: so many are passed over. */
  readonly stored: number;
  events: number;
  position: Position;
  note: Input | null;
  logs: readonly LogReading[];
}

/** Signs of life are stored this often: after a kill no more than that is read again, and it holds no events. */
const SIGNS_OF_LIFE_MS = 30_000;

export function createIntake(store: Store): Intake {
  const inputs = new Map<string, InputState>();
  const unwritten = new Set<InputState>();
  let writeBy: number | null = null;
  let readings: readonly (readonly LogReading[])[] | null = null;
  const notes = new Map(store.bookmarks.inputs().map((note) => [note.path, note]));
  for (const { source, input, logs } of store.bookmarks.readings()) opened(source, input, logs);

  return {
    take(source, batch, now) {
      const input = inputs.get(keyOf(source, batch.input)) ?? opened(source, batch.input, []);
      const placed = batch.records.flatMap((record) => {
        const event = normalise(record);
        return event === null ? [] : [input.place(event)];
      });
      const skip = batch.restart === "rereads" ? Math.max(0, input.stored - input.events) : 0;
      if (batch.restart === "resumes" && input.events === 0) input.events = input.stored;
      input.events += placed.length;
      input.position = batch.position;
      if (batch.logs !== null) {
        input.logs = batch.logs;
        readings = null;
      }
      input.note = noteBatch(input.note, batch, input.events);
      // Written last, since the position of a source is that of its last batch.
      unwritten.delete(input);
      unwritten.add(input);
      writeBy ??= now + SIGNS_OF_LIFE_MS;
      return placed.slice(skip);
    },

    write() {
      for (const { source, name, position, events, stored, logs, note } of unwritten) {
        store.bookmarks.put(source, name, { position, taken: Math.max(events, stored) });
        store.bookmarks.putReadings(source, name, logs);
        if (note !== null) store.bookmarks.putInput(note);
      }
      unwritten.clear();
      writeBy = null;
    },

    writeBy: () => writeBy,
    readings() {
      readings ??= [...inputs.values()].map(({ logs }) => logs);
      return readings;
    },
  };

  function opened(source: string, name: string, logs: readonly LogReading[]): InputState {
    const made: InputState = {
      source,
      name,
      place: createPlacer(name),
      stored: store.bookmarks.taken(source, name),
      events: 0,
      position: null,
      note: notes.get(name) ?? null,
      logs,
    };
    inputs.set(keyOf(source, name), made);
    readings = null;
    return made;
  }
}

function keyOf(source: string, input: string): string {
  return `${source}\n${input}`;
}
