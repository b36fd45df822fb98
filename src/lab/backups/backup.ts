import type { RunType } from "../../model/backup/plan.ts";
import type { RunOutcome } from "../../model/backup/run.ts";
import type { FindingCode } from "../../model/finding.ts";
import type { Outcome } from "../../model/job.ts";
import type { Site } from "../site.ts";
import type { LabState } from "../tools/state.ts";
import type { Copy, Lab } from "../world.ts";

/** A story for `thawline backup --lab`: what goes on while the real program backs a simulated server up. */
export interface LabBackup {
  readonly name: string;
  readonly title: string;
  /** What happens, for people, in whole sentences. */
  readonly story: string;
  /** Default: `USUAL_SITE`. */
  readonly site?: Site;
  /** Default: full. */
  readonly type?: RunType;
  /** What is to be backed up. Default: `SIM-DB01`, which is mounted on the server. */
  readonly database?: string;
  /** How long after the run the logs are worth looking into. Default: 4. */
  readonly hours?: number;
  /** Plans what happens, before the server is looked at. */
  order(stage: Stage): void;
  /** Stated by hand, never worked out by what is tested. */
  readonly predicts: BackupPrediction;
}

/** Where a story happens. */
export interface Stage {
  readonly lab: Lab;
  /** Of the server that is backed up. */
  readonly state: LabState;
  /** What is backed up there. */
  readonly copy: Copy;
  /** The same database on the other server. */
  readonly other: Copy | undefined;
}

export interface BackupPrediction {
  /** `blocked`: it is told beforehand, and nothing is begun. */
  readonly run: Exclude<RunOutcome, "running"> | "blocked";
  /** Whether Exchange is told that the backup is good. */
  readonly told: boolean;
  /** What the event logs say of the jobs, in order of their start: those of other programs too. */
  readonly jobs: readonly Outcome[];
  /** The codes of all warnings and failures in the event logs, each once. */
  readonly findings: readonly FindingCode[];
  /** Those of what is wrong with the copied files. */
  readonly files: readonly FindingCode[];
  /** Of `backup`, when it waits until the logs have said it all. */
  readonly exit: 0 | 1 | 2 | 3;
}

/** A good backup of which the logs say nothing bad. */
export const GOOD: BackupPrediction = {
  run: "proven",
  told: true,
  jobs: ["succeeded"],
  findings: [],
  files: [],
  exit: 0,
};

/** The snapshot was good, and then the copy was not: the writer is never told, and its job is abandoned. */
export const NOT_TOLD: BackupPrediction = {
  run: "failed",
  told: false,
  jobs: ["abandoned"],
  findings: ["JOB_ABANDONED"],
  files: [],
  exit: 2,
};
