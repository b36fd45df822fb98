import type { Accumulated, NewSignature } from "../../parsers/ese/write/index.ts";
import type { Clock } from "./clock.ts";
import type { Disk } from "./disk.ts";
import type { EventLogs } from "./event-log.ts";
import type { Server } from "./events/draft.ts";
import type { Engine } from "./events/drafts.ts";
import type { JobType, Plan, Steps } from "./events/steps.ts";
import type { Queue } from "./queue.ts";
import type { Random } from "./random.ts";
import type { Site } from "./site.ts";
import type { Change, Image } from "./store/image.ts";

/** What there is in the lab, by its shape; who does what with it stands in the files of the actors. */

/** A closed log, as every copy of the database gets it. */
export interface LogFile {
  readonly generation: number;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly accumulated: Accumulated;
  readonly bytes: Uint8Array;
  readonly changes: readonly Change[];
}

/** As `Get-MailboxDatabaseCopyStatus` names them. */
export type CopyStatus = "Mounted" | "Healthy" | "Suspended" | "Failed" | "Dismounted";

/** A copy of a database on one server. Generations are those of its last log of the kind. */
export interface Copy {
  readonly database: LabDatabase;
  readonly server: LabServer;
  readonly lagSeconds: number;
  /** From the top of the output folder. */
  readonly folder: string;
  readonly image: Image;
  readonly logs: Map<number, LogFile>;
  active: boolean;
  status: CopyStatus;
  inspected: number;
  replayed: number;
  /** From here on logs are needed to make the file consistent. */
  checkpoint: number;
  /** The process that has it mounted, or would. */
  engine: Engine;
  /** The backup for which no write reaches its file and logs. */
  frozenBy: Backup | null;
  /** The checkpoint does not move, for a transaction that never ends. */
  stuck: boolean;
  /** The volume of the logs has no room. */
  full: boolean;
  /** It cannot tell the active copy how far it is. */
  mute: boolean;
}

export interface LabDatabase {
  readonly name: string;
  readonly guid: string;
  readonly signature: NewSignature;
  readonly logSignature: NewSignature;
  readonly copies: readonly Copy[];
  /** The current log of the active copy, without content. */
  current: { generation: number; created: number; previous: LogFile | null };
  dbtime: number;
  /** All logs below are in a good full or incremental backup. */
  backedUp: number;
  /** A backup wants logs deleted: `requested` until the next log is begun, which tells the copies; then `due`. */
  truncation: "none" | "requested" | "due";
  /** Logs that were deleted where it is mounted. `at` in seconds. */
  readonly deletions: { readonly at: number; readonly first: number; readonly last: number }[];
  lastFull: { readonly generation: number; readonly time: number } | null;
}

/** One simulated server. */
export interface LabServer {
  readonly server: Server;
  /** Its name without the domain, as copies are named by it. */
  readonly short: string;
  readonly writer: Writer;
}

/** Two simulated servers with their databases, and all that goes on there. */
export interface Lab {
  readonly clock: Clock;
  readonly queue: Queue;
  readonly random: Random;
  readonly disk: Disk;
  readonly logs: EventLogs;
  readonly site: Site;
  readonly servers: readonly [LabServer, LabServer];
  readonly databases: readonly LabDatabase[];
  /** Backups whose shadow copies exist at the moment. */
  readonly shadows: Set<Backup>;
  /** Every backup that was asked for, in order. */
  readonly asked: Backup[];
  /** What requesters have made, for people to read. */
  readonly backups: MadeBackup[];
}

/** A backup that a requester has transferred. */
export interface MadeBackup {
  /** From the top of the output folder. */
  readonly folder: string;
  readonly database: string;
  readonly guid: string;
  /** Whether the files are not what the snapshot held. */
  readonly spoiled: boolean;
  /** Empty where they lie on a disk. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** One snapshot set, as its writer and its requester know it. */
export interface Backup {
  readonly guid: string;
  readonly server: LabServer;
  readonly type: JobType;
  readonly copies: readonly Copy[];
  readonly plan: Plan;
  readonly steps: Steps;
  /** The generation that was current at the freeze, and the process that had it mounted then; null: none here. */
  readonly frozenAt: Map<Copy, { readonly generation: number; readonly pid: number | null }>;
  /** Files as the snapshot holds them, by copy. */
  snapshot: ReadonlyMap<Copy, ReadonlyMap<string, Uint8Array>>;
  /** Seconds; null: not frozen, or not thawed by the writer. */
  frozen: number | null;
  thawed: number | null;
  /** Databases whose engine thawed by itself. */
  readonly timedOut: Set<string>;
  /** The shadow copies are gone. */
  shadowsLost: boolean;
  /** The program that asked for it has ended. */
  abandoned: boolean;
  /** Its requester has said that it is complete, whether anybody listened or not. */
  told: boolean;
}

/**
 * The Exchange writer of one server: the store's and the replication service's up to 2010, the replication service's
 * alone since. What it knows of running backups it has in memory only. Each step is false where it refuses or fails.
 */
export interface Writer {
  metadata(backup: Backup): void;
  prepareBackup(backup: Backup): boolean;
  /** `forgotten`: databases of which a volume is not in the snapshot set. */
  prepareSnapshot(backup: Backup, forgotten: readonly string[]): boolean;
  freeze(backup: Backup): boolean;
  thaw(backup: Backup): boolean;
  postSnapshot(backup: Backup): void;
  /** `failed`: databases that the requester reports as not backed up. */
  complete(backup: Backup, failed: ReadonlySet<string>): void;
  abort(backup: Backup): void;
  /** The requester lets go of its components. */
  shutdown(backup: Backup): void;
  /** Whether it was told of this backup, and not yet of its end. */
  has(backup: Backup): boolean;
  /** Forgets everything, as its process does when it ends. */
  forget(): void;
}
