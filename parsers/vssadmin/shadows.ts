import { entriesOf, guidIn, type Line, quotedIn, volumeIn } from "./lines.ts";
import type { VssShadow } from "./types.ts";

const DEVICE = /\\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy\d+/i;

/** A set, when it was made, and its shadow copies: told apart by how far they stand in. */
export function readShadows(lines: readonly Line[]) {
  const sets = entriesOf(lines, (line) => line.indent === 0 && guidIn(line) !== null);
  const items: VssShadow[] = [];
  const unread: Line[] = [...sets.before];
  for (const [head, ...rest] of sets.entries) {
    const set = head === undefined ? null : guidIn(head);
    const { entries, before } = entriesOf(rest, (line) => guidIn(line) !== null);
    if (head === undefined || set === null || entries.length === 0) {
      unread.push(...(head === undefined ? [] : [head]), ...rest);
      continue;
    }
    const created = before[0]?.value ?? null;
    for (const entry of entries) items.push(shadowOf(entry, set, created));
  }
  return { items, unread };
}

function shadowOf([head, ...rest]: readonly Line[], set: string, created: string | null): VssShadow {
  return {
    id: (head === undefined ? null : guidIn(head)) ?? "",
    set,
    created,
    volume: rest.map(volumeIn).find((one) => one !== null) ?? null,
    device: rest.flatMap(({ text }) => DEVICE.exec(text)?.[0] ?? [])[0] ?? null,
    provider: rest.flatMap((line) => quotedIn(line) ?? [])[0] ?? null,
  };
}
