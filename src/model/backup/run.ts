import type { Finding } from "../finding.ts";
import type { JobStep } from "../job.ts";
import type { PlannedVolume, RunType } from "./plan.ts";

/**
 * `run.json`, what a run has done so far. Written anew before each step that leaves something behind, so that the next start
 * knows what to take away when this one is killed.
 */
export interface RunRecord {
  readonly schema: "thawline.run/1";
  readonly id: string;
  readonly type: RunType;
  readonly server: string;
  readonly unit: string;
  /** Names of the databases, with their copied files, from the run's folder. */
  readonly databases: readonly { readonly name: string; readonly file: string }[];
  readonly folder: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** The process that makes it; for the next start to see whether it lives. */
  readonly process: RunProcess;
  /** Lower case, without braces. The set is the writer's GUID of the job. */
  readonly snapshotSet: string | null;
  /**
   * The same GUID as the event logs tell it, where the run failed before Diskshadow named the set. Reports go by it; what is
   * removed never does.
   */
  readonly toldSet?: string;
  readonly shadows: readonly RunShadow[];
  /** What is shadowed, and where it is to be shown. */
  readonly volumes?: readonly Pick<PlannedVolume, "name" | "mountPoint" | "exposeAs">[];
  /** Ids of the shadow copies that were there when the run began; null: that could not be asked. */
  readonly shadowsBefore?: readonly string[] | null;
  readonly steps: readonly RunStep[];
  readonly outcome: RunOutcome;
  /** Sentences: why it is not good, the first cause first. */
  readonly reasons: readonly string[];
  /** What is wrong with the files, as findings of the job; ids are given where they are reported. */
  readonly findings: readonly Finding[];
  /** What could not be taken away again, with the command that does it. */
  readonly left: readonly string[];
}

/**
 * - `running`: not ended, or killed.
 * - `proven`: every file copied and checked, and the writer told so (full) or nothing to tell (copy).
 * - `failed`: the writer was not told that the backup is good; nothing truncates.
 * - `doubtful`: the writer was told, but what was printed before or after is not what it should be.
 */
export type RunOutcome = "running" | "proven" | "failed" | "doubtful";

export interface RunProcess {
  readonly id: number;
  /** By the clock of then; for people. */
  readonly startedAt: string;
  /** What no other process of this number has; absent where the system does not tell. */
  readonly mark?: string;
}

export interface RunShadow {
  readonly id: string;
  readonly alias: string;
  readonly volume: string;
  readonly exposedAs: string | null;
  readonly removed: boolean;
}

/** As a timeline shows it, with what proves it. */
export interface RunStep extends JobStep {
  readonly detail: string;
  /** A file in the run's folder: what the program printed. */
  readonly transcript: string | null;
}

/** `copy.json`: what the step that Diskshadow started has proven. Only `good` lets it return 0. */
export interface CopyProof {
  readonly schema: "thawline.copy/1";
  readonly id: string;
  readonly good: boolean;
  readonly reasons: readonly string[];
  readonly steps: readonly RunStep[];
  readonly findings: readonly Finding[];
  readonly files: number;
  readonly bytes: number;
  readonly pages: number;
}
