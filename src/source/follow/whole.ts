import { Readable } from "node:stream";
import type { Position, SourceBatch } from "../../model/source.ts";
import { systemClock } from "../clock.ts";
import { createInputCoverage } from "../coverage.ts";
import type { InputPath } from "../expand-paths.ts";
import { type ReadOptions, readInput } from "../read-input.ts";
import type { FollowOptions } from "./options.ts";
import { withoutUsed } from "./reading.ts";
import { createRecordQueue } from "./record-queue.ts";

/**
 * Reads an input of any format from its first to its last byte, as `readInput` does. What is to be said of it comes with
 * the last records, so that a reading that was broken off leaves nothing half counted.
 *
 * @param positionOf the place to go on from when some, or all, was read
 */
export async function* readWhole(
  path: InputPath,
  input: string,
  positionOf: (done: boolean) => Position,
  options: FollowOptions & Partial<Pick<ReadOptions, "stdin" | "coverage">>,
  signal: AbortSignal,
): AsyncGenerator<SourceBatch, void> {
  const queue = createRecordQueue();
  const stop = new AbortController();
  const coverage = options.coverage ?? createInputCoverage((options.clock ?? systemClock).now);
  const use = (record: Parameters<typeof queue.push>[0]): boolean => {
    queue.push(record);
    return true;
  };
  const reading = readInput(path, use, {
    ...options,
    name: input,
    coverage,
    drained: queue.drained,
    stdin: options.stdin ?? Readable.from([]),
    signal: AbortSignal.any([signal, stop.signal]),
  }).finally(queue.close);
  // What it fails with is thrown below; until then nobody else listens.
  reading.catch(() => undefined);
  const usual = { input, restart: "rereads", trouble: null } as const;
  try {
    for await (const { records, last } of queue.batches()) {
      if (signal.aborted) return;
      if (!last) {
        const nothing = { logs: null, diagnostics: [], caughtUp: false };
        yield { ...usual, ...nothing, records, position: positionOf(false) };
        continue;
      }
      const summary = withoutUsed(await reading);
      const { diagnostics } = summary;
      const logs = coverage.readings();
      yield { ...usual, records, position: positionOf(true), logs, diagnostics, summary, caughtUp: true };
    }
  } finally {
    stop.abort();
    // A consumer that stops leaves no file open behind it.
    queue.abandon();
  }
}
