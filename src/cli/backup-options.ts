import type { BackupPlace } from "../app/backup/place.ts";
import type { BackupWishes } from "../app/backup/plans.ts";
import type { Speed } from "../lab/clock.ts";
import type { RunType } from "../model/backup/plan.ts";
import type { PrintOptions } from "./render-options.ts";

export interface BackupOptions extends PrintOptions, Omit<BackupWishes, "target" | "type"> {
  readonly database: readonly string[];
  readonly all?: boolean;
  readonly target?: string;
  /** Absent: full. */
  readonly type?: RunType;
  readonly scriptOnly?: string;
  readonly dryRun?: boolean;
  readonly keep?: number;
  /** Seconds. */
  readonly wait?: number;
  readonly lab?: string;
  readonly seed: number;
  readonly speed: Speed;
  readonly yes?: boolean;
  readonly format: "text" | "json";
}

/** Where a backup is made. */
export interface OpenedPlace {
  readonly place: BackupPlace;
  /** The folder of this program's own files. */
  readonly state: string;
  /** What holds there where the command line says nothing. */
  readonly usual: Partial<BackupOptions>;
}
