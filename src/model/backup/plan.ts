import type { BackupTools } from "./discovery.ts";

/** `full` lets Exchange truncate after proof; `copy` never does: it makes no backup session. */
export type RunType = "full" | "copy";

/** Everything that one run is going to do, before any of it is done. One unit, one snapshot set. */
export interface BackupPlan {
  readonly schema: "thawline.plan/1";
  /** Random, 16 hex digits. It is in the names of folders and aliases: what bears it was made by this run. */
  readonly id: string;
  readonly type: RunType;
  readonly createdAt: string;
  readonly server: string;
  readonly unit: PlannedUnit;
  readonly folders: RunFolders;
  readonly snapshot: PlannedSnapshot;
  readonly transfers: readonly Transfer[];
  /** The log prefix, by which eseutil checks the stream in `folders.files`. */
  readonly logPrefix: string;
  readonly tools: { readonly [Tool in keyof BackupTools]: string };
  /** The program that Diskshadow's script starts: this one, with its step of copying and checking. */
  readonly copyCommand: readonly [file: string, ...args: readonly string[]];
}

export interface PlannedUnit {
  readonly kind: "database" | "storage-group";
  readonly name: string;
  readonly guid: string;
  readonly role: "active" | "passive" | "standalone";
  /** Servers with a copy, this one among them. */
  readonly copies: readonly string[];
  readonly databases: readonly {
    readonly name: string;
    readonly guid: string | null;
    readonly file: string;
    /** Absent: a database of mailboxes. */
    readonly publicFolders?: boolean;
  }[];
}

/** Full paths. Where Diskshadow or cmd read one, it is without blanks and plain ASCII. */
export interface RunFolders {
  /** Made anew by this run. */
  readonly run: string;
  /** In it: what is copied, and nothing else. */
  readonly files: string;
  /** What the programs printed. */
  readonly transcripts: string;
  readonly metadata: string;
  readonly script: string;
  readonly command: string;
}

export interface PlannedSnapshot {
  readonly volumes: readonly PlannedVolume[];
  /** Ids of all writers but Exchange's. */
  readonly excludedWriters: readonly { readonly id: string; readonly name: string }[];
  /** Writer name and component path, of all other units of this server. */
  readonly excludedComponents: readonly string[];
  /** Likewise, of the unit: Diskshadow fails where it does not take part. */
  readonly component: string;
}

export interface PlannedVolume {
  /** `\\?\Volume{...}\` */
  readonly name: string;
  readonly mountPoint: string;
  /** Of the shadow copy: `thawline_<id>_1`. */
  readonly alias: string;
  /** `G:`, or an empty folder of this run. */
  readonly exposeAs: string;
}

/** One run of robocopy: files of one folder of the snapshot, without folders below it. */
export interface Transfer {
  readonly name: "database" | "logs" | "checkpoint";
  /** Where it lies live, for people. */
  readonly live: string;
  /** In the exposed shadow copy. */
  readonly from: string;
  readonly to: string;
  /** Names, or patterns with `*`. */
  readonly files: readonly string[];
}
