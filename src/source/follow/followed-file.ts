import type { BigIntStats } from "node:fs";
import { stat } from "node:fs/promises";
import type { SourceBatch } from "../../model/source.ts";
import type { InputPath } from "../expand-paths.ts";
import { reasonOf } from "../reason.ts";
import { type Content, type FilePosition, inputName } from "./content.ts";
import { identityOf, isSameFile, markOf } from "./identity.ts";
import type { FollowOptions } from "./options.ts";
import { emptyBatch, nothingRead } from "./reading.ts";
import { openContent, recognise } from "./recognise.ts";

/** A file that is looked at again and again. */
export interface FollowedFile {
  /** Looks once: yields what is new. `position` of its batches is that of this file. Never throws for the file. */
  look(signal: AbortSignal): AsyncGenerator<SourceBatch, void>;
  /** Null: nothing is known of it. */
  position(): FilePosition | null;
  /** What was seen of it when nothing more was to be read; null: it is not at its end, or cannot be read. */
  readonly restsAt: string | null;
  /** Why it cannot be read, with its name. */
  readonly trouble: string | null;
  /** A sign of life. */
  idle(): SourceBatch;
}

/** @param always look into the file even if the file system says that it did not change, which it may say too late */
export function createFollowedFile(
  path: InputPath,
  stored: FilePosition | null,
  options: FollowOptions,
  always: boolean,
): FollowedFile {
  let position = stored;
  let content: Content | null = null;
  let seen: string | null = null;
  let restsAt: string | null = null;
  let trouble: string | null = null;

  /** Another content under the name. */
  const replace = (stats: BigIntStats): void => {
    content = null;
    seen = null;
    position = { kind: "unread", number: (position?.number ?? 0) + 1, file: identityOf(stats) };
  };

  /** The place is that of what was handed on, not of what is in hand. */
  const told = (batch: SourceBatch): SourceBatch => {
    position = batch.position as FilePosition;
    return batch;
  };

  async function* lookInto(stats: BigIntStats, signal: AbortSignal): AsyncGenerator<SourceBatch, void> {
    const mark = markOf(stats);
    if (position === null || !isSameFile(position.file, identityOf(stats))) replace(stats);
    if (restsAt === mark && !always) return;
    const isStable = seen === mark;
    seen = mark;
    restsAt = null;
    if (position?.kind === "unread") {
      position = (await recognise(path.path, stats, position, isStable)) ?? position;
    }
    content ??= position === null ? null : openContent(path, position, options);
    if (content === null) restsAt = isStable ? mark : null;
    else if ((yield* readOn(content, stats, signal)) === "done") restsAt = mark;
  }

  async function* readOn(from: Content, stats: BigIntStats, signal: AbortSignal) {
    const reading = from.read(stats, signal);
    try {
      for (;;) {
        const next = await reading.next();
        if (next.done === true) {
          if (next.value === "replaced") replace(stats);
          return next.value;
        }
        yield told(next.value);
      }
    } finally {
      await reading.return("waits");
    }
  }

  return {
    position: () => position,
    get restsAt() {
      return restsAt;
    },
    get trouble() {
      return trouble;
    },
    idle() {
      if (content !== null) return told({ ...content.idle(), trouble });
      const input = inputName(path.path, position?.number ?? 1);
      const isNew = position === null || position.kind === "unread";
      const what = { trouble, caughtUp: restsAt !== null };
      return emptyBatch(input, position, isNew ? { ...what, summary: nothingRead(input) } : what);
    },
    async *look(signal) {
      try {
        const stats = await stat(path.path, { bigint: true });
        trouble = null;
        yield* lookInto(stats, signal);
      } catch (error) {
        if (!isOfSystem(error)) throw error;
        restsAt = null;
        trouble = `${path.path}: ${reasonOf(error)}`;
      }
    },
  };
}

/** What the file system says of a file, as against a fault of this program. */
function isOfSystem(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}
