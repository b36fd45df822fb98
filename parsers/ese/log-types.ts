import type { Lgpos, LogTime, Signature } from "./types.ts";

/** A database that a log knows. */
export interface Attachment {
  readonly dbid: number;
  readonly path: string;
  /** Decimal. */
  readonly dbtime: string;
  readonly attach: Lgpos;
  readonly consistent: Lgpos;
  readonly signDb: Pick<Signature, "random" | "created">;
}

/** What the segments of a log are, up to the first torn or corrupt one. */
export interface Segments {
  /** Those that hold this log's records; the correctable ones among them. */
  readonly good: number;
  readonly correctable: number;
  readonly zero: number;
  /** Content of an older log in a file that was used again. */
  readonly stale: number;
  /** Second copies of the segment before. */
  readonly shadow: number;
  /** A write that was interrupted; its second copy is good. Normal in a current log, damage in a closed one. */
  readonly torn: { readonly segment: number } | null;
  readonly corrupt: { readonly segment: number; readonly reason: string } | null;
  readonly lastSegment: number | null;
  /** XOR of the stored sums of the good segments: the next log names it. */
  readonly accumulated: string;
}

export interface LogReport {
  readonly kind: "log";
  readonly headerChecksumOk: boolean;
  readonly checksum: string;
  readonly generation: number;
  readonly sectorSize: number;
  readonly headerSectors: number;
  readonly sectors: number;
  readonly dbPageSize: number;
  readonly created: LogTime | null;
  readonly previousCreated: LogTime | null;
  readonly version: readonly [major: number, minor: number, updateMajor: number, updateMinor: number];
  readonly signLog: Signature;
  readonly systemPath: string;
  readonly logPath: string;
  readonly circularLoggingParam: boolean;
  readonly flags: number;
  readonly checkpoint: Lgpos;
  /** Of the log before; all zero digits when it is not known. */
  readonly previousAccumulated: string;
  readonly efv: number;
  readonly fileType: number;
  readonly attachments: readonly Attachment[];
  readonly fileSizeOk: boolean;
  /** Null when the content was not read: the header or the size is wrong, or the format is an older one. */
  readonly segments: Segments | null;
  /** What `eseutil /ml` returns for this one file; null when only the header was judged. */
  readonly eseutilExit: number | null;
}

/** The bytes by which logs are matched, as hex; empty where all are zero. */
export interface LogIdentity {
  readonly signLog: string;
  readonly created: string;
  readonly previousCreated: string;
}

export interface LogReading {
  readonly report: LogReport;
  readonly identity: LogIdentity;
}

export interface CheckpointReport {
  readonly kind: "checkpoint";
  readonly copiesOk: readonly [first: boolean, second: boolean];
  readonly identical: boolean;
  /** These are null when both copies are bad. */
  readonly lastFullBackupCheckpoint: Lgpos | null;
  readonly checkpoint: Lgpos | null;
  readonly dbConsistency: Lgpos | null;
  readonly fullBackup: { readonly mark: Lgpos; readonly time: LogTime | null } | null;
  readonly incBackup: { readonly mark: Lgpos; readonly time: LogTime | null } | null;
  readonly signLog: Signature | null;
  readonly attachInfoPresent: boolean;
  readonly fileType: number | null;
  /** How many databases it names. */
  readonly attachments: number;
}
