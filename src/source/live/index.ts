export { createLiveSource } from "./live-source.ts";
export type { LiveOptions } from "./options.ts";
export { READER_SCRIPT } from "./reader-script.ts";
