import { rmSync } from "node:fs";
import { registered } from "../../backup/run/book.ts";
import type { RunRecord } from "../../model/backup/run.ts";
import { createRunRecords, runsFolder } from "./run-records.ts";

/**
 * Removes records from a state folder of runs that nothing was heard of since a time, in milliseconds since 1970. Those of runs
 * that have not ended, or that left something behind, stay: the next run cleans up by them.
 *
 * @returns how many
 */
export function pruneRuns(state: string, before: number): number {
  const { runs } = createRunRecords(state).read();
  const old = runs.filter(
    (run) => run.endedAt !== null && run.left.length === 0 && lastHeardOf(run) < before,
  );
  for (const { id } of old) rmSync(registered(runsFolder(state), id), { force: true });
  return old.length;
}

/** Milliseconds since 1970: a run ends, and is verified again later. */
export function lastHeardOf({ startedAt, endedAt, steps }: RunRecord): number {
  const times = [startedAt, endedAt, ...steps.flatMap(({ start, end }) => [start, end])];
  return Math.max(...times.map((time) => Date.parse(time ?? "")).filter((time) => !Number.isNaN(time)));
}
