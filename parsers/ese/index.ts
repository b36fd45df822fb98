/** Files of the Extensible Storage Engine: databases, logs, checkpoints, flush maps, and what a set of them is good for. */
export { checkChain } from "./chain.ts";
export { CHECKPOINT_SIZE, type CheckpointReading, readCheckpoint } from "./checkpoint.ts";
export { blocksOf, eccXor, legacyXor } from "./checksum.ts";
export { HEAD_SIZE, PAGE_SIZES, readDatabaseHeaders } from "./database.ts";
export {
  checkPiece,
  createDatabaseScan,
  type DatabaseScan,
  databaseReport,
  type PlaceInFile,
  type ReadableHead,
} from "./database-scan.ts";
export { createFlushMapScan, type FlushMapReport, type FlushMapScan } from "./flush-map.ts";
export { type EseFile, type EseFileType, identify } from "./identify.ts";
export { type JetError, jetError } from "./jet-errors.ts";
export { createLogScan, type LogScan } from "./log.ts";
export { closedLogName, type LogName, logName } from "./log-name.ts";
export type * from "./log-types.ts";
export { classifyPage } from "./page.ts";
export {
  checkPages,
  createTally,
  LIST_LIMIT,
  mergeTallies,
  noteDbtime,
  type PageKernel,
  type PageTally,
  tallyLastPage,
  tallyPage,
} from "./pages.ts";
export type * from "./set-types.ts";
export type * from "./types.ts";
export { judgeSet } from "./verdict.ts";
export { chainWords } from "./verdict-words.ts";
