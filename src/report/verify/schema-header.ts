import { COUNT, listOf, object, ref, type SchemaNode, said, TEXT, TEXT_OR_NULL } from "../schema-parts.ts";

const INTEGER: SchemaNode = { type: "integer" };
const BACKUP = {
  mark: ref("lgpos"),
  time: TEXT_OR_NULL,
  genLow: COUNT,
  genHigh: COUNT,
};

/** The header of a database: of the primary copy, or of the shadow copy where that one is damaged. */
export const DATABASE_HEADER: SchemaNode = object("The header of a database, from the copy that is good.", {
  checksum: TEXT,
  formatVersion: TEXT,
  updateMajor: COUNT,
  updateMinor: COUNT,
  efvAttached: COUNT,
  createdVersion: TEXT,
  createdUpdate: COUNT,
  fileType: COUNT,
  dbtime: TEXT,
  signDb: ref("signature"),
  state: COUNT,
  stateText: said(TEXT, "As eseutil prints it."),
  logRequired: listOf(INTEGER, "First and last generation that recovery needs; 0 and 0 for none."),
  logCommitted: INTEGER,
  logRecovering: INTEGER,
  logConsistent: INTEGER,
  genMaxCreated: TEXT_OR_NULL,
  genMaxRequiredCreated: TEXT_OR_NULL,
  lastConsistent: ref("logged"),
  lastAttach: ref("logged"),
  lastDetach: ref("logged"),
  dbid: COUNT,
  signLog: ref("signature"),
  previousFull: ref("typedBackup"),
  previousIncremental: ref("typedBackup"),
  previousCopy: ref("typedBackup"),
  previousDifferential: ref("typedBackup"),
  currentFull: ref("backup"),
  currentSnapshot: ref("backup"),
  repairCount: COUNT,
  repairCountOld: COUNT,
  eccFixSuccess: COUNT,
  eccFixFail: COUNT,
  badChecksum: COUNT,
  lastObjid: COUNT,
  shadowed: { type: "boolean" },
  osVersion: listOf(INTEGER, "Major, minor, build, service pack."),
});

export const HEADER_PARTS: Readonly<Record<string, SchemaNode>> = {
  lgpos: listOf(INTEGER, "Place in a log stream: generation, sector, offset."),
  signature: object("Who made a database or a log stream.", {
    random: COUNT,
    created: TEXT_OR_NULL,
    computer: TEXT,
  }),
  place: object("A mark in the logs, and its time.", { mark: ref("lgpos"), time: TEXT_OR_NULL }),
  logged: object("A place in the logs, and its time.", { lgpos: ref("lgpos"), time: TEXT_OR_NULL }),
  backup: object("A backup as the header notes it.", BACKUP),
  typedBackup: object("A backup with its kind; `OSSnapshot` is what VSS makes.", { ...BACKUP, type: TEXT }),
};
