import type { JobFacts } from "../correlate/assess/index.ts";
import { storeRestarts } from "../correlate/assess/lost.ts";
import type { BackupEvent } from "../model/event.ts";
import type { DatabaseResult } from "../model/job.ts";
import { type Group, jobGroups } from "./groups.ts";
import { eventsOf } from "./phrases.ts";

/** The restarts of the store that lost a database's backup. `index`: of the database in the job. */
export function workerRestarts(facts: JobFacts, index: number): BackupEvent[] {
  return storeRestarts(facts.job, facts.databases[index]?.session ?? null);
}

/** Dismounts between the snapshot of a job and its completion, one group for each database that was not passive. */
export function dismountsOf(facts: JobFacts): Group[] {
  const after = snapshotTime(facts);
  if (after === null) return [];
  return jobGroups(facts, (event) => isDismount(event, after), "database").filter(
    ({ database }) => database !== null && database.role !== "passive",
  );
}

/** Whether the engine forgot the backup of a database, so that the writer's completion means nothing for it. */
export function isLost(facts: JobFacts, database: DatabaseResult): boolean {
  const index = facts.result.databases.indexOf(database);
  return workerRestarts(facts, index).length > 0 || dismountsOf(facts).some((g) => g.database === database);
}

/** Whether an event says that a database was detached, or its instance ended, after a time. */
function isDismount({ signal, time }: BackupEvent, after: number): boolean {
  return (signal === "database-detached" || signal === "instance-stopped") && time !== null && time >= after;
}

/** When the snapshot of a job was taken, in ms; null where the log does not tell. */
function snapshotTime(facts: JobFacts): number | null {
  const { freeze } = facts.result;
  if (freeze !== null && freeze.end !== null) return Date.parse(freeze.end);
  return eventsOf(facts, "writer-post-snapshot")[0]?.time ?? null;
}

/** A store worker, or the store of all databases before 2013, in a sentence. */
export function storeOf({ name }: DatabaseResult, restart: BackupEvent): string {
  return /^information store - /i.test(restart.keys.process ?? "")
    ? `the store worker of ${name}`
    : "the Information Store";
}
