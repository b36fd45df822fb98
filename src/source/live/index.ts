export { createLiveSource } from "./live-source.ts";
export type { LiveClock, LiveOptions, Pace } from "./options.ts";
export { buildQuery, type EventQuery } from "./queries.ts";
export { READER_SCRIPT } from "./reader-script.ts";
