import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { setImmediate, setTimeout } from "node:timers/promises";
import { diagnostic } from "../../parsers/diagnostics.ts";
import type { Diagnostic } from "../model/raw-event.ts";
import type { ReadState } from "../model/verify.ts";
import { isLocked, reasonOf } from "./reason.ts";

/** What reading needs of its surroundings, in the main thread as in a worker. */
export interface ReadEnvironment {
  /** Bytes a second that may be read; null for as many as there are. */
  readonly limit: number | null;
  /** True once the run is to end. */
  readonly stopped: () => boolean;
  /** Told of bytes that were read. */
  readonly onBytes: (count: number) => void;
}

export interface Reading {
  readonly bytes: number;
  readonly seconds: number;
  readonly read: ReadState;
  readonly diagnostics: readonly Diagnostic[];
}

/** Takes a file as it is read. */
export interface FileTaker {
  /** The file's size, before anything of it is taken. */
  begin(size: number): void;
  /** Each filling of the piece, whole but for the last one. `false`: this is enough. */
  take(bytes: Uint8Array): boolean;
}

/** So long the thread may be busy before signals and the progress have their turn. */
const TURN_MS = 50;
const LONGEST_PAUSE_MS = 200;

/**
 * Reads a file from its beginning to its end into `piece`, as often as it takes; holds nothing else of it in memory,
 * whatever its size. Never throws: what went wrong is told.
 */
export async function readFile(
  path: string,
  piece: Uint8Array,
  environment: ReadEnvironment,
  taker: FileTaker,
): Promise<Reading> {
  const started = performance.now();
  const place = { size: 0, offset: 0 };
  const reading = (read: ReadState, said: Diagnostic | null): Reading => ({
    bytes: place.size,
    seconds: (performance.now() - started) / 1000,
    read,
    diagnostics: said === null ? [] : [said],
  });
  const here = (): string => (place.offset > 0 ? `${path}@0x${place.offset.toString(16)}` : path);
  let file: number | null = null;
  try {
    file = openSync(path, "r");
    const before = fstatSync(file, { bigint: true });
    place.size = Number(before.size);
    taker.begin(place.size);
    const end = await readPieces(file, place, piece, environment, taker);
    const after = fstatSync(file, { bigint: true });
    if (after.size !== before.size || after.mtimeNs !== before.mtimeNs) {
      const why = "was written to while it was read; verify a copy at rest, or a shadow copy";
      return reading("changed", diagnostic("verify-changed", path, why));
    }
    if (end === "interrupted") {
      const why = `read up to byte ${place.offset} of ${place.size}; of the rest nothing is known`;
      return reading(end, diagnostic("verify-interrupted", path, why));
    }
    if (end === "cut short") {
      const why = `no more can be read, though the system says ${place.size} bytes`;
      return reading(end, diagnostic("verify-unreadable", here(), why));
    }
    return reading("whole", null);
  } catch (error) {
    const code = isLocked(error) ? "verify-locked" : "verify-unreadable";
    return reading(place.offset > 0 ? "cut short" : "unreadable", diagnostic(code, here(), reasonOf(error)));
  } finally {
    if (file !== null) closeSync(file);
  }
}

async function readPieces(
  file: number,
  place: { readonly size: number; offset: number },
  piece: Uint8Array,
  { limit, stopped, onBytes }: ReadEnvironment,
  taker: FileTaker,
): Promise<"whole" | "interrupted" | "cut short"> {
  const began = performance.now();
  let turn = began;
  while (place.offset < place.size) {
    if (stopped()) return "interrupted";
    const wanted = Math.min(piece.length, place.size - place.offset);
    const got = fill(file, piece, wanted, place.offset);
    place.offset += got;
    onBytes(got);
    if (got > 0 && !taker.take(piece.subarray(0, got))) return "whole";
    if (got < wanted) return "cut short";
    if (limit !== null) await pause(began + (place.offset / limit) * 1000, stopped);
    if (performance.now() - turn > TURN_MS) {
      await setImmediate();
      turn = performance.now();
    }
  }
  return "whole";
}

/** A read may give less than was asked for, as over a network. */
function fill(file: number, piece: Uint8Array, wanted: number, offset: number): number {
  let got = 0;
  while (got < wanted) {
    const count = readSync(file, piece, got, wanted - got, offset + got);
    if (count === 0) break;
    got += count;
  }
  return got;
}

async function pause(until: number, stopped: () => boolean): Promise<void> {
  for (let left = until - performance.now(); left > 0 && !stopped(); left = until - performance.now()) {
    await setTimeout(Math.min(left, LONGEST_PAUSE_MS));
  }
}
