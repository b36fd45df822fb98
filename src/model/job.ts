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
}

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
