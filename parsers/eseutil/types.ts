/** Place in a log stream, as in the files themselves: generation, sector, offset. */
export type PrintedLgpos = readonly [generation: number, sector: number, offset: number];

/** The counts of `/k` for a database or a checkpoint; null where an old version does not print one. */
export interface ChecksumCounts {
  readonly pagesSeen: number;
  readonly bad: number | null;
  readonly correctable: number | null;
  readonly uninitialized: number | null;
  readonly wrongPageNumbers: number | null;
  readonly highestDbtime: string | null;
  readonly highestDbtimePgno: number | null;
  readonly reads: number | null;
  readonly mbRead: number | null;
  readonly seconds: number | null;
  readonly mbPerSecond: number | null;
  readonly ms: number | null;
  readonly msPerRead: number | null;
  readonly msSlowest: number | null;
  readonly msFastest: number | null;
  readonly progressDots: number;
}

export interface PrintedBackup {
  readonly genLow: number;
  readonly genHigh: number;
  readonly type: string;
  readonly mark: PrintedLgpos | null;
  /** As printed. */
  readonly time: string | null;
}

/** What `/mh` prints. Texts are as printed. */
export interface PrintedHeader {
  /** The shadow copy was shown, because the primary one is bad. */
  readonly shadow: boolean;
  readonly checksumExpected: string | null;
  readonly checksumActual: string | null;
  readonly fileType: string | null;
  readonly formatVersion: string | null;
  readonly attachedBy: number | null;
  readonly pageSize: number | null;
  readonly dbtime: string | null;
  readonly state: string | null;
  /** Old versions say consistent and inconsistent. */
  readonly stateNormalised: "clean" | "dirty" | "other" | null;
  readonly repairCount: number | null;
  readonly logRequired: readonly [low: number, high: number] | null;
  readonly logCommitted: number | null;
  readonly logSignature: string | null;
  readonly dbSignature: string | null;
  readonly previousFull: PrintedBackup | null;
  readonly previousIncremental: PrintedBackup | null;
  readonly previousCopy: PrintedBackup | null;
  readonly previousDifferential: PrintedBackup | null;
  readonly warnings: readonly string[];
}

export interface PrintedLog {
  /** Without folder. */
  readonly file: string;
  readonly ok: boolean;
  readonly messages: readonly string[];
}

export interface PrintedCheckpoint {
  readonly checkpoint: PrintedLgpos;
  readonly fullBackup: PrintedLgpos | null;
  readonly incBackup: PrintedLgpos | null;
  readonly lastFullBackupCheckpoint: PrintedLgpos | null;
}

/** What eseutil or esentutl printed, whatever it was asked; null or empty where it printed no such thing. */
export interface EseutilOutput {
  readonly tool: "eseutil" | "esentutl" | null;
  readonly version: string | null;
  /** How the run ended by its last line; null when there is none. */
  readonly completed: "success" | "warning" | "error" | "unsuccessful" | null;
  readonly error: number | null;
  readonly errorName: string | null;
  readonly errorText: string | null;
  readonly elapsedMs: number | null;
  readonly accessError: { readonly file: string; readonly error: number } | null;
  /** The file that was checked. */
  readonly database: string | null;
  readonly checksum: ChecksumCounts | null;
  /** Pages with a wrong checksum, -1 and 0 for the headers: the first 1,000 in order; and how many in all. */
  readonly pageErrors: readonly number[];
  readonly pageErrorCount: number;
  readonly pageWarnings: readonly { readonly page: number; readonly bit: number }[];
  readonly pageWarningCount: number;
  readonly base: string | null;
  readonly logs: readonly PrintedLog[];
  /** Names, or `E00{0000001D - 0000001F}.log` for a run of them. */
  readonly missing: readonly string[];
  /** `No damaged log files were found.` */
  readonly noDamage: boolean;
  readonly singleLog: {
    readonly file: string | null;
    readonly ok: boolean;
    readonly message: string | null;
  } | null;
  readonly header: PrintedHeader | null;
  readonly checkpoint: PrintedCheckpoint | null;
  /** Lines that speak of trouble in words that are not known here; the first 100. */
  readonly unknownTrouble: readonly string[];
}
