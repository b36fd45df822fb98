/** Exchange's; logs are small here (a real one has 256 sectors), so that a day of them is soon written. */
export const PAGE_SIZE = 32_768;
export const SECTORS = 8;
export const LEAVES = 6;
/** Generations that a checkpoint stays behind; about a hundred on a real server. */
export const CHECKPOINT_DEPTH = 4;
