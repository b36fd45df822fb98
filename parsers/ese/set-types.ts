import type { CheckpointReading } from "./checkpoint.ts";
import type { LogReading } from "./log-types.ts";
import type { DatabaseIdentity, DatabaseReport, Lgpos } from "./types.ts";

/** A log file of a set. `name` without folder. */
export interface SetLog {
  readonly name: string;
  readonly reading: LogReading;
}

/** A database of a set; `report` is null when neither of its headers is good. */
export type SetDatabase =
  | { readonly name: string; readonly report: DatabaseReport; readonly identity: DatabaseIdentity }
  | { readonly name: string; readonly report: null; readonly identity: null };

/** One log stream and what belongs to it. */
export interface SetInput {
  readonly base: string;
  /** In any order; reserved ones are passed over. */
  readonly logs: readonly SetLog[];
  readonly checkpoint: CheckpointReading | null;
  readonly databases: readonly SetDatabase[];
}

/** `error` is a Jet error number. */
export type ChainProblem =
  | { readonly error: number; readonly missing: readonly [first: number, last: number] }
  | {
      readonly error: number;
      readonly file: string;
      readonly what: string;
      readonly got?: number | string | null;
      readonly expected?: number | string | null;
      readonly segment?: number;
    };

export interface Chain {
  readonly base: string;
  /** `generation` is that of the header, null where it cannot be read. */
  readonly logs: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly generation: number | null;
  }[];
  readonly problems: readonly ChainProblem[];
  /** What `eseutil /ml <base>` returns: the first error. */
  readonly eseutilExit: number;
}

export type SetVerdictWord =
  | "clean"
  | "recoverable"
  | "recoverable with loss"
  | "not recoverable"
  | "damaged"
  | "other";

/** Generations of a database's range, by what is wrong with them. Lists stop at 1,000, `counts` do not. */
export interface RangeFindings {
  readonly required: readonly [first: number, last: number];
  readonly committed: number;
  readonly missing: readonly number[];
  readonly damaged: readonly number[];
  readonly signatureMismatch: readonly number[];
  readonly outOfSequence: readonly number[];
  /** Committed, not required, and missing or not usable. */
  readonly lossy: readonly number[];
  /** Whether the log of the committed generation is the one that the database means; null when that is unknown. */
  readonly committedTimeMatches: boolean | null;
  readonly counts: Readonly<Record<RangeList, number>>;
}

export type RangeList = "missing" | "damaged" | "signatureMismatch" | "outOfSequence" | "lossy";

export interface DatabaseVerdict extends Partial<RangeFindings> {
  readonly name: string;
  readonly pages: {
    readonly bad: number;
    readonly correctable: number;
    readonly uninitialized: number;
    readonly seen: number;
  };
  readonly state: string;
  /** Short and stable. */
  readonly reasons: readonly string[];
  /** The same as sentences that name files and say what follows, with the Jet error's number. */
  readonly details: readonly string[];
  /** What does not change the verdict but wants a look. */
  readonly warnings: readonly string[];
  readonly verdict: SetVerdictWord;
}

export interface SetVerdict {
  readonly base: string;
  readonly chain: Chain;
  /** Null when the set has none. Recovery can do without: it starts at the oldest log then. */
  readonly checkpoint: {
    readonly ok: boolean;
    readonly generation: number | null;
    readonly lgpos: Lgpos | null;
    readonly logPresent: boolean;
  } | null;
  readonly databases: readonly DatabaseVerdict[];
}
