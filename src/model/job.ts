import type { EventRef } from "./event.ts";

export type BackupType =
  | "full"
  | "incremental"
  | "copy"
  | "differential"
  | "full-or-copy"
  | "incremental-or-differential"
  | "none"
  | "unknown";

export type Outcome = "succeeded" | "failed" | "aborted" | "abandoned" | "running" | "incomplete";

export type Phase =
  | "metadata"
  | "prepare-backup"
  | "prepare-snapshot"
  | "freeze"
  | "post-snapshot"
  | "transfer"
  | "backup-complete"
  | "truncation"
  | "shutdown";

/** One backup job: all databases of one snapshot set. Times are UTC, ISO 8601 with milliseconds. */
export interface Job {
  readonly id: string;
  readonly guid: string | null;
  readonly servers: readonly string[];
  readonly writer: "store" | "replication" | "both" | "ese-only";
  readonly type: BackupType;
  readonly outcome: Outcome;
  readonly start: string | null;
  readonly end: string | null;
  readonly phases: readonly { readonly phase: Phase; readonly start: string; readonly end: string | null }[];
  readonly freeze: Freeze | null;
  readonly databases: readonly DatabaseResult[];
  readonly events: readonly EventRef[];
  readonly findings: readonly string[];
  /** What was done around the backup, such as the check of its files, in order; absent where nothing is known of it. */
  readonly steps?: readonly JobStep[];
}

/** One step of a run that made, checked or cleaned up after a backup. The name is shown as it is. */
export interface JobStep {
  readonly name: string;
  readonly start: string;
  /** Null while it runs, or where its end is not known. */
  readonly end: string | null;
  readonly outcome: StepOutcome;
  /** What it did, or why it failed, in sentences. */
  readonly detail?: string;
  /** A file with what the program of the step printed. */
  readonly transcript?: string | null;
  /** The last lines of that file, where the step failed. */
  readonly excerpt?: readonly string[];
}

export type StepOutcome = "succeeded" | "warning" | "failed" | "unknown";

export interface Freeze {
  readonly start: string;
  readonly end: string | null;
  readonly seconds: number | null;
  readonly outcome: "thawed" | "timed-out" | "failed" | "unknown";
  /** The configured limit that the log names, in seconds. */
  readonly limitSeconds: number | null;
  /** How far `seconds` may be off, where the source tells time coarsely: 1 for whole seconds. */
  readonly precisionSeconds?: number;
}

export interface DatabaseResult {
  readonly name: string;
  readonly server: string;
  readonly role: "active" | "passive" | "standalone" | "unknown";
  readonly eseInstance: number | null;
  readonly processId: number | null;
  readonly type: BackupType;
  readonly outcome: Outcome;
  readonly freeze: Freeze | null;
  readonly truncation: Truncation;
}

export interface Truncation {
  readonly state: TruncationState;
  readonly firstLog: string | null;
  readonly lastLog: string | null;
  readonly copies: readonly {
    readonly server: string;
    readonly state: string;
    readonly lagged: boolean | null;
    /** When its deletion was last seen; absent where it was not. */
    readonly proof?: string;
  }[];
  /** Until when a deletion counts for this backup; absent where none is due or its completion is not known. */
  readonly deadline?: string;
}

export type TruncationState =
  | "not-expected"
  | "requested"
  | "deleted"
  | "nothing-to-delete"
  | "failed"
  | "missing"
  | "unproven";
