import type { FindingCode, Severity } from "../../model/finding.ts";
import type { Input, Report, Verdict } from "../../model/report.ts";
import type { EventView, JobView, Tone } from "./job-view.ts";

export type * from "./job-view.ts";

/**
 * What a reader is to see, without any layout: text, Markdown, JUnit and HTML only arrange it.
 * Plain data, ready to be serialised. Texts from logs are still raw here: each renderer escapes for
 * its own medium. Times are UTC, ISO 8601; offsets and durations are seconds. Servers go by their short
 * names, but in `coverage`.
 */
export interface ReportView {
  readonly generatedAt: string;
  readonly tool: Report["tool"];
  readonly verdict: VerdictView;
  readonly jobs: readonly JobView[];
  /** Jobs that are not good and yet have no details, because there are too many of them. */
  readonly jobsLeftOut: number;
  /** The last good backup of each database, the ones without one first. */
  readonly databases: readonly DatabaseSummary[];
  /** Failures and warnings, worst first; findings of one cause and remedy stand together. */
  readonly findings: readonly FindingGroup[];
  /** Findings of severity `info`: what looks like a fault and is none, and what is not proven. */
  readonly notes: readonly FindingGroup[];
  /** The events that findings rest on; `number` counts from 1 and stands beside them everywhere. */
  readonly evidence: readonly EventView[];
  readonly coverage: readonly CoverageView[];
  readonly inputs: readonly InputView[];
}

export interface VerdictView {
  readonly verdict: Verdict;
  readonly tone: Tone;
  /** "GOOD", "WARNING", "FAILED", "CANNOT TELL" */
  readonly word: string;
  /** The verdict in a few words. */
  readonly headline: string;
  /** One sentence: why. */
  readonly why: string;
  /** The first remedy of the worst finding. */
  readonly remedy: string | null;
  /** The id of the worst finding. */
  readonly worst: string | null;
  readonly counts: JobCounts;
  /** `12: 9 good, 1 with warnings, 1 failed, 1 not proven` */
  readonly tally: string;
  /** What could not be judged and why, in sentences. */
  readonly unjudged: readonly string[];
  /** What was read, in one sentence. */
  readonly read: string;
}

/** Jobs by tone; `running` and cut-off jobs count as unproven. */
export interface JobCounts {
  readonly jobs: number;
  readonly good: number;
  readonly warning: number;
  readonly failure: number;
  /** Those of `failure` that failed as jobs; the others ran to their end and yet are not good. */
  readonly failed: number;
  readonly unproven: number;
}

/** Findings that share code, severity, cause and remedy. */
export interface FindingGroup {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly tone: Tone;
  /** "not a fault" or "not proven" for findings of severity `info`; else the severity. */
  readonly word: string;
  readonly title: string;
  readonly cause: string;
  readonly remedy: readonly string[];
  readonly references: readonly string[];
  readonly occurrences: readonly OccurrenceView[];
}

export interface OccurrenceView {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly database: string | null;
  readonly server: string | null;
  /** "DB01 on MBX1"; empty where the finding names neither. */
  readonly subject: string;
  readonly job: string | null;
  /** The number of the job in `jobs`. */
  readonly jobNumber: number | null;
  /** Numbers of `evidence`. */
  readonly evidence: readonly number[];
}

export interface DatabaseSummary {
  readonly name: string;
  readonly jobs: number;
  readonly good: number;
  /** The end (or start) of the newest job in which this database is good. */
  readonly lastGood: string | null;
  readonly lastGoodWord: string | null;
  /** The tone of its newest job. */
  readonly newest: Tone;
}

export interface CoverageView {
  readonly server: string;
  readonly channel: string;
  readonly first: string;
  readonly last: string;
  readonly records: number;
  readonly missing: number;
  readonly gaps: readonly {
    readonly afterRecord: number;
    readonly beforeRecord: number;
    readonly missing: number;
    readonly from: string;
    readonly to: string;
  }[];
}

export interface InputView {
  readonly path: string;
  readonly format: string;
  readonly records: number;
  readonly used: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly diagnostics: readonly DiagnosticGroup[];
}

/** Diagnostics of one code in one input: counted, with the first of them to look up. */
export interface DiagnosticGroup {
  readonly code: string;
  readonly severity: Input["diagnostics"][number]["severity"];
  readonly count: number;
  readonly where: string;
  readonly message: string;
}
