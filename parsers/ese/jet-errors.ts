/** The errors that a check of files can meet, by number: the name in jethdr of the published ESE source, and what it means. */
const JET_ERRORS = {
  [-501]: ["JET_errLogFileCorrupt", "the log is damaged"],
  [-513]: ["JET_errLogGenerationMismatch", "the log's name does not fit the generation in it"],
  [-514]: ["JET_errBadLogVersion", "the log is of a version that cannot be read"],
  [-515]: ["JET_errInvalidLogSequence", "the log does not follow the one before"],
  [-528]: ["JET_errMissingLogFile", "a log is missing"],
  [-530]: ["JET_errBadLogSignature", "the log belongs to another log stream"],
  [-541]: ["JET_errLogFileSizeMismatch", "the log's size is wrong"],
  [-543]: ["JET_errRequiredLogFilesMissing", "logs that recovery needs are missing"],
  [-546]: ["JET_errLogSectorSizeMismatch", "the log's sector size is wrong"],
  [-550]: ["JET_errDatabaseDirtyShutdown", "the database was not shut down cleanly"],
  [-582]: ["JET_errCommittedLogFilesMissing", "logs with committed changes are missing"],
  [-586]: ["JET_errCommittedLogFileCorrupt", "a log with committed changes is damaged"],
  [-590]: ["JET_errLogSequenceChecksumMismatch", "the log before is not the one that this log follows"],
  [-612]: ["JET_errLogReadVerifyFailure", "a checksum in a log is wrong"],
  [-1003]: ["JET_errInvalidParameter", "a parameter is not valid"],
  [-1018]: ["JET_errReadVerifyFailure", "a page's checksum is wrong"],
  [-1019]: ["JET_errPageNotInitialized", "a page is empty that should not be"],
  [-1021]: ["JET_errDiskReadVerificationFailure", "the disk gives other bytes than were written"],
  [-1022]: ["JET_errDiskIO", "the disk cannot be read"],
  [-1032]: ["JET_errFileAccessDenied", "the file is in use or locked"],
  [-1206]: ["JET_errDatabaseCorrupted", "the database is damaged"],
  [-1213]: ["JET_errPageSizeMismatch", "the page size does not fit"],
  [-1811]: ["JET_errFileNotFound", "there is no such file"],
  [-1812]: ["JET_errFileInvalidType", "the file is of another type"],
} as const satisfies Record<number, readonly [name: string, means: string]>;

export interface JetError {
  readonly name: string;
  readonly means: string;
}

/** Name and meaning of a Jet error, null for those that no check of files gives. */
export function jetError(code: number): JetError | null {
  const entry = (JET_ERRORS as Readonly<Record<number, readonly [string, string] | undefined>>)[code];
  return entry === undefined ? null : { name: entry[0], means: entry[1] };
}
