import {
  CHECKPOINT_SIZE,
  type CheckpointReading,
  createFlushMapScan,
  createLogScan,
  type FlushMapReport,
  type LogReading,
  readCheckpoint,
} from "../../parsers/ese/index.ts";
import type { ToolOpinion } from "../model/verify.ts";
import type { Kernel } from "./kernel/index.ts";
import { type ReadEnvironment, type Reading, readFile } from "./read-file.ts";

export interface ScannedLog {
  readonly file: Reading;
  readonly reading: LogReading;
}

/** Reads header and segments of a log. */
export async function scanLog(
  path: string,
  kernel: Kernel,
  environment: ReadEnvironment,
): Promise<ScannedLog> {
  const scan = createLogScan();
  const file = await readFile(path, kernel.piece, environment, {
    begin: () => undefined,
    take(bytes) {
      scan.write(bytes);
      return true;
    },
  });
  return { file, reading: scan.end() };
}

export interface ScannedCheckpoint {
  readonly file: Reading;
  readonly reading: CheckpointReading;
  /** What eseutil says, where it was asked. */
  readonly eseutil?: ToolOpinion;
}

export async function scanCheckpoint(
  path: string,
  kernel: Kernel,
  environment: ReadEnvironment,
): Promise<ScannedCheckpoint> {
  let reading = readCheckpoint(new Uint8Array(0));
  const file = await readFile(path, kernel.piece.subarray(0, CHECKPOINT_SIZE), environment, {
    begin: () => undefined,
    take(bytes) {
      reading = readCheckpoint(bytes);
      return false;
    },
  });
  return { file, reading };
}

export interface ScannedFlushMap {
  readonly file: Reading;
  readonly report: FlushMapReport;
}

export async function scanFlushMap(
  path: string,
  kernel: Kernel,
  environment: ReadEnvironment,
): Promise<ScannedFlushMap> {
  const scan = createFlushMapScan();
  const file = await readFile(path, kernel.piece, environment, {
    begin: () => undefined,
    take(bytes) {
      scan.write(bytes);
      return true;
    },
  });
  return { file, report: scan.end() };
}
