/** Writes files of the Extensible Storage Engine: for samples, tests and the simulated server. */
export { writeCheckpoint } from "./checkpoint.ts";
export { FIRST_LEAF, leafPage, type NewLeaf, placeOf, putHeaders, writeDatabase } from "./database.ts";
export { damageLog, flipBit, misplacePage, tearPage } from "./faults.ts";
export type { NewHeader } from "./header.ts";
export { type Accumulated, type NewAttachment, type NewLog, writeLog } from "./log.ts";
export type { NewSignature } from "./put.ts";
