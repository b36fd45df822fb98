import type { FindingCode } from "../../model/finding.ts";
import type { Outcome } from "../../model/job.ts";
import type { Site } from "../site.ts";
import type { Lab } from "../world.ts";

/** A story on the simulated servers, and what must be concluded from what they write. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** What happens, for people, in whole sentences. */
  readonly story: string;
  /** The faults that it orders, in a few words each. */
  readonly faults: readonly string[];
  /** Default: `USUAL_SITE`. */
  readonly site?: Site;
  /** How long the logs go on after the story begins. */
  readonly hours: number;
  /** What the servers' logs are exported as besides .evtx. */
  readonly exports?: "xml";
  /** Whether other stories may come before and after it on the same servers, whatever databases they have. */
  readonly mixes: boolean;
  /** Plans what happens from `at` (seconds) on. */
  order(lab: Lab, at: number): void;
  /** Stated by hand, never worked out by what is tested. */
  readonly predicts: Prediction;
}

export interface Prediction {
  /** In order of their start. */
  readonly jobs: readonly Outcome[];
  /** The codes of all warnings and failures, each once. */
  readonly findings: readonly FindingCode[];
  /** Of `analyze`. */
  readonly exit: 0 | 1 | 2 | 3;
  /** Of `verify` on the folder `backup`; absent: no backup was made, or not the point. */
  readonly verify?: 0 | 1 | 2 | 3;
}
