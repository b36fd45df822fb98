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
   * Of an export by filter or by hand that holds few records: the numbers that are not in it. They are no loss, but
   * within them an event may have been left out. Absent where numbers without a gap were read.
   */
  readonly holes?: readonly Gap[];
}

export interface Gap {
  readonly afterRecord: number;
  readonly beforeRecord: number;
  readonly missing: number;
  readonly from: string;
  readonly to: string;
}
