/**
 * What is known of the servers from elsewhere (`--topology FILE`, or the Exchange shell). Everything is optional but the
 * names.
 */
export interface Topology {
  readonly servers: readonly TopologyServer[];
  readonly dags?: readonly TopologyDag[] | undefined;
  readonly databases: readonly TopologyDatabase[];
}

export interface TopologyServer {
  readonly name: string;
  readonly dag?: string | undefined;
  readonly fqdn?: string | undefined;
  /** As Exchange prints it: `Version 15.1 (Build 2507.6)`. */
  readonly version?: string | undefined;
}

export interface TopologyDag {
  readonly name: string;
  readonly witness?: string | undefined;
}

export interface TopologyDatabase {
  readonly name: string;
  /** Lower case, without braces. */
  readonly guid?: string | undefined;
  readonly dag?: string | undefined;
  /** 2007 only. */
  readonly storageGroup?: string | undefined;
  readonly circularLogging?: boolean | undefined;
  readonly mounted?: boolean | undefined;
  readonly backupInProgress?: boolean | undefined;
  readonly file?: string | undefined;
  readonly logFolder?: string | undefined;
  /** `E00` */
  readonly logPrefix?: string | undefined;
  readonly workerProcessId?: number | undefined;
  /** UTC, ISO 8601; one that was never made, or is not known, is left out. */
  readonly lastBackups?: TopologyBackups | undefined;
  readonly copies: readonly TopologyCopy[];
}

export interface TopologyBackups {
  readonly full?: string | undefined;
  readonly incremental?: string | undefined;
  readonly differential?: string | undefined;
  readonly copy?: string | undefined;
}

export interface TopologyCopy {
  readonly server: string;
  readonly active?: boolean | undefined;
  readonly activationPreference?: number | undefined;
  /** In Exchange's word: `Mounted`, `Healthy`, `FailedAndSuspended`. */
  readonly status?: string | undefined;
  readonly copyQueue?: number | undefined;
  readonly replayQueue?: number | undefined;
  readonly replayLagSeconds?: number | undefined;
  readonly truncationLagSeconds?: number | undefined;
  /** Where the database and its logs lie; 2013 and later. */
  readonly volumes?:
    | { readonly database?: TopologyVolume | undefined; readonly log?: TopologyVolume | undefined }
    | undefined;
}

export interface TopologyVolume {
  /** A drive or a folder: `C:\ExchangeVolumes\Volume1\`. */
  readonly mountPoint?: string | undefined;
  /** `\\?\Volume{...}\` */
  readonly name?: string | undefined;
}
