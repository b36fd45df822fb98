/**
 * What an event means to the correlator. Event ids live in the catalogue only; the machine and the rules
 * know signals. Several ids of several Exchange versions share one signal.
 *
 * `writer-*` carry the writer instance GUID (but for Exchange 2003), `session-*` an ESE shadow copy
 * instance number, `surrogate-*` belong to the backup of a passive copy.
 */
export type Signal =
  // the Exchange writer's life, without a job
  | "writer-started"
  | "writer-stopped"
  | "writer-init-failed"
  | "writer-metadata"
  | "writer-metadata-failed"
  // one job, in order
  | "writer-database-prepared"
  | "writer-database-prepare-failed"
  | "writer-prepared"
  | "writer-prepare-failed"
  | "writer-orphan"
  | "writer-snapshot-prepared"
  | "writer-snapshot-prepare-failed"
  | "writer-volume-missing"
  | "writer-copy-unhealthy"
  | "writer-frozen"
  | "writer-freeze-failed"
  | "writer-thawed"
  | "writer-thaw-failed"
  | "writer-post-snapshot"
  | "writer-post-snapshot-failed"
  | "writer-aborted"
  | "writer-abort-failed"
  | "writer-database-truncating"
  | "writer-database-not-truncating"
  | "writer-not-backed-up"
  | "writer-database-failed"
  | "writer-completed"
  | "writer-complete-failed"
  | "writer-shutdown"
  | "writer-shutdown-failed"
  | "writer-exception"
  | "writer-restore"
  // the store tells which ESE session serves which database (9811 and its kin)
  | "engine-prepared"
  // one ESE shadow copy session
  | "session-started"
  | "session-frozen"
  | "session-freeze-failed"
  | "session-thawed"
  | "session-timed-out"
  | "session-ended"
  | "session-aborted"
  // surrogate backup: passive side runs it (960), active side is told of it (910), ESE there starts and ends it
  | "surrogate-running"
  | "surrogate-registered"
  | "surrogate-started"
  | "surrogate-ended"
  | "surrogate-failed"
  // truncation
  | "logs-deleting"
  | "logs-not-deleted"
  | "logs-missing"
  | "truncation-refused"
  | "truncation-blocked"
  | "truncation-progress"
  | "file-delete-failed"
  | "link-lost"
  | "copy-context"
  // the data
  | "incremental-refused"
  | "log-missing"
  | "log-damaged"
  | "page-corrupt"
  | "page-corrected"
  | "header-not-stamped"
  | "stream-file"
  | "stream-failed"
  // storage
  | "io-slow"
  | "io-failed"
  // the engine
  | "engine-started"
  | "instance-started"
  | "instance-stopped"
  | "database-attached"
  | "database-detached"
  | "recovery-finished"
  | "seeding"
  // Windows
  | "vss-error"
  | "vss-warning"
  | "vss-noise"
  | "vss-idle"
  | "flush-hold-timeout"
  | "shadow-storage"
  | "shadow-at-risk"
  | "shadow-rotated"
  | "shadow-left-over"
  | "requester-started"
  | "requester-succeeded"
  | "requester-ended"
  | "requester-failed"
  | "requester-warning"
  | "requester-check-failed"
  // known and meaningless for a backup
  | "noise"
  // an id of a known provider that the catalogue does not hold
  | "unknown";

/** What an insertion string holds, so that one generic reader serves all events. */
export type StringRole =
  | "process" // ESE %1: "Information Store - DB01", cut at 64 characters
  | "pid" // ESE %2: "1444" or "4312,D,50,15.01.2507.006"
  | "instanceName" // ESE %3: "DB01: " or empty
  | "guid" // the writer instance GUID = the VSS snapshot set id
  | "guidAndNumber" // "GUID:N" of the 978x family
  | "database" // a database, copy ("DB\SERVER") or storage group
  | "databaseGuid" // the component's name
  | "eseInstance"
  | "jetError" // signed decimal
  | "hresult" // upper-case hex, with or without 0x
  | "milliseconds"
  | "firstLog"
  | "lastLog"
  | "file"
  | "count"
  | "page"
  | "peer" // another server
  | "status" // a copy status word
  | "volume"
  | "device"
  | "storageVolume" // the volume that holds the shadow storage
  | "routine"
  | "vssContext" // the "Operation: ... Context: ..." block
  | "seconds"
  | "text";
