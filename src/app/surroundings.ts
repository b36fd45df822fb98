import type { Readable } from "node:stream";
import type { ProcessPort } from "../model/process.ts";
import type { Log } from "../platform/log.ts";

/** What a command gets from outside, so that it can be run without a terminal, a clock or a user's home. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly version: string;
  readonly stdin: Readable;
  /** A private folder for this run. */
  readonly folder: () => string;
  readonly log: Log;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
  /** Programs of others; those of this machine where it is left out. */
  readonly processes?: ProcessPort;
}

/** Told while inputs are read. */
export interface Progress {
  /** What lies ahead; `bytes` leaves out what has no size (a pipe). */
  start(files: number, bytes: number): void;
  input(path: string): void;
  bytes(count: number): void;
  found(): void;
}
