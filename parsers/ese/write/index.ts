/** Writes files of the Extensible Storage Engine: for samples, tests and the simulated server. */
export { type NewCheckpoint, writeCheckpoint } from "./checkpoint.ts";
export {
  FIRST_LEAF,
  leafPage,
  type NewDatabase,
  type NewLeaf,
  placeOf,
  putHeaders,
  writeDatabase,
} from "./database.ts";
export { damageLog, flipBit, misplacePage, tearPage } from "./faults.ts";
export type { NewHeader, NewRange } from "./header.ts";
export { type Accumulated, type NewAttachment, type NewLog, writeLog } from "./log.ts";
export type { NewBackup, NewSignature } from "./put.ts";
export type { PageScheme } from "./sums.ts";
