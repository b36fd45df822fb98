import type { Context } from "../correlate/assess/context.ts";
import type { JobFacts } from "../correlate/assess/index.ts";
import type { BackupEvent } from "../model/event.ts";
import type { FindingCode, Severity } from "../model/finding.ts";

/** What every finding of a code says, in our own words; `docs/findings.md` is made from it. */
export interface RuleMeta {
  readonly code: FindingCode;
  /** The severity in the contract; a hit may be milder, never graver. */
  readonly severity: Severity;
  readonly title: string;
  /** When it fires, with the thresholds' defaults. */
  readonly when: string;
  readonly cause: string;
  /** What to do, in order. */
  readonly remedy: readonly string[];
  /** Where cause and remedy are known from. */
  readonly references: readonly string[];
}

/** One place where a rule fires. What it leaves out is taken from the rule's meta. */
export interface Hit {
  readonly severity?: Severity;
  readonly title?: string;
  /** What happened here, with its figures. */
  readonly detail: string;
  readonly cause?: string;
  readonly remedy?: readonly string[];
  /** The job's id; absent when the finding belongs to none. */
  readonly job?: string;
  /** As the log spells it. */
  readonly server?: string;
  readonly database?: string;
  readonly evidence: readonly BackupEvent[];
}

/** All that can be judged. */
export interface Case {
  readonly jobs: readonly JobFacts[];
  /** Events that belong to no job. */
  readonly strays: readonly BackupEvent[];
  readonly context: Context;
}

export interface Rule {
  readonly meta: RuleMeta;
  readonly check: (input: Case) => readonly Hit[];
}
