import type { CatalogueRow } from "../model/catalogue.ts";
import { ESE_SHARED, SINCE_2007 } from "./ese-shared.ts";
import { rowsOf } from "./rows.ts";

/** What becomes of the log files at the end of a backup, and what keeps a backup from starting. */
export const ESE_TRUNCATION: readonly CatalogueRow[] = rowsOf(
  { ...ESE_SHARED, category: "Logging/Recovery (3)" },
  [
    {
      id: 224,
      symbol: "BACKUP_TRUNCATE_LOG_FILES",
      level: "Information",
      category:
        "ShadowCopy (16) when done by a VSS session; Logging/Recovery (3) otherwise (streaming backup, circular logging clean-up after recovery, and - derived - the replication-driven truncation)",
      phase: "truncation",
      outcome: "normal",
      signal: "logs-deleting",
      meaning:
        "Log files from %4 to %5 are about to be deleted (both ends inclusive; full paths). Logged BEFORE the deletion, so it is evidence of intent; a later 485/227 tells that it went wrong.",
      template: "Deleting log files %4 to %5.",
      strings: ["firstLog", "lastLog"],
      see: "call site _log/logstream.cxx lines 4062-4100, 4172; semantics also teoheras.blogspot.com/2006/02/transaction-logs.html",
    },
    {
      id: 225,
      symbol: "BACKUP_NO_TRUNCATE_LOG_FILES",
      level: "Information",
      category: "ShadowCopy (16) in a VSS session; Logging/Recovery (3) otherwise",
      phase: "truncation",
      outcome: "info",
      signal: "logs-not-deleted",
      meaning:
        "ESE deleted nothing. Reasons: (a) replicated database - the writer calls truncate without the all-databases flag, so 225 is written BY DESIGN; (b) circular logging on; (c) not all databases of the instance in the snapshot; (d) nothing below the lowest needed generation.",
      template: "No log files can be truncated.",
      see: "call site _log/logstream.cxx lines 4133, 4166; backup.cxx ErrBKOSSnapshotTruncateLog; https://blogs.technet.microsoft.com/timmcmic/2015/08/23/exchange-no-log-files-can-be-truncated/",
      note: "NOT a failure by itself for a DAG/CCR copy. For a standalone database with circular logging off and a full/incremental job it is a finding.",
    },
    {
      id: 227,
      symbol: "BACKUP_TRUNCATE_FOUND_MISSING_LOG_FILES",
      level: "Warning",
      category: "ShadowCopy (16) or Logging/Recovery (3)",
      versions: SINCE_2007,
      phase: "truncation",
      outcome: "warning",
      signal: "logs-missing",
      meaning: "Some files of the range announced by 224 were already gone; truncation went on.",
      template: "There were %4 log file(s) not found in the log range we attempted to truncate.",
      strings: [["count", "log files not found"]],
      see: "call site _log/logstream.cxx line 4222",
    },
    {
      id: 520,
      symbol: "BACKUP_LOG_FILE_NOT_COPIED_ID",
      level: "Warning",
      phase: "truncation",
      outcome: "failure",
      signal: "truncation-refused",
      meaning: "Streaming backup: truncation refused because not all needed log files were copied (-616).",
      template:
        "Log truncation failed because not all log files required for recovery were successfully copied.",
      see: "call site backup.cxx line 3553",
    },
    {
      id: 206,
      symbol: "DATABASE_MISS_FULL_BACKUP_ERROR_ID",
      level: "Error",
      phase: "freeze",
      outcome: "failure",
      signal: "incremental-refused",
      meaning:
        "Incremental/differential refused: no previous full backup of the same kind in the header (-560). In a VSS job raised while logging is stopped at freeze, so 2002 follows.",
      template:
        "Database %4 cannot be incrementally backed-up. You must first perform a full backup before performing an incremental backup.",
      strings: [["file", "database file"]],
      see: "call site backup.cxx line 835; KB 930197",
    },
    {
      id: 459,
      symbol: "BACKUP_LOG_FILE_MISSING_ERROR_ID",
      level: "Error",
      phase: "freeze",
      outcome: "failure",
      signal: "log-missing",
      meaning: "A log generation needed for the (incremental) backup is missing (-569).",
      template: "The file %4 is missing and could not be backed-up.",
      strings: [["file", "log file"]],
      see: "call site backup.cxx lines 888, 2487",
    },
    {
      id: 485,
      symbol: "OSFS_DELETE_FILE_ERROR_ID",
      level: "Error",
      category: "General (1)",
      phase: "truncation",
      outcome: "warning",
      signal: "file-delete-failed",
      meaning: "A file (often a log during truncation) could not be deleted.",
      template:
        'An attempt to delete the file "%4" failed with system error %6: "%7". The delete file operation will fail with error %5.',
      strings: ["file", "jetError", ["text", "system error"], ["text", "text of the system error"]],
    },
    {
      id: 219,
      symbol: "BACKUP_ERROR_INFO_UPDATE",
      level: "Warning",
      phase: "backup-complete",
      outcome: "warning",
      signal: "header-not-stamped",
      meaning:
        "The header could not be stamped with the backup information: the backup is fine, but the next incremental/truncation decision may be wrong. Also raised by the VSS path (BKOSSnapshotSaveInfo).",
      template: "Error (%4) occured during database headers update with the backup information.",
      strings: ["jetError"],
      see: "call site backup.cxx lines 3669, 4435",
    },
  ],
);
