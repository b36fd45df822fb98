import type { Place } from "./place.ts";
import type { EventQuery } from "./queries.ts";

/** One log, and what the reader that lives now knows of it. */
export interface WatchedLog {
  readonly name: string;
  readonly input: string;
  /** Null: never read. */
  readonly place: Place | null;
  /** The number up to which the reader has its own mark; null: it has none, or none to rely on. */
  readonly here: number | null;
  /** The last answer held only a part of what there was: the reader has more behind its mark. */
  readonly rest: boolean;
  /** The place's record was compared with the log's since the reader began. */
  readonly anchored: boolean;
  /** When the log was last looked at, and how far its server's clock was then seen to be behind. */
  readonly lookedAt: number | null;
  readonly behindMs: number;
}

export interface StepOptions {
  /** The computer, where no event tells its name. */
  readonly server: string;
  readonly queries: readonly EventQuery[];
  /** How far to read back at the very first start; milliseconds since 1970. */
  readonly since: number;
  readonly most: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}
