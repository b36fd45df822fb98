import type { Position, Source, SourceBatch } from "../../model/source.ts";
import { systemClock } from "../clock.ts";
import type { FilePosition } from "./content.ts";
import { createFollowedFile } from "./followed-file.ts";
import { type FileOptions, POLL_MS } from "./options.ts";
import { replayFile } from "./replay.ts";

/** A file that cannot be read is tried again after ever longer pauses, up to so many polls. */
const LONGEST_PAUSE = 30;

/**
 * A file in any format, told by its content. An event log and JSON lines are followed while another process writes them;
 * other formats are read when they are whole, and again when they changed.
 */
export function createFileSource(options: FileOptions): Source {
  const path = { path: options.path, named: true, bytes: null };
  const { sleep } = options.clock ?? systemClock;

  async function* follow(position: Position, signal: AbortSignal): AsyncGenerator<SourceBatch, void> {
    const file = createFollowedFile(path, position as FilePosition | null, options, true);
    let failures = 0;
    while (!signal.aborted) {
      let batches = 0;
      for await (const batch of file.look(signal)) {
        yield batch;
        batches += 1;
      }
      if (signal.aborted) return;
      failures = file.trouble === null ? 0 : failures + 1;
      if (batches === 0 || file.trouble !== null) yield file.idle();
      await sleep(
        (options.poll ?? POLL_MS) * Math.min(2 ** Math.max(0, failures - 1), LONGEST_PAUSE),
        signal,
      );
    }
  }

  return {
    name: options.path,
    signsOfLife: options.follow,
    batches: (position, signal) =>
      options.follow
        ? follow(position, signal)
        : replayFile(path, () => position as FilePosition | null, options, signal),
  };
}
