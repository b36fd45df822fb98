import { openLog } from "../../src/platform/log.ts";

/** For what is tested without its log. */
export const SILENT = openLog("silent");
