import { entriesOf, type Line, volumeIn } from "./lines.ts";
import type { VssVolume } from "./types.ts";

/** A path and, below it, the name of the volume. One without letter and folder has its name in both. */
export function readVolumes(lines: readonly Line[]) {
  const { entries, before } = entriesOf(lines, ({ indent, value }) => indent === 0 && value !== null);
  const read = entries.map((entry) => ({ entry, volume: volumeOf(entry) }));
  return {
    items: read.flatMap(({ volume }) => volume ?? []),
    unread: [...before, ...read.flatMap(({ entry, volume }) => (volume === null ? entry : []))],
  };
}

function volumeOf([head, ...rest]: readonly Line[]): VssVolume | null {
  const [named] = rest.flatMap((line) => volumeIn(line) ?? []);
  const path = head?.value ?? "";
  if (named === undefined || path === "") return null;
  return { path: /^[A-Za-z]:/.test(path) ? path : null, guid: named.guid };
}
