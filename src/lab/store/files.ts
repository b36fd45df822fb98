import { closedLogName } from "../../../parsers/ese/index.ts";
import {
  type NewAttachment,
  type NewHeader,
  writeCheckpoint,
  writeLog,
} from "../../../parsers/ese/write/index.ts";
import type { Disk } from "../disk.ts";
import type { Copy, LabDatabase, LogFile } from "../world.ts";
import type { Change } from "./image.ts";
import { PAGE_SIZE, SECTORS } from "./sizes.ts";

const CURRENT = "E00.log";
/** Segments of the current log that are on the disk. */
const WRITTEN = 2;

/** A closed log with its bytes. */
export function logBytes(
  database: LabDatabase,
  log: LabDatabase["current"],
  checkpoint: number,
  changes: readonly Change[],
): LogFile {
  const { bytes, accumulated } = writeLog(fieldsOf(database, log, checkpoint));
  return { generation: log.generation, created: log.created, accumulated, bytes, changes };
}

function fieldsOf(database: LabDatabase, log: LabDatabase["current"], checkpoint: number) {
  const { generation, created, previous } = log;
  return {
    generation,
    created,
    previous: previous === null ? null : { created: previous.created, accumulated: previous.accumulated },
    signature: database.logSignature,
    sectors: SECTORS,
    pageSize: PAGE_SIZE,
    folder: `D:\\Logs\\${database.name}`,
    checkpoint: [checkpoint, 1, 0],
    attachments: attachmentsOf(database),
    content: database.signature.random,
  } as const;
}

function attachmentsOf({ name, dbtime, signature }: LabDatabase): readonly NewAttachment[] {
  const path = `D:\\Databases\\${name}\\${name}.edb`;
  return [{ path, dbtime, attach: [1, 1, 0], consistent: [1, 1, 0], signature }];
}

/** The header that a copy's file has: dirty, but where it is dismounted. */
export function headerOf(
  database: LabDatabase,
  copy: Pick<Copy, "active" | "replayed" | "checkpoint"> & { readonly status?: Copy["status"] },
  logs: readonly LogFile[],
): NewHeader {
  const { signature, logSignature, dbtime, current, lastFull } = database;
  const committed = copy.active ? current.generation : copy.replayed;
  const required = copy.active ? current.generation - 1 : copy.replayed;
  const createdOf = (generation: number): number =>
    generation === current.generation
      ? current.created
      : (logs.find((log) => log.generation === generation)?.created ?? 0);
  const place = { place: [copy.checkpoint, 1, 0], time: signature.created } as const;
  return {
    pageSize: PAGE_SIZE,
    signature,
    logSignature,
    dbtime,
    lastObject: 6,
    attached: place,
    consistent: place,
    range:
      copy.status === "Dismounted"
        ? null
        : {
            required: [Math.min(copy.checkpoint, required), required],
            committed,
            committedCreated: createdOf(committed),
          },
    ...(lastFull === null
      ? {}
      : {
          backups: {
            full: {
              mark: [lastFull.generation, 1, 0],
              time: lastFull.time,
              generations: [lastFull.generation, lastFull.generation],
            },
          },
        }),
  };
}

/** Writes what of a copy's files follows from its state: header, checkpoint, current log. */
export function putState(disk: Disk, copy: Copy): void {
  if (!disk.keeps) return;
  const { database, folder } = copy;
  copy.image.flush(headerOf(database, copy, [...copy.logs.values()]));
  if (copy.active && copy.status === "Mounted") disk.writeAt(`${folder}/${CURRENT}`, 0, currentLog(copy));
  putCheckpoint(disk, copy);
}

export function putLog(disk: Disk, copy: Copy, log: LogFile): void {
  copy.logs.set(log.generation, log);
  disk.write(`${copy.folder}/${closedLogName("E00", log.generation)}`, log.bytes);
}

/** Deletes all logs below a generation. Returns the range that was there, null when there was none. */
export function deleteLogs(
  disk: Disk,
  copy: Copy,
  below: number,
): readonly [first: number, last: number] | null {
  const gone = [...copy.logs.keys()].filter((generation) => generation < below).sort((a, b) => a - b);
  for (const generation of gone) {
    copy.logs.delete(generation);
    disk.remove(`${copy.folder}/${closedLogName("E00", generation)}`);
  }
  const [first, last] = [gone[0], gone.at(-1)];
  return first === undefined || last === undefined ? null : [first, last];
}

export function putCheckpoint(disk: Disk, copy: Copy): void {
  disk.writeAt(`${copy.folder}/E00.chk`, 0, checkpointFile(copy));
}

function checkpointFile({ database, checkpoint }: Copy): Uint8Array {
  const { lastFull } = database;
  return writeCheckpoint({
    checkpoint: [checkpoint, 1, 0],
    signature: database.logSignature,
    folder: `D:\\Logs\\${database.name}`,
    fullBackup: lastFull === null ? null : { mark: [lastFull.generation, 1, 0], time: lastFull.time },
    attachments: attachmentsOf(database),
  });
}

function currentLog({ database, checkpoint }: Copy): Uint8Array {
  return writeLog({ ...fieldsOf(database, database.current, checkpoint), written: WRITTEN }).bytes;
}

/** The files of a copy at one moment, by name: what a snapshot holds. */
export function snapshotOf(copy: Copy): Map<string, Uint8Array> {
  const { database, logs, image } = copy;
  image.flush(headerOf(database, copy, [...logs.values()]));
  const files = new Map([[`${database.name}.edb`, image.copy()]]);
  for (const { generation, bytes } of logs.values()) files.set(closedLogName("E00", generation), bytes);
  if (copy.active) files.set(CURRENT, currentLog(copy));
  files.set("E00.chk", checkpointFile(copy));
  return files;
}
