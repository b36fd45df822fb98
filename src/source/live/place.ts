import type { LogReading } from "../../model/log-reading.ts";
import type { Position, PositionValue } from "../../model/source.ts";

/** How far one log was read, as plain data that outlives the process. */
export interface Place {
  /** All records up to this number were read; null: the log was empty, whatever comes first is its first. */
  readonly number: number | null;
  /** When that record was written, in milliseconds since 1970: tells it from one of the same number in another log. */
  readonly time: number | null;
  /** Of a log that collects: the reader's own mark (docs/adr/0009). */
  readonly bookmark: string | null;
  readonly logs: readonly LogReading[];
}

/** What the log is like at a moment. */
export interface LogState {
  /** Null: it holds nothing. */
  readonly oldest: number | null;
  readonly newest: Stamp | null;
}

/** A record, and when it was written (null: its time cannot be read). */
export interface Stamp {
  readonly number: number;
  readonly time: number | null;
}

/**
 * How a log lies to the place that was read up to.
 *
 * - `same`: nothing was written since.
 * - `on`: records follow.
 * - `rolled`: records behind the place were overwritten, or removed by clearing, before they were read.
 * - `replaced`: the numbers began anew: it was cleared, or is another log.
 */
export type Lie = "same" | "on" | "rolled" | "replaced";

/**
 * @param anchor the record that has the place's number now: null where there is none, undefined where it was not asked for
 */
export function lieOf(place: Place, { oldest, newest }: LogState, anchor?: Stamp | null): Lie {
  if (newest === null) return "same";
  if (place.number === null) return "on";
  if (newest.number < place.number) return "replaced";
  if (oldest !== null && oldest > place.number + 1) return "rolled";
  if (anchor !== undefined && isAnother(place, oldest, anchor)) return "replaced";
  return newest.number === place.number ? "same" : "on";
}

/** The place's own record may have been the last that was overwritten; then nothing can be said of it. */
function isAnother(place: Place, oldest: number | null, anchor: Stamp | null): boolean {
  if (place.number === null || place.time === null || oldest === null || oldest > place.number) return false;
  return anchor === null || (anchor.time !== null && anchor.time !== place.time);
}

/** Sources keep their places under this version; another one is not understood, and the logs are read as if for the first time. */
const VERSION = 1;

export function toPosition(places: ReadonlyMap<string, Place>): Position {
  const channels = Object.fromEntries(places) as unknown as PositionValue;
  return { version: VERSION, channels };
}

/** The places of a position that `toPosition` made; none of another. */
export function readPosition(position: Position): Map<string, Place> {
  const channels = position?.version === VERSION ? position.channels : null;
  if (channels === null || typeof channels !== "object") return new Map();
  return new Map(Object.entries(channels as unknown as Record<string, Place>));
}
