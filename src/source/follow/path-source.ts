import { stat } from "node:fs/promises";
import type { Position, Source, SourceBatch } from "../../model/source.ts";
import { systemClock } from "../clock.ts";
import { reasonOf } from "../reason.ts";
import { createFileSource } from "./file-source.ts";
import { createFolderSource } from "./folder-source.ts";
import { type FileOptions, POLL_MS } from "./options.ts";
import { emptyBatch, nothingRead } from "./reading.ts";

/**
 * A file or a folder: which of them shows when it is there. A share that is mounted after the watcher began is not taken
 * for a file.
 */
export function createPathSource(options: FileOptions): Source {
  const { path, follow } = options;
  const { sleep } = options.clock ?? systemClock;

  async function* batches(stored: Position, signal: AbortSignal): AsyncGenerator<SourceBatch, void> {
    while (!signal.aborted) {
      const found = await kindOf(path);
      if (typeof found === "string" || !follow) {
        const create = found === "folder" ? createFolderSource : createFileSource;
        // A place in a file is none in a folder that has its name now, nor the other way round.
        const position = isOfFile(stored) === (found === "folder") ? null : stored;
        return yield* create(options).batches(position, signal);
      }
      const summary = stored === null ? { summary: nothingRead(path) } : {};
      yield emptyBatch(path, stored, { trouble: `${path}: ${found.trouble}`, caughtUp: false, ...summary });
      await sleep(options.poll ?? POLL_MS, signal);
    }
  }

  return { name: path, signsOfLife: follow, batches };
}

async function kindOf(path: string): Promise<"file" | "folder" | { readonly trouble: string }> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch (error) {
    return { trouble: reasonOf(error) };
  }
}

/** Null where nothing is stored. */
function isOfFile(stored: Position): boolean | null {
  return typeof stored === "object" && stored !== null ? "kind" in stored : null;
}
