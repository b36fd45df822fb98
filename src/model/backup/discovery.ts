/**
 * What can be backed up on this server, and what the machine is like: as it was found, judged by nobody yet. Null, or an
 * absent value, is what could not be found out.
 */
export interface Discovery {
  /** As Exchange names it: on a cluster of 2007 that of the cluster's mailbox server, not of the node. */
  readonly server: string;
  /** The name of this machine. */
  readonly node: string;
  readonly elevated: boolean | null;
  /** Of the system, and of this process: VSS answers only a program of the system's own width. */
  readonly bits: { readonly system: number; readonly process: number } | null;
  /** By name; recovery databases and recovery storage groups are among them, and say so. */
  readonly units: readonly BackupUnit[];
  readonly volumes: readonly MachineVolume[];
  /** Drive letters in use, upper case: volumes, network drives, CD drives, substitutes. */
  readonly letters: readonly string[];
  readonly writers: readonly ShadowWriter[] | null;
  /** Shadow copies that are there already; null: could not be asked. */
  readonly shadows:
    | readonly { readonly id: string; readonly set: string; readonly volume: string | null }[]
    | null;
  readonly tools: BackupTools;
  /** What could not be found out, and why. */
  readonly problems: readonly string[];
}

/** Full paths; null: not there. */
export interface BackupTools {
  readonly diskshadow: string | null;
  readonly robocopy: string | null;
  readonly eseutil: string | null;
}

/** What is backed up as one: databases that share a log stream. From 2010 on one database; in 2007 a storage group. */
export interface BackupUnit {
  readonly kind: "database" | "storage-group";
  readonly name: string;
  /** Of the database, or of the storage group: the name of its VSS component. Lower case, without braces. */
  readonly guid: string | null;
  readonly recovery: boolean;
  readonly role: "active" | "passive" | "standalone" | "unknown";
  /** The server where it is mounted. */
  readonly mountedOn: string | null;
  readonly databases: readonly UnitDatabase[];
  /** `D:\Logs\DB01` */
  readonly logFolder: string | null;
  /** Where the checkpoint lies. */
  readonly systemFolder: string | null;
  /** `E00` */
  readonly logPrefix: string | null;
  readonly circularLogging: boolean | null;
  readonly backupInProgress: boolean | null;
  /** Of the copy on this server, in Exchange's word: `Mounted`, `Healthy`, `FailedAndSuspended`. */
  readonly copyStatus: string | null;
  /** Every server that has a copy, with the lag of its replay; only this one where there are no copies. */
  readonly copies: readonly { readonly server: string; readonly replayLagSeconds: number | null }[];
}

export interface UnitDatabase {
  readonly name: string;
  readonly guid: string | null;
  readonly publicFolders: boolean;
  /** Null where the server did not say, which is no yes. */
  readonly mounted: boolean | null;
  /** `E:\Databases\DB01\DB01.edb` */
  readonly file: string | null;
}

export interface MachineVolume {
  /** `\\?\Volume{...}\` */
  readonly name: string;
  /** Where it is mounted, with a closing backslash: `C:\`, `C:\ExchangeVolumes\DB01\`. */
  readonly mountPoints: readonly string[];
  readonly bytes: number | null;
  readonly freeBytes: number | null;
  /** `NTFS`, `ReFS` */
  readonly fileSystem: string | null;
}

/** As `vssadmin list writers` tells. GUIDs in lower case, without braces. */
export interface ShadowWriter {
  readonly name: string;
  readonly id: string;
  readonly condition: "stable" | "waiting" | "failed" | "unknown";
  readonly stateText: string;
  readonly hasError: boolean | null;
}
