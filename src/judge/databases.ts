import type { DatabaseDraft } from "../correlate/assess/databases.ts";
import type { JobFacts } from "../correlate/assess/index.ts";
import type { DatabaseResult } from "../model/job.ts";
import type { Signal } from "../model/signal.ts";
import { type Group, groupOf } from "./groups.ts";

/** A database of a job with the events that stand for it. */
export interface JudgedDatabase {
  readonly facts: JobFacts;
  readonly database: DatabaseResult;
  readonly draft: DatabaseDraft;
  readonly group: Group;
}

/** The databases of all jobs that are wanted; as evidence their own events of some signals, and the writer's. */
export function groupsOfDatabases(
  jobs: readonly JobFacts[],
  wanted: (database: DatabaseResult, facts: JobFacts) => boolean,
  ...signals: readonly Signal[]
): JudgedDatabase[] {
  return jobs.flatMap((facts) => {
    const marked = facts.job.events.filter((t) => signals.includes(t.event.signal));
    return facts.databases.flatMap((draft, index) => {
      const database = facts.result.databases[index];
      if (database === undefined || !wanted(database, facts)) return [];
      const own = new Set(draft.events);
      const events = marked.filter((t) => own.has(t) || isWhole(t.event.signal)).map((t) => t.event);
      return [{ facts, database, draft, group: groupOf(facts, database, events) }];
    });
  });
}

/** The writer's events about the job as a whole are evidence for each of its databases. */
function isWhole(signal: Signal): boolean {
  return signal.startsWith("writer-") && !signal.startsWith("writer-database-");
}
