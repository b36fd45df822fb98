/** Whether something works on this machine. `not-here`: there is nothing to check here, and nothing is wrong with that. */
export type CheckState = "ok" | "warning" | "failure" | "unknown" | "not-here";

/** One thing that was found out. */
export interface CheckResult {
  readonly state: CheckState;
  readonly says: string;
  /** What to do; null where nothing is to be done. */
  readonly remedy: string | null;
}

export interface CheckReport {
  /** Stable, for scripts: `live-reader`. */
  readonly name: string;
  /** For people: `Live reader`. */
  readonly title: string;
  /** The worst of its results. */
  readonly state: CheckState;
  readonly seconds: number;
  readonly results: readonly CheckResult[];
}

/** What works on this machine and what does not; also the JSON of `doctor`. */
export interface DoctorReport {
  readonly schema: "thawline.doctor/1";
  /** UTC, ISO 8601. */
  readonly generatedAt: string;
  readonly tool: { readonly name: "thawline"; readonly version: string };
  readonly machine: {
    readonly host: string;
    readonly platform: string;
    readonly release: string;
    readonly architecture: string;
    readonly node: string;
  };
  readonly checks: readonly CheckReport[];
  readonly verdict: "ok" | "warning" | "failure" | "unknown";
}
