import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { REMOVING, runFile } from "../../backup/run/files.ts";
import { readRecord } from "../../backup/run/read-run.ts";
import type { OtherRun } from "../../model/backup/restore.ts";
import type { RunRecord } from "../../model/backup/run.ts";
import { sameName, sameServer } from "../../model/names.ts";
import { createRunRecords } from "./run-records.ts";

/**
 * The other good runs of the same server and unit: those that lie beside a run, and those that the state folder knows. Only
 * such whose folder is there, and says itself that its files are proven. Never throws.
 *
 * @param folder that of the run, where it is now
 */
export function goodRuns(record: RunRecord, folder: string, state: string): readonly OtherRun[] {
  const beside = namesIn(dirname(folder)).map((name) => join(dirname(folder), name));
  const known = createRunRecords(state)
    .read()
    .runs.map((run) => run.folder);
  const found = new Map<string, OtherRun>();
  for (const place of [...beside, ...known]) {
    const read = readRecord(runFile(place, "record"));
    if (!("content" in read)) continue;
    const { id, outcome, unit, server, startedAt } = read.content;
    const same = sameName(unit, record.unit) && sameServer(server, record.server);
    if (!same || id === record.id || outcome !== "proven" || found.has(id)) continue;
    if (place.endsWith(REMOVING) || isWithoutFiles(join(place, "files"))) continue;
    found.set(id, { run: id, takenAt: startedAt, folder: place });
  }
  return [...found.values()];
}

/** Whether no file lies in a folder or below it; one that cannot be looked into counts as holding some. */
export function isWithoutFiles(folder: string): boolean {
  try {
    return !readdirSync(folder, { withFileTypes: true, recursive: true }).some(
      (entry) => !entry.isDirectory(),
    );
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT";
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // The folder above may be closed to this account, which does not stand in the way of a restore.
    return [];
  }
}
