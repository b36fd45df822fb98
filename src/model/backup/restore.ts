import type { SetVerdictWord } from "../../../parsers/ese/set-types.ts";
import type { RunOutcome } from "./run.ts";

/** Whether and how a run can be restored. Nothing is changed by it: the commands are for a person, in this order. */
export interface RestorePlan {
  readonly schema: "thawline.restore/1";
  /** Id of the run. */
  readonly run: string;
  readonly server: string;
  readonly unit: string;
  readonly kind: "database" | "storage-group";
  /** UTC, ISO 8601: when the run began. What was changed later is in no file of it. */
  readonly takenAt: string;
  readonly outcome: RunOutcome;
  /** Where the copied files lie. */
  readonly folder: string;
  readonly readiness: Readiness;
  /** Good runs of the same server and unit to restore from, where this one cannot be; the newer one first. */
  readonly instead: readonly OtherRun[];
  /** Sentences: why it cannot be restored, or only in part, or why that is not known. */
  readonly reasons: readonly string[];
  readonly databases: readonly RestoreDatabase[];
  /** None where it cannot be restored, or nothing is there to be restored. */
  readonly ways: readonly RestoreWay[];
}

/**
 * - `ready`: all that recovery needs is there and whole.
 * - `with-loss`: it can be made consistent, but the last changes are lost.
 * - `not-possible`: something that recovery needs is missing or damaged.
 * - `nothing`: the run has no file; there is nothing to restore.
 * - `unproven`: the files were not checked.
 */
export type Readiness = "ready" | "with-loss" | "not-possible" | "nothing" | "unproven";

/** A run that is proven, and whose folder is there. */
export interface OtherRun {
  readonly run: string;
  /** UTC, ISO 8601: when it began. */
  readonly takenAt: string;
  readonly folder: string;
}

export interface RestoreDatabase {
  readonly name: string;
  /** The copy. */
  readonly file: string;
  /** Where it came from. */
  readonly live: string;
  readonly verdict: SetVerdictWord | null;
  /** As its header says: `Dirty Shutdown`. */
  readonly state: string | null;
  /** Generations that recovery must read, first and last; null: none, or not known. */
  readonly required: readonly [first: number, last: number] | null;
  /** The last generation that it has changes of. */
  readonly committed: number | null;
  /** Names of the logs that are required, or committed: `E000000001F.log`; the last may be there as `E00.log`. */
  readonly logs: readonly [first: string, last: string] | null;
  /** What is wrong with it, in sentences. */
  readonly problems: readonly string[];
}

export interface RestoreWay {
  readonly name: "recovery" | "original";
  readonly title: string;
  /** What one must know before the first step. */
  readonly notes: readonly string[];
  readonly steps: readonly RestoreStep[];
}

export interface RestoreStep {
  readonly title: string;
  /** For the Exchange Management Shell, a line each. What stands in `<...>` has to be put in. */
  readonly commands: readonly string[];
  /** What must be seen before the next step; null where there is nothing to see. */
  readonly expect: string | null;
  readonly note: string | null;
}
