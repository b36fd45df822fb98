import type { Expectation } from "./expectation.ts";
import type { FindingCode, Severity } from "./finding.ts";

/** The thresholds of a verdict. Times in seconds. */
export interface Settings {
  readonly freeze: {
    readonly warnSeconds: number;
    readonly criticalSeconds: number;
    readonly limitSeconds: number;
  };
  /** A job that has not ended after this long is abandoned. */
  readonly maxJobSeconds: number;
  /** How long after a good full or incremental backup the deletion of logs must be seen. */
  readonly truncationDeadlineSeconds: number;
  /** A full job that completes this soon after its snapshot has copied nothing. */
  readonly withoutCopySeconds: number;
  /** Clocks that disagree by more than this are reported. */
  readonly clockSkewSeconds: number;
  /** A database without a good full backup for longer than this is overdue; null: not judged. */
  readonly overdueSeconds: number | null;
  /** Where one fits a database, it counts in place of `overdueSeconds`. */
  readonly expect: readonly Expectation[];
  /** IANA zone of the windows and weekdays of expectations. */
  readonly timeZone: string;
  /** Severities set by the user: by code, or by code and database. First match wins. */
  readonly severities: readonly {
    readonly code: FindingCode;
    readonly database?: string | undefined;
    readonly severity: Severity | "off";
  }[];
}

/** Defaults; freeze limits from docs/events.md ("timing"): 10 s flush-and-hold, 20 s vendors, 60 s VSS. */
export const DEFAULT_SETTINGS: Settings = {
  freeze: { warnSeconds: 10, criticalSeconds: 20, limitSeconds: 60 },
  maxJobSeconds: 24 * 3600,
  truncationDeadlineSeconds: 24 * 3600,
  withoutCopySeconds: 10,
  clockSkewSeconds: 60,
  overdueSeconds: 8 * 24 * 3600,
  expect: [],
  timeZone: "UTC",
  severities: [],
};
