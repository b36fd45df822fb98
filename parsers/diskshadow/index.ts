/** What Diskshadow prints, in any language: which lines of a script are done, and what they made. */
export { createDiskshadowReader, type DiskshadowDesk, type DiskshadowReader } from "./reader.ts";
export { scriptStates } from "./states.ts";
export type * from "./types.ts";
