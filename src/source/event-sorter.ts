import { closeSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";

export interface SorterOptions<T> {
  readonly compare: (a: T, b: T) => number;
  /** How many items are held in memory before they are written out. Default: 8,000: events with their texts take some 4 KiB each. */
  readonly limit?: number;
  /** Makes the private folder for what does not fit into memory; called only when it is needed. */
  readonly folder: () => string;
}

export interface Sorter<T> {
  add(item: T): void;
  /** All items in order. To be read once, after the last `add`; its files are removed as it ends. */
  sorted(): Iterable<T>;
  /** How many runs were written to disk. */
  readonly spilled: number;
}

const LIMIT = 8_000;
/** Runs merged at once: each holds a file handle and a buffer. */
const FAN_IN = 64;
const WRITE_BYTES = 256 * 1024;
const READ_BYTES = 64 * 1024;

/**
 * Sorts any number of items in bounded memory: sorted runs go to files as NDJSON and are merged. Items have to
 * be plain data. Reading and writing is synchronous, so that the consumer can be a plain loop.
 */
export function createSorter<T>(options: SorterOptions<T>): Sorter<T> {
  const { compare } = options;
  const limit = options.limit ?? LIMIT;
  let held: T[] = [];
  let runs: string[] = [];
  let spilled = 0;

  const spill = (items: Iterable<T>): void => {
    const path = join(options.folder(), `run-${spilled}.ndjson`);
    spilled += 1;
    writeRun(path, items);
    runs.push(path);
  };

  return {
    get spilled() {
      return spilled;
    },
    add(item) {
      held.push(item);
      if (held.length < limit) return;
      spill(held.sort(compare));
      held = [];
      if (runs.length < FAN_IN) return;
      const merging = runs;
      runs = [];
      spill(merge(merging.map(readRun<T>), compare));
    },
    *sorted() {
      const last = held.sort(compare);
      held = [];
      yield* merge([...runs.map(readRun<T>), last], compare);
    },
  };
}

function writeRun(path: string, items: Iterable<unknown>): void {
  const file = openSync(path, "wx", 0o600);
  try {
    let pending = "";
    for (const item of items) {
      pending += `${JSON.stringify(item)}\n`;
      if (pending.length < WRITE_BYTES) continue;
      writeAll(file, pending);
      pending = "";
    }
    writeAll(file, pending);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** The items of a run, a piece of the file at a time. The file is removed at the end. */
function* readRun<T>(path: string): Generator<T> {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.allocUnsafe(READ_BYTES);
    const decoder = new StringDecoder("utf8");
    let open = "";
    for (let count = -1; count !== 0; ) {
      count = readSync(file, bytes, 0, bytes.length, null);
      const lines = (open + decoder.write(bytes.subarray(0, count))).split("\n");
      open = lines.pop() ?? "";
      for (const line of lines) yield JSON.parse(line) as T;
    }
  } finally {
    closeSync(file);
    unlinkSync(path);
  }
}

/** Merges sorted sequences with a binary heap of their heads. */
function* merge<T>(sources: readonly Iterable<T>[], compare: (a: T, b: T) => number): Generator<T> {
  const heap: Head<T>[] = [];
  const iterators = sources.map((source) => source[Symbol.iterator]());
  try {
    for (const iterator of iterators) {
      const next = iterator.next();
      if (next.done !== true) siftUp(heap, { item: next.value, iterator }, compare);
    }
    for (let top = heap[0]; top !== undefined; top = heap[0]) {
      yield top.item;
      const next = top.iterator.next();
      if (next.done !== true) siftDown(heap, { item: next.value, iterator: top.iterator }, compare);
      else dropTop(heap, compare);
    }
  } finally {
    for (const iterator of iterators) iterator.return?.();
  }
}

interface Head<T> {
  readonly item: T;
  readonly iterator: Iterator<T>;
}

function siftUp<T>(heap: Head<T>[], head: Head<T>, compare: (a: T, b: T) => number): void {
  let at = heap.length;
  for (let up = (at - 1) >> 1; at > 0; at = up, up = (at - 1) >> 1) {
    const parent = heap[up];
    if (parent === undefined || compare(parent.item, head.item) <= 0) break;
    heap[at] = parent;
  }
  heap[at] = head;
}

/** Puts a head in the place of the top one. */
function siftDown<T>(heap: Head<T>[], head: Head<T>, compare: (a: T, b: T) => number): void {
  let at = 0;
  for (;;) {
    const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
    if (left === undefined) break;
    const child = right !== undefined && compare(right.item, left.item) < 0 ? right : left;
    if (compare(head.item, child.item) <= 0) break;
    heap[at] = child;
    at = child === left ? 2 * at + 1 : 2 * at + 2;
  }
  heap[at] = head;
}

function dropTop<T>(heap: Head<T>[], compare: (a: T, b: T) => number): void {
  const last = heap.pop();
  if (last !== undefined && heap.length > 0) siftDown(heap, last, compare);
}
