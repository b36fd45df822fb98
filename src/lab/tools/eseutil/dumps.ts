import { statSync } from "node:fs";
import {
  type BackupInfo,
  CHECKPOINT_SIZE,
  HEAD_SIZE,
  readCheckpoint,
  readDatabaseHeaders,
  type TypedBackupInfo,
} from "../../../../parsers/ese/index.ts";
import type { ToolRun } from "../process.ts";
import { type Ended, line, noAccess, printedPlace, printedSignature, printedTime } from "./frame.ts";
import { readPart } from "./pages.ts";

const hex = (value: number): string => `0x${value.toString(16)}`;
const range = (low: number, high: number): string => `${low}-${high} (${hex(low)}-${hex(high)})`;

/** `/mh`: the header of a real database. It ends with 0 also where the database is dirty: its state says so. */
export async function dumpHeader(run: ToolRun, path: string): Promise<Ended> {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  await run.takes(0.5);
  if (size === undefined) return noAccess(run, path, -1811);
  const head = readDatabaseHeaders(readPart(path, 0, HEAD_SIZE), size);
  if (head.status === "bothBad") return noAccess(run, path, -1206);
  const { header: h, status } = head;
  const lines = [
    "Initiating FILE DUMP mode...",
    `         Database: ${path}`,
    "",
    "",
    status === "primaryBad" ? "DATABASE SHADOW HEADER:" : "DATABASE HEADER:",
    "Checksum Information:",
    `Expected Checksum: ${h.checksum}`,
    `  Actual Checksum: ${h.checksum}`,
    "",
    "Fields:",
    "        File Type: Database",
    `         Checksum: ${h.checksum}`,
    "   Format ulMagic: 0x89abcdef",
    "   Engine ulMagic: 0x89abcdef",
    ` Format ulVersion: ${h.formatVersion},${h.updateMajor},${h.updateMinor}  (attached by ${h.efvAttached})`,
    `Created ulVersion: ${h.createdVersion},${h.createdUpdate}`,
    `     DB Signature: ${printedSignature(h.signDb)}`,
    `         cbDbPage: ${head.pageSize}`,
    `           dbtime: ${Number(h.dbtime)} (${h.dbtime})`,
    `            State: ${h.stateText}`,
    `     Log Required: ${range(...h.logRequired)}`,
    `    Log Committed: ${range(0, h.logCommitted)}`,
    `Gen. Max. Com. Creation Time: ${printedTime(h.genMaxCreated)}`,
    `         Shadowed: ${h.shadowed ? "Yes" : "No"}`,
    `       Last Objid: ${h.lastObjid}`,
    `     Repair Count: ${h.repairCount}`,
    `  Last Consistent: ${printedPlace(h.lastConsistent.lgpos)}  ${printedTime(h.lastConsistent.time)}`,
    `      Last Attach: ${printedPlace(h.lastAttach.lgpos)}  ${printedTime(h.lastAttach.time)}`,
    `      Last Detach: ${printedPlace(h.lastDetach.lgpos)}  ${printedTime(h.lastDetach.time)}`,
    `             Dbid: ${h.dbid}`,
    `    Log Signature: ${printedSignature(h.signLog)}`,
    "",
    ...backupLines("Previous Full Backup", h.previousFull),
    ...backupLines("Previous Incremental Backup", h.previousIncremental),
    ...backupLines("Previous Copy Backup", h.previousCopy),
    ...backupLines("Previous Differential Backup", h.previousDifferential),
    ...backupLines("Current Full Backup", h.currentFull),
    ...backupLines("Current Shadow copy backup", h.currentSnapshot),
    ...(status === "shadowDiffers" ? ["WARNING: primary header and shadow header are not identical."] : []),
    ...(status === "primaryBad" ? ["WARNING: primary header has a checksum error."] : []),
    ...(status === "shadowBad" ? ["WARNING: shadow header has a checksum error."] : []),
    "",
  ];
  for (const text of lines) run.out(line(text));
  return { error: 0, seconds: 0.5 };
}

function backupLines(title: string, info: BackupInfo | TypedBackupInfo): readonly string[] {
  const { genLow, genHigh, mark, time } = info;
  const type = "type" in info && genHigh > 0 ? ` - ${info.type}` : "";
  return [
    `${title}:`,
    `        Log Gen: ${range(genLow, genHigh)}${type}`,
    `           Mark: ${printedPlace(mark)}`,
    `           Mark: ${printedTime(time)}`,
    "",
  ];
}

/** `/mk`: a real checkpoint file. */
export async function dumpCheckpoint(run: ToolRun, path: string): Promise<Ended> {
  await run.takes(0.3);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return noAccess(run, path, -1811);
  const { report } = readCheckpoint(readPart(path, 0, CHECKPOINT_SIZE));
  const { checkpoint, dbConsistency, lastFullBackupCheckpoint, fullBackup, incBackup, signLog } = report;
  for (const text of ["Initiating FILE DUMP mode...", `      Checkpoint file: ${path}`, ""])
    run.out(line(text));
  if (checkpoint === null || signLog === null) return { error: -501, seconds: 0.3 };
  const lines = [
    `      LastFullBackupCheckpoint: ${printedPlace(lastFullBackupCheckpoint ?? [0, 0, 0])}`,
    `      Checkpoint: ${printedPlace(checkpoint)}`,
    `      DbConsistency: ${printedPlace(dbConsistency ?? [0, 0, 0])}`,
    `      FullBackup: ${printedPlace(fullBackup?.mark ?? [0, 0, 0])}`,
    `      FullBackup time: ${printedTime(fullBackup?.time ?? null)}`,
    `      IncBackup: ${printedPlace(incBackup?.mark ?? [0, 0, 0])}`,
    `      IncBackup time: ${printedTime(incBackup?.time ?? null)}`,
    `      Signature: ${printedSignature(signLog)}`,
    "",
  ];
  for (const text of lines) run.out(line(text));
  return { error: 0, seconds: 0.3 };
}
