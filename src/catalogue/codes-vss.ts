const SDK = "Windows SDK constants, as quoted in restic/restic PR 2274";
const WRITER =
  "https://learn.microsoft.com/en-us/windows/desktop/api/VsWriter/nf-vswriter-cvsswriterex2-setwriterfailureex";

export interface NamedCode {
  readonly code: number;
  readonly name: string;
  readonly meaning: string;
  readonly citation: string;
}

/** Results of the shadow copy service and of its writers. */
export const VSS_CODES: readonly NamedCode[] = [
  { code: 0x80042301, name: "VSS_E_BAD_STATE", meaning: "call out of sequence", citation: SDK },
  { code: 0x80042302, name: "VSS_E_UNEXPECTED", meaning: "unexpected error, see log", citation: SDK },
  {
    code: 0x80042304,
    name: "VSS_E_PROVIDER_NOT_REGISTERED",
    meaning: "provider not registered",
    citation: SDK,
  },
  {
    code: 0x80042306,
    name: "VSS_E_PROVIDER_VETO",
    meaning: "provider refused (often disk space or hardware provider)",
    citation: SDK,
  },
  { code: 0x80042308, name: "VSS_E_OBJECT_NOT_FOUND", meaning: "shadow copy/set gone", citation: SDK },
  {
    code: 0x8004230c,
    name: "VSS_E_VOLUME_NOT_SUPPORTED",
    meaning: "volume cannot be snapshotted",
    citation: SDK,
  },
  { code: 0x8004230d, name: "VSS_E_OBJECT_ALREADY_EXISTS", meaning: "object exists", citation: SDK },
  {
    code: 0x8004230e,
    name: "VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER",
    meaning: "provider cannot snapshot the volume",
    citation: SDK,
  },
  {
    code: 0x8004230f,
    name: "VSS_E_UNEXPECTED_PROVIDER_ERROR",
    meaning: "provider had an unexpected error",
    citation: SDK,
  },
  {
    code: 0x80042310,
    name: "VSS_E_CORRUPT_XML_DOCUMENT",
    meaning: "metadata document corrupt",
    citation: SDK,
  },
  {
    code: 0x80042311,
    name: "VSS_E_INVALID_XML_DOCUMENT",
    meaning: "metadata document invalid",
    citation: SDK,
  },
  {
    code: 0x80042312,
    name: "VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED",
    meaning: "too many volumes in the set",
    citation: SDK,
  },
  {
    code: 0x80042313,
    name: "VSS_E_FLUSH_WRITES_TIMEOUT",
    meaning: "provider timed out while FLUSHING data to the volume",
    citation: SDK,
  },
  {
    code: 0x80042314,
    name: "VSS_E_HOLD_WRITES_TIMEOUT",
    meaning: "provider timed out while HOLDING writes (10 s)",
    citation: SDK,
  },
  {
    code: 0x80042315,
    name: "VSS_E_UNEXPECTED_WRITER_ERROR",
    meaning: "problem while sending events to writers",
    citation: SDK,
  },
  {
    code: 0x80042316,
    name: "VSS_E_SNAPSHOT_SET_IN_PROGRESS",
    meaning: "another shadow copy creation is running",
    citation: SDK,
  },
  {
    code: 0x80042317,
    name: "VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED",
    meaning: "volume has its maximum of snapshots",
    citation: SDK,
  },
  {
    code: 0x80042318,
    name: "VSS_E_WRITER_INFRASTRUCTURE",
    meaning: "writers could not be contacted",
    citation: SDK,
  },
  {
    code: 0x80042319,
    name: "VSS_E_WRITER_NOT_RESPONDING",
    meaning: "a writer did not answer",
    citation: SDK,
  },
  {
    code: 0x8004231f,
    name: "VSS_E_INSUFFICIENT_STORAGE",
    meaning: "not enough diff-area storage",
    citation: SDK,
  },
  {
    code: 0x800423f0,
    name: "VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT",
    meaning: "only a subset of the needed volumes is in the set",
    citation: WRITER,
  },
  {
    code: 0x800423f1,
    name: "VSS_E_WRITERERROR_OUTOFRESOURCES",
    meaning: "writer out of resources; retry after 10 minutes, up to 3 times",
    citation: WRITER,
  },
  {
    code: 0x800423f2,
    name: "VSS_E_WRITERERROR_TIMEOUT",
    meaning: "time-out between Freeze and Thaw; retry after 10 minutes, up to 3 times",
    citation: WRITER,
  },
  {
    code: 0x800423f3,
    name: "VSS_E_WRITERERROR_RETRYABLE",
    meaning: "transient writer error; retry after 10 minutes, up to 3 times",
    citation: WRITER,
  },
  { code: 0x800423f4, name: "VSS_E_WRITERERROR_NONRETRYABLE", meaning: "would fail again", citation: WRITER },
];

/** Writer states (VSS_WRITER_STATE of the win32 metadata). */
export const WRITER_STATES: readonly (readonly [state: number, name: string])[] = [
  [1, "STABLE"],
  [2, "WAITING_FOR_FREEZE"],
  [3, "WAITING_FOR_THAW"],
  [4, "WAITING_FOR_POST_SNAPSHOT"],
  [5, "WAITING_FOR_BACKUP_COMPLETE"],
  [6, "FAILED_AT_IDENTIFY"],
  [7, "FAILED_AT_PREPARE_BACKUP"],
  [8, "FAILED_AT_PREPARE_SNAPSHOT"],
  [9, "FAILED_AT_FREEZE"],
  [10, "FAILED_AT_THAW"],
  [11, "FAILED_AT_POST_SNAPSHOT"],
  [12, "FAILED_AT_BACKUP_COMPLETE"],
  [13, "FAILED_AT_PRE_RESTORE"],
  [14, "FAILED_AT_POST_RESTORE"],
];
