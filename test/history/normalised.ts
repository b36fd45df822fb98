import type { EventRecord } from "../../parsers/record.ts";
import { dedupe } from "../../src/correlate/dedupe.ts";
import { normalise } from "../../src/correlate/normalise.ts";
import { comparePlaced, createPlacer } from "../../src/correlate/order.ts";
import type { BackupEvent, Placed } from "../../src/model/event.ts";
import type { Kept } from "./formats/form.ts";

export interface LogRecords {
  /** The name of the log's file. */
  readonly name: string;
  readonly records: readonly (EventRecord | Kept)[];
}

/** The events of all logs as the correlator gets them: in order, each once. */
export function normalised(logs: readonly LogRecords[]): readonly BackupEvent[] {
  const placed: Placed[] = [];
  for (const { name, records } of logs) {
    const place = createPlacer(name);
    for (const record of records) {
      const event = normalise({ origin: name, ...record });
      if (event !== null) placed.push(place(event));
    }
  }
  return [...dedupe(placed.sort(comparePlaced))];
}

/**
 * An event in a line of `events.ndjson`: its record, and all that was read from it, less what the catalogue says of
 * every event of its kind. What is absent or as usual is left out. No name of a member is one that event logs have, so
 * that nobody takes the file for one.
 */
export function eventLine(event: BackupEvent): object {
  const { time, precision, server, signal, type, outcome, phase, keys, ref } = event;
  return {
    record: ref.recordId ?? undefined,
    at: time ?? undefined,
    to: precision === 1 ? undefined : precision,
    on: server,
    signal,
    type: type ?? undefined,
    outcome: outcome ?? undefined,
    phase,
    keys: Object.keys(keys).length === 0 ? undefined : keys,
    exchange: event.exchange ? undefined : false,
    shadowCopyTask: event.shadowCopyTask ?? undefined,
    keysFrom: event.keysFrom === "strings" ? undefined : event.keysFrom,
    textBelongsTo: event.textBelongsTo ?? undefined,
  };
}
