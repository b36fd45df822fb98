import { type Line, readEntries, volumeIn } from "./lines.ts";
import type { VssVolume } from "./types.ts";

/** A path and, below it, the name of the volume. One without letter and folder has its name in both. */
export function readVolumes(lines: readonly Line[]) {
  return readEntries(lines, ({ indent, value }) => indent === 0 && value !== null, volumeOf);
}

function volumeOf([head, ...rest]: readonly Line[]): VssVolume | null {
  const [named] = rest.flatMap((line) => volumeIn(line) ?? []);
  const path = head?.value ?? "";
  if (named === undefined || path === "") return null;
  return { path: /^[A-Za-z]:/.test(path) ? path : null, guid: named.guid };
}
