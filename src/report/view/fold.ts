import type { TimelineItem } from "./report-view.ts";

/** Items left out of a timeline, at the place where they were. */
export interface FoldedItems {
  readonly kind: "folded";
  readonly count: number;
}

/**
 * A timeline short enough to be read: beyond `most` items only its two ends, its evidence, its errors
 * and warnings, its phases and holes stay; the others are counted where they stood. Should even these
 * be more than `most`, those in the middle are counted too.
 */
export function foldItems(
  items: readonly TimelineItem[],
  most: number,
): readonly (TimelineItem | FoldedItems)[] {
  if (items.length <= most) return items;
  const edge = Math.floor(most / 4);
  const telling = items.filter((item) => isTelling(item));
  const kept = new Set([...items.slice(0, edge), ...items.slice(-edge)]);
  for (const item of telling) if (kept.size < most) kept.add(item);
  const folded: (TimelineItem | FoldedItems)[] = [];
  for (const item of items) {
    const last = folded.at(-1);
    if (kept.has(item)) folded.push(item);
    else if (last?.kind === "folded") folded[folded.length - 1] = { kind: "folded", count: last.count + 1 };
    else folded.push({ kind: "folded", count: 1 });
  }
  return folded;
}

function isTelling(item: TimelineItem): boolean {
  return item.kind !== "event" || item.event.number !== null || item.tone !== "good";
}
