/** What eseutil and esentutl print, and whether it proves anything. */
export { createEseutilReader, type EseutilReader } from "./reader.ts";
export type * from "./types.ts";
export { type EseutilRun, type EseutilVerdict, verifyRun } from "./verified.ts";
