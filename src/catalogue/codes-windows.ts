import type { NamedCode } from "./codes-vss.ts";

const OBSERVED = "observed behaviour of Exchange 2013 CU23, not publicly documented";
const WINERROR = "winerror.h; text as Windows prints it in VSS events";

/** Codes of the replication service's writer: its own meaning of a number. */
export const WRITER_CODES: readonly NamedCode[] = [
  {
    code: 0xfffffffc,
    name: "-4",
    meaning: "the requester marked a component as not backed up, or the database is not part of this job",
    citation: OBSERVED,
  },
  {
    code: 0xfffffffd,
    name: "-3",
    meaning: "exception in the writer (see event 2140); the writer reports NONRETRYABLE",
    citation: OBSERVED,
  },
  {
    code: 0x8007064a,
    name: "Win32 1610",
    meaning: "component or copy configuration not found, not matching, or not in the volumes of the snapshot",
    citation: OBSERVED,
  },
  {
    code: 0x80070020,
    name: "Win32 32",
    meaning: "the database is owned by another backup (backup in progress)",
    citation: OBSERVED,
  },
  {
    code: 0x80070015,
    name: "Win32 21",
    meaning: "the copy is not Mounted or Healthy (event 4088)",
    citation: OBSERVED,
  },
  {
    code: 0x800423f3,
    name: "VSS_E_WRITERERROR_RETRYABLE",
    meaning: "writer object not valid, snapshot set id unknown, or freeze lock not available",
    citation: OBSERVED,
  },
  {
    code: 0x800423f1,
    name: "VSS_E_WRITERERROR_OUTOFRESOURCES",
    meaning: "the temporary log file of a passive copy could not be created at freeze",
    citation: OBSERVED,
  },
];

/** The rest that is met in these logs. */
export const WINDOWS_CODES: readonly NamedCode[] = [
  {
    code: 0x50d,
    name: "1293",
    meaning: "backup in progress (event 9607 of Exchange 2003)",
    citation: "KB 910250",
  },
  { code: 0x80070001, name: "ERROR_INVALID_FUNCTION", meaning: "incorrect function", citation: WINERROR },
  { code: 0x80070005, name: "ERROR_ACCESS_DENIED", meaning: "access is denied", citation: WINERROR },
  {
    code: 0x80070018,
    name: "ERROR_BAD_LENGTH",
    meaning: "the command length is incorrect",
    citation: WINERROR,
  },
  {
    code: 0x8007001f,
    name: "ERROR_GEN_FAILURE",
    meaning: "a device attached to the system is not functioning",
    citation: WINERROR,
  },
];
