import type { Mark } from "../../src/lab/events/draft.ts";
import type { FindingCode, Severity } from "../../src/model/finding.ts";
import type {
  BackupType,
  DatabaseResult,
  Freeze,
  Job,
  Outcome,
  TruncationState,
} from "../../src/model/job.ts";
import type { Verdict } from "../../src/model/report.ts";
import type { Place, Written } from "./history.ts";

/** One value, or several where the knowledge leaves the choice open. */
export type OneOf<T> = T | readonly T[];

/** What must be concluded from a history. Jobs are named by their place in `jobs`. */
export interface Expectation<Evidence = Mark> {
  readonly jobs: readonly ExpectedJob[];
  readonly findings: readonly ExpectedFinding<Evidence>[];
  /** Codes of findings that may or may not be there: the knowledge does not decide. */
  readonly tolerated: readonly FindingCode[];
  readonly verdict: OneOf<Verdict>;
}

export interface ExpectedJob {
  readonly guid: string | null;
  readonly servers: readonly string[];
  readonly writer: Job["writer"];
  readonly type: OneOf<BackupType>;
  readonly outcome: OneOf<Outcome>;
  readonly freeze: ExpectedFreeze | null;
  readonly databases: readonly ExpectedDatabase[];
}

export interface ExpectedFreeze {
  readonly outcome: OneOf<Freeze["outcome"]>;
  /** Null: not stated. */
  readonly seconds: number | null;
  /** How far off the figure may be: the clock's resolution and what the writer's own events add. */
  readonly within: number;
}

export interface ExpectedDatabase {
  readonly name: string;
  readonly server: string;
  readonly role: OneOf<DatabaseResult["role"]>;
  readonly type: OneOf<BackupType>;
  readonly outcome: OneOf<Outcome>;
  readonly truncation: OneOf<TruncationState>;
  readonly firstLog?: string;
  readonly lastLog?: string;
}

export interface ExpectedFinding<Evidence = Mark> {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Index into `jobs`; null: of no job; absent: not stated. */
  readonly job?: number | null;
  /** Absent: not stated. */
  readonly database?: string | null;
  /** Events that must be among the evidence. */
  readonly evidence: readonly Evidence[];
}

export const NOTHING: Expectation = { jobs: [], findings: [], tolerated: [], verdict: "ok" };

/** What must be concluded from two histories in one, where neither has a bearing on the other. */
export function both(a: Expectation, b: Expectation): Expectation {
  const shifted = b.findings.map((finding) =>
    typeof finding.job === "number" ? { ...finding, job: finding.job + a.jobs.length } : finding,
  );
  const findings = [...a.findings, ...shifted];
  return {
    jobs: [...a.jobs, ...b.jobs],
    findings,
    tolerated: [...new Set([...a.tolerated, ...b.tolerated])],
    verdict: worst(a.verdict, b.verdict),
  };
}

const BY_GRAVITY: readonly Verdict[] = ["ok", "unknown", "warning", "failure"];

function worst(a: OneOf<Verdict>, b: OneOf<Verdict>): OneOf<Verdict> {
  const pairs = oneOf(a).flatMap((x) =>
    oneOf(b).map((y) => (BY_GRAVITY.indexOf(x) < BY_GRAVITY.indexOf(y) ? y : x)),
  );
  const all = [...new Set(pairs)];
  return all.length === 1 && all[0] !== undefined ? all[0] : all;
}

export function oneOf<T>(value: OneOf<T>): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** Turns marks into places: record numbers and times are known when all is written. */
export function placed(expectation: Expectation, written: Written): Expectation<Place> {
  return {
    ...expectation,
    findings: expectation.findings.map((finding) => ({
      ...finding,
      evidence: finding.evidence.map((mark) => written.place(mark)),
    })),
  };
}
