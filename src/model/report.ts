import type { Finding } from "./finding.ts";
import type { Job } from "./job.ts";
import type { Diagnostic } from "./raw-event.ts";

export interface Report {
  readonly schema: "thawline.report/1";
  readonly generatedAt: string;
  readonly tool: { readonly name: "thawline"; readonly version: string };
  readonly inputs: readonly Input[];
  readonly coverage: readonly Coverage[];
  readonly jobs: readonly Job[];
  readonly findings: readonly Finding[];
  readonly summary: {
    readonly verdict: Verdict;
    readonly jobs: number;
    readonly succeeded: number;
    readonly failed: number;
    readonly other: number;
    /** Why a verdict is `unknown`, or what limits it, in sentences. */
    readonly notes: readonly string[];
  };
}

export type Verdict = "ok" | "warning" | "failure" | "unknown";

export interface Input {
  readonly path: string;
  readonly format: string;
  readonly records: number;
  /** How many of them the analysis used. */
  readonly used: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** What was read of one log of one server. */
export interface Coverage {
  readonly server: string;
  readonly channel: string;
  readonly first: string;
  readonly last: string;
  readonly records: number;
  readonly gaps: readonly Gap[];
  /**
   * Only a part of the log was exported, by a filter or by hand. The numbers that are not in it are no loss, so
   * `gaps` is empty, but any event may have been left out: its absence proves nothing. Absent where the log is whole.
   */
  readonly filtered?: true;
}

/** Records that are missing between two others, or between the last one before a log was cleared and the first after it. */
export interface Gap {
  readonly afterRecord: number;
  readonly beforeRecord: number;
  /** 0: the log was cleared, and how many were lost is not known. */
  readonly missing: number;
  readonly from: string;
  readonly to: string;
}
