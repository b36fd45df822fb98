import { closeSync, openSync, readSync, realpathSync } from "node:fs";
import { joinPath, samePath } from "../../backup/plan/paths.ts";
import type { RunRecord } from "../../model/backup/run.ts";
import { fileAt } from "./file-at.ts";

const MOST_BYTES = 16 * 1024;
const MOST_LINES = 20;
const LONGEST = 200;
/** A file in this folder of the run, and nowhere else: a record may name anything. */
const TRANSCRIPT = /^transcripts[\\/][\w+-][\w.+-]{0,100}$/;

/** The run with the last lines of the transcripts of failed steps, where they can be read. */
export function withExcerpts(run: RunRecord): RunRecord {
  const steps = run.steps.map((step) => {
    if (step.outcome !== "failed" || step.transcript === null || !TRANSCRIPT.test(step.transcript))
      return step;
    const excerpt = lastLines(run.folder, step.transcript);
    return excerpt.length === 0 ? step : { ...step, excerpt };
  });
  return { ...run, steps };
}

/** None where the file is gone, or is no file of the run: links lead elsewhere. */
function lastLines(folder: string, name: string): readonly string[] {
  try {
    const path = joinPath(realpathSync(folder), name);
    if (!samePath(path, realpathSync(path))) return [];
    const stats = fileAt(path);
    if (stats === null) return [];
    const bytes = Buffer.alloc(Math.min(stats.size, MOST_BYTES));
    const handle = openSync(path, "r");
    try {
      readSync(handle, bytes, 0, bytes.length, stats.size - bytes.length);
    } finally {
      closeSync(handle);
    }
    // Programs of Windows print in the code page of the system: a byte a character shows all that is ASCII.
    const lines = bytes
      .toString("latin1")
      .split(/\r\n|\r|\n/)
      .map((line) => line.trimEnd())
      .filter((line) => line !== "");
    return lines.slice(-MOST_LINES).map((line) => line.slice(0, LONGEST));
  } catch {
    // A report of the run is worth more than an excerpt: the transcript is named all the same.
    return [];
  }
}
