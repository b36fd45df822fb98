import type { BigIntStats } from "node:fs";

/**
 * What tells a file from another one of its name. Not the device: its number changes with the order in which disks are
 * found, and a mounted share may get a new one with each start.
 */
export type FileIdentity = readonly [inode: string, birth: string];

export function identityOf(stats: BigIntStats): FileIdentity {
  // Where a file system keeps no time of birth, Node gives that of the last change.
  const known = stats.birthtimeNs !== 0n && stats.birthtimeNs !== stats.ctimeNs;
  return [stats.ino.toString(36), known ? stats.birthtimeNs.toString(36) : ""];
}

export function isSameFile(a: FileIdentity, b: FileIdentity): boolean {
  return a[0] === b[0] && (a[1] === b[1] || a[1] === "" || b[1] === "");
}

/** Tells whether a file was written to. */
export function markOf(stats: BigIntStats): string {
  return `${stats.size.toString(36)}/${stats.mtimeNs.toString(36)}/${stats.ino.toString(36)}`;
}
