/** What robocopy prints and returns, in any language, and whether it proves that all was copied. */
export { createRobocopyReader, type RobocopyReader } from "./reader.ts";
export type * from "./types.ts";
export { exitBits, verifyCopy } from "./verified.ts";
