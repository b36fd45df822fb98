import type { LogReading } from "./log-reading.ts";
import type { Diagnostic, RawEvent } from "./raw-event.ts";
import type { Input } from "./report.ts";

/** Where a source goes on after a batch. Plain data that only its source understands; null: from its beginning. */
export type Position = { readonly [key: string]: PositionValue } | null;
export type PositionValue =
  | string
  | number
  | boolean
  | null
  | readonly PositionValue[]
  | { readonly [key: string]: PositionValue };

/**
 * Raw events with a place to go on from. Pulled: the next batch is asked for when the one before is committed, so a
 * slow consumer slows the reading down, and nothing is lost between the two.
 */
export interface Source {
  /** Stable over restarts, unique in a run; what the store keeps the position under: `live:EX01`, a path, `-`. */
  readonly name: string;
  /** True when it yields a batch every few seconds even if nothing is logged: its silence then means that it is down. */
  readonly signsOfLife: boolean;
  /**
   * Yields until its input ends (a file that nobody writes any more) or the signal aborts; a live source yields for
   * ever. What goes wrong with the input is told in a batch (`trouble`), and tried again by the source itself with
   * backoff; it throws for faults of this program only.
   *
   * @param position of the last committed batch
   */
  batches(position: Position, signal: AbortSignal): AsyncIterable<SourceBatch>;
}

export interface SourceBatch {
  /**
   * The input that the records come from, one order of records in itself: `live:EX01/Application`, a path with what
   * tells its content apart from another file of that name.
   */
  readonly input: string;
  /** In the order of the input. May be empty: a sign of life, or of trouble. At most `MOST_RECORDS`. */
  readonly records: readonly RawEvent[];
  /** Applies once this batch is committed. */
  readonly position: Position;
  /**
   * `resumes`: after a restart the source goes on behind `position`. `rereads`: it can only read the input from its start
   * again (a file in a format without places to begin at), and the consumer passes over what it has.
   */
  readonly restart: "resumes" | "rereads";
  /** All that was read of each log by this input so far, this batch included; null: as before. */
  readonly logs: readonly LogReading[] | null;
  /** No more records are there at the moment: the source waits, or its input has ended. */
  readonly caughtUp: boolean;
  /** The source cannot read at the moment, in a sentence that names the cause; null: all is well. */
  readonly trouble: string | null;
  /** Found since the batch before. */
  readonly diagnostics: readonly Diagnostic[];
  /** All that is to be said of the input so far; absent: as before. */
  readonly summary?: InputSummary;
}

/** An input as a report shows it. How many of its records are used is for the consumer to count. */
export type InputSummary = Omit<Input, "used">;

/** So many records a batch at most: what is lost with a kill, and what a commit has to write, stays small. */
export const MOST_RECORDS = 1_000;
