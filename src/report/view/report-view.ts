import type { FindingCode, Severity } from "../../model/finding.ts";
import type { BackupType, DatabaseResult, Freeze, Outcome, Phase, TruncationState } from "../../model/job.ts";
import type { Input, Report, Verdict } from "../../model/report.ts";

/**
 * What a reader is to see, without any layout: text, Markdown, JUnit and HTML only arrange it.
 * Plain data, ready to be serialised. Texts from logs are still raw here: each renderer escapes for
 * its own medium. Times are UTC, ISO 8601; offsets and durations are seconds.
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

/** How good a thing is: the one scale that colours and symbols are made from. */
export type Tone = "good" | "warning" | "failure" | "unproven";

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

export interface JobView {
  readonly id: string;
  readonly guid: string | null;
  /** From 1, by start. */
  readonly number: number;
  readonly title: string;
  readonly servers: readonly string[];
  readonly type: BackupType;
  readonly outcome: Outcome;
  readonly outcomeWord: string;
  readonly tone: Tone;
  /** Why the tone is not `good`, in a few words; empty otherwise. */
  readonly reason: string;
  /** Outcome and reason: "succeeded, but truncation blocked", "aborted: freeze timed out". */
  readonly result: string;
  /** False where there are many jobs and this one need not be read in full. */
  readonly detailed: boolean;
  readonly start: string | null;
  readonly end: string | null;
  readonly seconds: number | null;
  readonly freeze: FreezeView | null;
  readonly databases: readonly DatabaseView[];
  readonly timeline: TimelineView;
  readonly findings: readonly string[];
}

export interface FreezeView {
  readonly start: string;
  readonly end: string | null;
  readonly seconds: number | null;
  readonly outcome: Freeze["outcome"];
  readonly tone: Tone;
  /** "4.2 s", "70 s" */
  readonly duration: string;
  /** "thawed", "thawed, slow (over 10 s)", "timed out (limit 20 s)" */
  readonly words: string;
  /** Seconds to mark on a scale: 10, 20, 60, and the limit that the log names. */
  readonly limits: readonly number[];
  readonly limitSeconds: number | null;
  /** "±1 s: the log tells whole seconds"; null where the source is precise or does not say. */
  readonly precision: string | null;
}

export interface DatabaseView {
  readonly name: string;
  readonly server: string;
  readonly role: DatabaseResult["role"];
  readonly roleWord: string;
  readonly type: BackupType;
  readonly typeWord: string;
  readonly outcome: Outcome;
  readonly outcomeWord: string;
  readonly tone: Tone;
  readonly freeze: FreezeView | null;
  readonly truncation: TruncationView;
  readonly findings: readonly string[];
}

export interface TruncationView {
  readonly state: TruncationState;
  readonly tone: Tone;
  /** One or two words for a table. */
  readonly word: string;
  /** In full, with the range of logs. */
  readonly words: string;
  readonly copies: readonly { readonly server: string; readonly words: string }[];
}

export interface TimelineView {
  readonly from: string | null;
  readonly to: string | null;
  /** Phases that one bar each shows; offsets from `from`. An open end is null. */
  readonly phases: readonly PhaseView[];
  /** One lane a server: where on the scale its events lie. */
  readonly servers: readonly { readonly server: string; readonly marks: readonly MarkView[] }[];
  readonly items: readonly TimelineItem[];
}

export interface PhaseView {
  readonly phase: Phase;
  readonly word: string;
  readonly start: string;
  readonly from: number;
  readonly to: number | null;
  readonly tone: Tone;
}

export interface MarkView {
  readonly at: number;
  readonly tone: Tone;
  readonly evidence: number | null;
}

export type TimelineItem =
  | {
      readonly kind: "phase";
      readonly offset: number | null;
      readonly time: string;
      readonly phase: Phase;
      readonly word: string;
    }
  | { readonly kind: "event"; readonly offset: number | null; readonly tone: Tone; readonly event: EventView }
  /** Nothing was logged for this long. */
  | {
      readonly kind: "pause";
      readonly offset: number | null;
      readonly time: string;
      readonly seconds: number;
    }
  /** Records are missing in the log. */
  | {
      readonly kind: "gap";
      readonly offset: number | null;
      readonly time: string;
      readonly server: string;
      readonly channel: string;
      readonly missing: number;
    };

export interface EventView {
  /** Its number as evidence; null when no finding rests on it. */
  readonly number: number | null;
  readonly server: string;
  readonly channel: string;
  /** Decimal; null where the source has none. */
  readonly recordId: string | null;
  readonly provider: string;
  readonly eventId: number;
  readonly time: string;
  readonly level: string;
  readonly text: string;
  readonly origin: string;
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
