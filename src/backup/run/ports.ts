import type { BackupMachine, SnapshotFiles } from "../../model/backup/machine.ts";
import type { CopyProgress } from "../../model/backup/progress.ts";
import type { RunStep } from "../../model/backup/run.ts";
import type { Finding } from "../../model/finding.ts";
import type { ProcessPort } from "../../model/process.ts";
import type { VerifyReport } from "../../model/verify.ts";

export interface RunPorts {
  readonly machine: BackupMachine;
  /** The folder where each run that began has its record, also when its target is not there: `<state>/runs`. */
  readonly registry: string;
  readonly signal?: AbortSignal | undefined;
  readonly tell?: ((event: RunEvent) => void) | undefined;
  readonly limits?: RunLimits | undefined;
}

/** Told while a run goes on, for people. */
export type RunEvent =
  /** It began (`end` is null) or ended. */
  | { readonly kind: "step"; readonly step: RunStep }
  | { readonly kind: "progress"; readonly progress: CopyProgress };

/** Milliseconds without a sign of life, after which Diskshadow is ended. */
export interface RunLimits {
  /** Until it starts the copying. */
  readonly before: number;
  /** While it copies and checks: no byte more. The copy step may ask for more. */
  readonly copying: number;
  /** After it. */
  readonly after: number;
  /** How often it is looked. */
  readonly look: number;
}

const MINUTE = 60_000;

/** A freeze lasts a minute at most; writers, providers and deletions of large shadow copies take some more. */
export const USUAL_LIMITS: RunLimits = {
  before: 15 * MINUTE,
  copying: 30 * MINUTE,
  after: 30 * MINUTE,
  look: 1000,
};

/** What the step of copying and checking needs, which Diskshadow's script starts as a process of its own. */
export interface CopyPorts {
  readonly processes: ProcessPort;
  /** Of the exposed shadow copies. */
  readonly files: SnapshotFiles;
  readonly verify: (asked: VerifyAsked) => Promise<VerifyReport>;
  readonly findingsOf?: ((report: VerifyReport) => readonly Finding[]) | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
  /** That of the process: Diskshadow puts the ids of its shadow copies there. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly tell?: ((progress: CopyProgress) => void) | undefined;
  /** Whether the run that started this still goes on; absent: its process is looked for. */
  readonly overseen?: (() => boolean) | undefined;
}

/** A check of the copied files by the native engine and by eseutil. */
export interface VerifyAsked {
  readonly paths: readonly string[];
  /** eseutil. */
  readonly tool: string;
  /** Those of the machine, with what they print kept in the run's folder. */
  readonly processes: ProcessPort;
  /** A folder of the run where eseutil may write. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  /** Told of the bytes that were read. */
  readonly onBytes: (count: number) => void;
}
