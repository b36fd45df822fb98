import type { RunRecord } from "../../model/backup/run.ts";
import type { Log } from "../../platform/log.ts";
import { createRunRecords } from "./run-records.ts";

/** The runs recorded in a state folder, as they are when it is called; files that cannot be used are logged once. */
export function createWatchedRuns(folder: string, log: Log): () => readonly RunRecord[] {
  const records = createRunRecords(folder);
  let told = new Set<string>();
  return () => {
    const { runs, troubles } = records.read();
    const now = new Set(troubles.map(({ where, message }) => `${where}: ${message}`));
    for (const trouble of now) if (!told.has(trouble)) log.warn({ trouble }, "a run's record is not used");
    told = now;
    return runs;
  };
}
