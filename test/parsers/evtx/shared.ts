import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect } from "vitest";
import { evtx } from "../../../parsers/evtx/index.ts";
import type { ParseOptions } from "../../../parsers/format.ts";
import type { EventRecord } from "../../../parsers/record.ts";
import { type Collected, collect } from "../collect.ts";

/** Real logs of other people, beside the repository; tests of them say so when they are not there. */
export const DATA = "../shared/data/evtx";
export const WITHOUT_DATA = existsSync(DATA) ? "" : ` (skipped: ${DATA} is not there)`;

/** The 27 logs with known records, by name without extension. */
export function logNames(): string[] {
  if (WITHOUT_DATA !== "") return [];
  return readdirSync(DATA)
    .filter((name) => name.endsWith(".evtx"))
    .map((name) => name.slice(0, -".evtx".length));
}

/** Not a Buffer, whose `slice` would share its bytes. */
export function readLog(name: string): Uint8Array {
  return new Uint8Array(readFileSync(`${DATA}/${name}.evtx`));
}

/** Reads a whole log under the name "log". */
export function read(
  bytes: Uint8Array,
  options: Partial<ParseOptions> & { readonly piece?: number } = {},
): Collected {
  return collect(evtx, bytes, { name: "log", piece: bytes.length || 1, ...options });
}

export function withoutOrigin(record: EventRecord): EventRecord {
  return { ...record, origin: "" };
}

/**
 * As toEqual, for thousands of records at a time: equal lists are told by their JSON in a tenth of the time, and only
 * lists that differ are compared in detail.
 */
export function expectSame(actual: unknown, expected: unknown, what?: string): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a === b) return;
  expect(actual, what).toEqual(expected);
  expect(a, what).toBe(b);
}

/** A small random number generator with a seed (mulberry32), so that a failure can be repeated. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000) * below);
  };
}
