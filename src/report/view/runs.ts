import type { EventRun, EventView, RunColumn, TimelineItem, Tone, VaryingString } from "./report-view.ts";
import { placesOfStrings, stringsOf } from "./strings.ts";

/** So many seconds may lie between two events of a run where events of other kinds come between them. */
const NEAR = 10;

/** Where a string may be parted: the part that differs is never a piece of a word or number. */
const BOUNDARY = /[\s,;()\\/:'"=]/u;

/**
 * The events of a timeline as runs, each event in exactly one. A run is of one server, log, source, id, tone and
 * text but for the insertion strings. It may be woven into runs of other kinds, as where databases are frozen side by side, but a
 * row of another sort or an event of another tone ends it: what led to a fault stays before it.
 */
export function runsOf(items: readonly TimelineItem[]): readonly EventRun[] {
  const runs: Run[] = [];
  const open = new Map<string, Run>();
  let told: Tone | null = null;
  let index = -1;
  for (const item of items) {
    if (item.kind !== "event" || item.tone !== told) open.clear();
    if (item.kind !== "event") continue;
    const { event, tone, offset } = item;
    told = tone;
    index += 1;
    const key = likenessOf(event);
    const before = open.get(key);
    const goes = before !== undefined && (before.last === index - 1 || near(before.offset, offset));
    const run = goes ? before : { last: index, offset, events: [] };
    if (!goes) runs.push(run);
    open.set(key, run);
    run.events.push({ index, event });
    run.last = index;
    run.offset = offset;
  }
  return runs.map(({ events }) => ({
    events: events.map((one) => one.index),
    columns: columnsOf(events.map(({ event }) => event)),
  }));
}

interface Run {
  last: number;
  offset: number | null;
  readonly events: { readonly index: number; readonly event: EventView }[];
}

function near(before: number | null, offset: number | null): boolean {
  return before !== null && offset !== null && Math.abs(offset - before) <= NEAR;
}

/** Events that say the same but for their strings, put together in the order in which the first of each came. */
export function groupAlike(events: readonly EventView[]): readonly {
  readonly events: readonly EventView[];
  readonly columns: readonly RunColumn[];
}[] {
  const groups = new Map<string, EventView[]>();
  for (const event of events) {
    const key = likenessOf(event);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(event);
  }
  return [...groups.values()].map((group) => ({ events: group, columns: columnsOf(group) }));
}

/** What events have in common that say the same but for their strings. */
function likenessOf(event: EventView): string {
  const { server, channel, provider, eventId, text } = event;
  const strings = stringsOf(event);
  return JSON.stringify([server, channel, provider, eventId, strings.length, frameOf(text, strings)]);
}

/** A text without its strings: pieces, and between them the number of the string that stood there. */
function frameOf(text: string, strings: readonly string[]): readonly (string | number)[] {
  const spans = placesOfStrings(text, strings)
    .flatMap((at, index) => (at === null ? [] : [{ at, index, end: at + (strings[index]?.length ?? 0) }]))
    .sort((a, b) => a.at - b.at || a.index - b.index);
  const frame: (string | number)[] = [];
  let from = 0;
  for (const { at, index, end } of spans) {
    // A string that is part of another one is told by it.
    if (at < from) continue;
    frame.push(text.slice(from, at), index);
    from = end;
  }
  return [...frame, text.slice(from)];
}

/** The strings in which events differ; those that differ by the same parts everywhere stand together. */
function columnsOf(events: readonly EventView[]): readonly RunColumn[] {
  const strings = events.map(stringsOf);
  const columns = new Map<string, { readonly strings: VaryingString[]; readonly parts: readonly string[] }>();
  for (const index of (strings[0] ?? []).keys()) {
    const values = strings.map((list) => list[index] ?? "");
    if (values.every((value) => value === values[0])) continue;
    const { before, after, parts } = partOf(values);
    const key = JSON.stringify(parts);
    const column = columns.get(key) ?? { strings: [], parts };
    columns.set(key, column);
    column.strings.push({ number: index + 1, before, after });
  }
  return [...columns.values()];
}

/** Values that differ, parted into what all begin with, what differs, and what all end with. */
function partOf(values: readonly string[]): {
  readonly before: string;
  readonly after: string;
  readonly parts: readonly string[];
} {
  const first = values[0] ?? "";
  const shortest = Math.min(...values.map((value) => value.length));
  let head = 0;
  while (head < shortest && values.every((value) => value[head] === first[head])) head += 1;
  while (head > 0 && !BOUNDARY.test(first[head - 1] ?? "")) head -= 1;
  let tail = 0;
  while (tail < shortest - head && values.every((value) => value.at(-1 - tail) === first.at(-1 - tail)))
    tail += 1;
  while (tail > 0 && !BOUNDARY.test(first.at(-tail) ?? "")) tail -= 1;
  return {
    before: first.slice(0, head),
    after: first.slice(first.length - tail),
    parts: values.map((value) => value.slice(head, value.length - tail)),
  };
}
