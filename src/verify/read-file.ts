import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { setImmediate, setTimeout } from "node:timers/promises";
import { diagnostic } from "../../parsers/diagnostics.ts";
import type { Diagnostic } from "../model/raw-event.ts";
import type { ReadState } from "../model/verify.ts";
import { createDeal, type Deal } from "./deal.ts";
import { isLocked, isOfSystem, reasonOf } from "./reason.ts";

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

/** A file that is open for reading. Another thread may read it by the same handle, and take pieces of the same deal. */
export interface OpenFile {
  readonly handle: number;
  readonly size: number;
  readonly deal: Deal;
}

/** Takes a file as it is read. */
export interface FileTaker {
  /** Before anything of the file is taken. */
  begin(file: OpenFile): void;
  /** Each filling of the piece, whole but for the last of the file, and where it begins. `false`: this is enough. */
  take(bytes: Uint8Array, offset: number): boolean;
  /** Waits for another thread that reads the file; the file stays open until then. Where pieces begin that it left. */
  join?(): Promise<readonly number[]>;
}

/** So long the thread may be busy before signals and the progress have their turn. */
const TURN_MS = 50;
const LONGEST_PAUSE_MS = 200;

/** `read` counts bytes, also those of another thread; `at` is where this thread is. */
interface Place {
  size: number;
  read: number;
  at: number;
}

type End = "whole" | "interrupted" | "cut short";

/**
 * Reads a file into `piece`, as often as it takes; holds nothing else of it in memory, whatever its size. Never throws
 * for what is wrong with the file: that is told.
 */
export async function readFile(
  path: string,
  piece: Uint8Array,
  environment: ReadEnvironment,
  taker: FileTaker,
): Promise<Reading> {
  const started = performance.now();
  const place: Place = { size: 0, read: 0, at: 0 };
  const reading = (read: ReadState, said: Diagnostic | null): Reading => ({
    bytes: place.size,
    seconds: (performance.now() - started) / 1000,
    read,
    diagnostics: said === null ? [] : [said],
  });
  const here = (): string => (place.at > 0 ? `${path}@0x${place.at.toString(16)}` : path);
  let file: number | null = null;
  try {
    file = openSync(path, "r");
    const before = fstatSync(file, { bigint: true });
    place.size = Number(before.size);
    const end = await readAll(file, place, piece, environment, taker);
    const after = fstatSync(file, { bigint: true });
    if (after.size !== before.size || after.mtimeNs !== before.mtimeNs) {
      const why = "was written to while it was read; verify a copy at rest, or a shadow copy";
      return reading("changed", diagnostic("verify-changed", path, why));
    }
    if (end === "interrupted") {
      const why = `read ${place.read} of ${place.size} bytes; of the rest nothing is known`;
      return reading(end, diagnostic("verify-interrupted", path, why));
    }
    if (end === "cut short") {
      const why = `no more can be read, though the system says ${place.size} bytes`;
      return reading(end, diagnostic("verify-unreadable", here(), why));
    }
    return reading("whole", null);
  } catch (error) {
    if (!isOfSystem(error)) throw error;
    const code = isLocked(error) ? "verify-locked" : "verify-unreadable";
    return reading(place.read > 0 ? "cut short" : "unreadable", diagnostic(code, here(), reasonOf(error)));
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** Reads as many pieces as this thread is dealt, then those that another thread has left. */
async function readAll(
  handle: number,
  place: Place,
  piece: Uint8Array,
  environment: ReadEnvironment,
  taker: FileTaker,
): Promise<End> {
  const deal = createDeal();
  const readPieces = createReader(handle, place, piece, environment, taker, deal);
  taker.begin({ handle, size: place.size, deal });
  let end: End | null = null;
  let left: readonly number[] = [];
  try {
    end = await readPieces(() => deal.next() * piece.length);
  } finally {
    if (end !== "whole") deal.end();
    left = (await taker.join?.()) ?? [];
    count(place, environment, deal.told());
  }
  if (end !== "whole" || left.length === 0) return end;
  const rest = left.values();
  return readPieces(() => rest.next().value ?? place.size);
}

function count(place: Place, { onBytes }: ReadEnvironment, bytes: number): void {
  place.read += bytes;
  if (bytes > 0) onBytes(bytes);
}

function createReader(
  handle: number,
  place: Place,
  piece: Uint8Array,
  environment: ReadEnvironment,
  taker: FileTaker,
  deal: Deal,
): (next: () => number) => Promise<End> {
  const { limit, stopped } = environment;
  const began = performance.now();
  let turn = began;
  return async (next) => {
    for (;;) {
      const offset = next();
      if (offset >= place.size) return "whole";
      if (stopped()) return "interrupted";
      place.at = offset;
      const wanted = Math.min(piece.length, place.size - offset);
      const got = fillPiece(handle, piece, wanted, offset);
      count(place, environment, got + deal.told());
      place.at += got;
      if (got > 0 && !taker.take(piece.subarray(0, got), offset)) {
        deal.end();
        return "whole";
      }
      if (got < wanted) return "cut short";
      if (limit !== null) await pause(began + (place.read / limit) * 1000, stopped);
      if (performance.now() - turn > TURN_MS) {
        await setImmediate();
        turn = performance.now();
      }
    }
  };
}

/** A read may give less than was asked for, as over a network. */
export function fillPiece(file: number, piece: Uint8Array, wanted: number, offset: number): number {
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
