import type { LogReading } from "../../model/log-reading.ts";
import type { InputSummary } from "../../model/source.ts";
import type { Clock } from "../clock.ts";

export interface FollowOptions {
  /** Refused records are counted, but not handed on. Default: all are wanted. */
  readonly wants?: (provider: string, eventId: number) => boolean;
  /** IANA zone of local times without offset. */
  readonly timeZone?: string | undefined;
  /** Makes a private folder, for an input that has to be read twice and cannot be. */
  readonly folder: () => string;
  /** What the store has of an input, so that what is read now is added to it. Asked for inputs that `resume`. */
  readonly known: (input: string) => KnownInput | null;
  readonly clock?: Clock;
}

export interface FileOptions extends FollowOptions {
  /** A file, or for a folder all that is in it. */
  readonly path: string;
  /** False: what is there is read, and that is all. */
  readonly follow: boolean;
  /** Milliseconds between two looks at a file. Default: a second. */
  readonly poll?: number;
}

export interface KnownInput {
  readonly logs: readonly LogReading[];
  readonly summary: InputSummary | null;
}

export const POLL_MS = 1_000;
