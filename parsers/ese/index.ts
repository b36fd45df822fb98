/** Files of the Extensible Storage Engine: databases, logs, checkpoints, flush maps, and what a set of them is good for. */
export { blocksOf, eccXor, legacyXor } from "./checksum.ts";
export { HEAD_SIZE, PAGE_SIZES, readDatabaseHeaders } from "./database.ts";
export { createDatabaseScan, type DatabaseScan, databaseReport, type ReadableHead } from "./database-scan.ts";
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
export type * from "./types.ts";
