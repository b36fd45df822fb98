import type { EventRef } from "./event.ts";

export type Severity = "failure" | "warning" | "info";

/** Every code that a finding can have; what each means stands with its rule. */
export const FINDING_CODES = [
  "FREEZE_TIMEOUT",
  "FREEZE_SLOW",
  "FREEZE_FAILED",
  "JOB_ABORTED",
  "JOB_ABANDONED",
  "BACKUP_FAILED",
  "COMPONENT_NOT_BACKED_UP",
  "BACKUP_IN_PROGRESS",
  "COPY_UNHEALTHY",
  "VOLUME_NOT_IN_SET",
  "PASSIVE_LINK_LOST",
  "WRITER_FAILED",
  "WRITER_MISSING",
  "NO_COMPONENTS",
  "TRUNCATION_MISSING",
  "TRUNCATION_BLOCKED",
  "TRUNCATION_FILES_MISSING",
  "TRUNCATION_UNPROVEN",
  "NOT_TRUNCATED_BY_DESIGN",
  "CHECKSUM_FAILED",
  "LOG_CHAIN_BROKEN",
  "PAGE_CORRUPT",
  "PAGE_CORRECTED",
  "FLUSH_HOLD_TIMEOUT",
  "SHADOW_STORAGE",
  "SHADOW_ORPHANED",
  "VSS_ERROR",
  "JOBS_OVERLAP",
  "INCREMENTAL_REFUSED",
  "DATABASE_DISMOUNTED",
  "SERVICE_RESTARTED",
  "TRUNCATED_WITHOUT_COPY",
  "ID_TEXT_MISMATCH",
  "EVENTS_LOST",
  "CLOCK_SKEW",
  "BACKUP_OVERDUE",
  "WATCHER_BLIND",
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];

export interface Finding {
  readonly id: string;
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly title: string;
  readonly detail: string;
  readonly cause: string;
  readonly remedy: readonly string[];
  readonly references: readonly string[];
  readonly job: string | null;
  readonly server: string | null;
  readonly database: string | null;
  readonly evidence: readonly EventRef[];
  /** UTC, ISO 8601: when it was, where no event tells of it. */
  readonly at?: string;
}
