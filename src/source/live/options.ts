import type { TalkingProcess } from "../../model/process.ts";
import type { Clock } from "../clock.ts";
import type { EventQuery } from "./queries.ts";

/** What a live source needs to know, and what it gets from outside. */
export interface LiveOptions {
  /** `localhost` for this machine; else a name or an address that the event log service answers at. */
  readonly server: string;
  /** `Application`, `System`, `ForwardedEvents`. */
  readonly channels: readonly string[];
  /** Which events to ask for; the log's own filter passes over all others. */
  readonly queries: readonly EventQuery[];
  /** How far to read back at the very first start. Default: 7. */
  readonly days?: number;
  /** Starts the reader: PowerShell with this script, or whatever stands in for it. */
  readonly startChild: (script: string) => TalkingProcess;
  readonly clock?: LiveClock;
  readonly pace?: Partial<Pace>;
}

export interface LiveClock extends Clock {
  /** From 0 up to 1. */
  random(): number;
}

/** How often and how long; times in milliseconds. */
export interface Pace {
  /** Between two looks at the logs: the sign of life. */
  readonly pollMs: number;
  /** A reader that does not answer within this is ended and started anew. */
  readonly answerMs: number;
  /** Waits after trouble double from the first to the last. */
  readonly firstRetryMs: number;
  readonly lastRetryMs: number;
  /** Records that one answer holds at most: the reader is never further ahead than that. */
  readonly records: number;
  /** A reader is started anew after this long, whatever it may have gathered. */
  readonly renewMs: number;
}

export const DEFAULT_PACE: Pace = {
  pollMs: 5_000,
  // Longer than an RPC call to a server that is gone (up to a minute), and than a search through a large log.
  answerMs: 180_000,
  firstRetryMs: 2_000,
  lastRetryMs: 120_000,
  records: 256,
  renewMs: 24 * 3600_000,
};
