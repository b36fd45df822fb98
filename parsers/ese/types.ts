/**
 * The words of the Extensible Storage Engine's files, in the shapes in which reports print them.
 * Numbers of 64 bits are text (`0x193`), times are the printed form of a `LogTime`, null where not set.
 */

/** Place in a log stream: generation, sector in the log, byte in the sector. */
export type Lgpos = readonly [generation: number, sector: number, offset: number];

/**
 * `2022-08-19T11:46:33.040Z`; ` local` instead of `Z` when the writer's local time was stored, ` snap` behind it
 * when an operating system's snapshot made it. Fields out of their range are printed as they stand.
 */
export type LogTime = string;

/** Who made a database or a log stream. Equal in all its bytes or another one. */
export interface Signature {
  readonly random: number;
  readonly created: LogTime | null;
  readonly computer: string;
}

/** A backup as a database header notes it. All zero when there was none. */
export interface BackupInfo {
  readonly mark: Lgpos;
  readonly time: LogTime | null;
  readonly genLow: number;
  readonly genHigh: number;
}

export interface TypedBackupInfo extends BackupInfo {
  /** `OSSnapshot` is what VSS makes. */
  readonly type: string;
}

export interface LoggedPlace {
  readonly lgpos: Lgpos;
  readonly time: LogTime | null;
}

/** How a page's checksum is made: headers, old pages, pages with one or with four blocks. */
export type Scheme = "xorHeader" | "xorPgno" | "ecc" | "ecc4";

export type PageVerdict =
  | { readonly kind: "good"; readonly scheme: Scheme }
  /** All bytes zero: free space, or a page that was lost. No checksum can tell. */
  | { readonly kind: "uninitialized" }
  /** `bits`: the wrong bits, counted from the start of the page, one a block at most. The file stays wrong. */
  | { readonly kind: "correctable"; readonly scheme: Scheme; readonly bits: readonly number[] }
  /** `belongsTo`: the page is whole, but it is that other page (a misplaced write); else null. */
  | { readonly kind: "bad"; readonly scheme: Scheme; readonly belongsTo: number | null };

export type HeaderStatus = "ok" | "shadowDiffers" | "primaryBad" | "shadowBad" | "bothBad";

export interface DatabaseHeader {
  readonly checksum: string;
  readonly formatVersion: string;
  readonly updateMajor: number;
  readonly updateMinor: number;
  readonly efvAttached: number;
  readonly createdVersion: string;
  readonly createdUpdate: number;
  readonly fileType: number;
  readonly dbtime: string;
  readonly signDb: Signature;
  readonly state: number;
  /** As eseutil prints it: `Clean Shutdown`, `Dirty Shutdown`, ... */
  readonly stateText: string;
  /** Generations that recovery needs, 0 and 0 for none. */
  readonly logRequired: readonly [low: number, high: number];
  /** The newest generation that holds committed transactions. */
  readonly logCommitted: number;
  readonly logRecovering: number;
  readonly logConsistent: number;
  /** When the log of the committed generation was made; that log says the same of itself. */
  readonly genMaxCreated: LogTime | null;
  readonly genMaxRequiredCreated: LogTime | null;
  readonly lastConsistent: LoggedPlace;
  readonly lastAttach: LoggedPlace;
  readonly lastDetach: LoggedPlace;
  readonly dbid: number;
  readonly signLog: Signature;
  readonly previousFull: TypedBackupInfo;
  readonly previousIncremental: TypedBackupInfo;
  readonly previousCopy: TypedBackupInfo;
  readonly previousDifferential: TypedBackupInfo;
  readonly currentFull: BackupInfo;
  readonly currentSnapshot: BackupInfo;
  readonly repairCount: number;
  readonly repairCountOld: number;
  readonly eccFixSuccess: number;
  readonly eccFixFail: number;
  readonly badChecksum: number;
  readonly lastObjid: number;
  readonly shadowed: boolean;
  readonly osVersion: readonly [major: number, minor: number, build: number, servicePack: number];
}

/** The bytes by which files are matched, as hex; empty where all of them are zero (not set). */
export interface DatabaseIdentity {
  readonly signDb: string;
  readonly signLog: string;
  readonly genMaxCreated: string;
  readonly genMaxRequiredCreated: string;
}

/** What the first bytes of a database say. `pageSize` and `header` come from the copy that is good. */
export type DatabaseHead =
  | { readonly status: "bothBad"; readonly pageSize: null; readonly header: null; readonly identity: null }
  | {
      readonly status: Exclude<HeaderStatus, "bothBad">;
      readonly pageSize: number;
      readonly header: DatabaseHeader;
      readonly identity: DatabaseIdentity;
      /** Per copy: false also where it is missing. A copy of zeros is not good, but counts as uninitialised. */
      readonly copies: readonly [primary: HeaderCopy, shadow: HeaderCopy];
    };

export type HeaderCopy = "good" | "bad" | "uninitialized" | "missing";

export interface CorrectablePage {
  readonly pgno: number;
  /** The first of `bits`. */
  readonly bit: number;
  readonly bits: readonly number[];
}

export interface MisplacedPage {
  readonly pgno: number;
  readonly belongsTo: number;
}

/** The result of a whole database file. Lists stop at 1,000; the counts are whole. */
export interface DatabaseReport {
  readonly kind: "db";
  readonly pageSize: number;
  readonly headerStatus: HeaderStatus;
  /** Both header pages included. */
  readonly pagesSeen: number;
  readonly trailingBytes: number;
  readonly badChecksums: number;
  readonly correctableChecksums: number;
  readonly uninitializedPages: number;
  /** Always 0: today's eseutil counts a misplaced page as a bad checksum. */
  readonly wrongPageNumbers: number;
  readonly schemes: Readonly<Partial<Record<Scheme, number>>>;
  /** -1 is the header, 0 its shadow copy. */
  readonly badPages: readonly number[];
  readonly correctable: readonly CorrectablePage[];
  /** Those of the bad pages that hold another page, whole; and how many. */
  readonly misplaced: readonly MisplacedPage[];
  readonly misplacedPages: number;
  readonly highestDbtime: string;
  readonly highestDbtimePgno: number;
  readonly trailerPage: boolean;
  /** What `eseutil /k` returns for the file: 0 or -1206. */
  readonly eseutilExit: number;
  readonly header: DatabaseHeader;
}
