import type { Position, Source, SourceBatch } from "../../model/source.ts";
import { systemClock } from "../clock.ts";
import { expandPaths } from "../expand-paths.ts";
import { unreadInput } from "../read-input.ts";
import type { FilePosition } from "./content.ts";
import { createFolderPlaces } from "./folder-places.ts";
import { createFolderWatch } from "./folder-watch.ts";
import { type FileOptions, POLL_MS } from "./options.ts";
import { emptyBatch, nothingRead, withoutUsed } from "./reading.ts";
import { replayFile } from "./replay.ts";

/** Looking for files may take this part of the time: a folder of a hundred thousand is looked at less often. */
const SHARE = 10;
const LONGEST_MS = 600_000;

/** A folder into which exports are dropped, and in which event logs may grow. */
export function createFolderSource(options: FileOptions): Source {
  const { now, sleep } = options.clock ?? systemClock;

  async function* follow(stored: Position, signal: AbortSignal): AsyncGenerator<SourceBatch, void> {
    const places = createFolderPlaces(stored);
    const watch = createFolderWatch(options, places);
    let input = options.path;
    let listedIn = 0;
    let listedAt = Number.NEGATIVE_INFINITY;
    while (!signal.aborted) {
      // Apart by more, on whichever side: the clock may have been set, and must not stop the looking.
      if (Math.abs(now() - listedAt) >= Math.min(SHARE * listedIn, LONGEST_MS)) {
        listedAt = now();
        await watch.list();
        listedIn = now() - listedAt;
      }
      for await (const batch of watch.look(signal)) {
        input = batch.input;
        yield { ...batch, position: places.position() };
      }
      if (signal.aborted) return;
      const { trouble, caughtUp } = watch;
      const diagnostics = watch.diagnostics();
      const summary = input === options.path ? { summary: nothingRead(input) } : {};
      yield emptyBatch(input, places.position(), { trouble, caughtUp, diagnostics, ...summary });
      await sleep(options.poll ?? POLL_MS, signal);
    }
  }

  async function* replay(stored: Position, signal: AbortSignal): AsyncGenerator<SourceBatch, void> {
    const places = createFolderPlaces(stored);
    const { inputs, diagnostics } = await expandPaths([options.path]);
    for (const [index, path] of inputs.entries()) {
      if (signal.aborted) return;
      const placeOf = (mark: string) => places.get(path.path, mark);
      for await (const batch of replayFile(path, placeOf, options, signal)) {
        places.set(path.path, batch.position as FilePosition);
        const caughtUp = batch.caughtUp && index === inputs.length - 1;
        yield { ...batch, position: places.position(), caughtUp };
      }
    }
    const usual = { trouble: null, caughtUp: true };
    // What could not be read is an input of its own, as in an analysis.
    for (const found of diagnostics) {
      const summary = withoutUsed(unreadInput(found));
      yield emptyBatch(found.where, places.position(), { ...usual, summary });
    }
    yield emptyBatch(options.path, places.position(), usual);
  }

  return {
    name: options.path,
    signsOfLife: options.follow,
    batches: (position, signal) => (options.follow ? follow(position, signal) : replay(position, signal)),
  };
}
