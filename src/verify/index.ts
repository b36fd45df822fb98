/** Checks of the files of a backup: what they are, whether they are whole, and what can be restored from them. */
export { askAboutCheckpoint, askAboutDatabase, askAboutLogs } from "./eseutil/ask.ts";
export { findTool } from "./eseutil/find.ts";
export type { Tool } from "./eseutil/run.ts";
export { groupFiles, type Stream } from "./group.ts";
export { judgeStream } from "./judge.ts";
export { lostDatabases } from "./lost-databases.ts";
export { type Recognised, recognise } from "./recognise.ts";
export type { Scanned } from "./scan.ts";
export { scanFiles } from "./scan-files.ts";
export { verdictOf } from "./verdict.ts";
