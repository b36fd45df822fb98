import type { Kernel } from "./kernel/index.ts";
import type { ReadEnvironment } from "./read-file.ts";
import type { Recognised } from "./recognise.ts";
import type { Extent, ScannedDatabase } from "./scan-database.ts";
import { scanDatabase } from "./scan-database.ts";
import {
  type ScannedCheckpoint,
  type ScannedFlushMap,
  type ScannedLog,
  scanCheckpoint,
  scanFlushMap,
  scanLog,
} from "./scan-others.ts";
import type { SecondReader } from "./second-reader.ts";

/** A file with all that was found in it. Plain data: it may come from a worker. */
export type Scanned =
  | ({ readonly kind: "database"; readonly of: Recognised } & ScannedDatabase)
  | ({ readonly kind: "log"; readonly of: Recognised } & ScannedLog)
  | ({ readonly kind: "checkpoint"; readonly of: Recognised } & ScannedCheckpoint)
  | ({ readonly kind: "flush-map"; readonly of: Recognised } & ScannedFlushMap);

export interface ScanOptions extends ReadEnvironment {
  /** Files that are read at the same time. */
  readonly jobs: number;
  /** How much of databases is read. */
  readonly extent: Extent;
  /** Told of each file when its turn comes. */
  readonly onFile: (path: string) => void;
}

/** Checks one file, by its kind. */
export async function scan(
  of: Recognised,
  extent: Extent,
  kernel: Kernel,
  environment: ReadEnvironment,
  second: SecondReader | null = null,
): Promise<Scanned> {
  switch (of.kind) {
    case "database":
      return { kind: of.kind, of, ...(await scanDatabase(of.path, kernel, environment, extent, second)) };
    case "log":
      return { kind: of.kind, of, ...(await scanLog(of.path, kernel, environment)) };
    case "checkpoint":
      return { kind: of.kind, of, ...(await scanCheckpoint(of.path, kernel, environment)) };
    case "flush-map":
      return { kind: of.kind, of, ...(await scanFlushMap(of.path, kernel, environment)) };
  }
}
