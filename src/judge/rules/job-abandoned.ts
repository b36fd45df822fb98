import type { Context } from "../../correlate/assess/context.ts";
import type { JobFacts } from "../../correlate/assess/index.ts";
import { restarted } from "../../correlate/assess/outcome.ts";
import type { BackupEvent } from "../../model/event.ts";
import { groupOf, hitOf } from "../groups.ts";
import { storeOf, workerRestarts } from "../lost.ts";
import { backupOf, duration, eventsOf, moment } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** Something proves that nobody will end the job any more. */
export const jobAbandoned: Rule = {
  meta: {
    code: "JOB_ABANDONED",
    severity: "failure",
    title: "Backup never completed",
    when: "A later job found it an orphan (2118), the writer's service or the database's store worker restarted meanwhile, the requester shut down without completion (2037 or 9648 alone), or it is older than the limit (24 h) in a log that goes on.",
    cause:
      "The backup product prepared the job and never told the writer that it was complete: it crashed, was stopped, or lost its connection. Exchange counts such a job as no backup and deletes no logs; a database may stay marked as being backed up until the writer's service is restarted.",
    remedy: [
      "Read the backup product's log from the last event of the job on: it stopped there.",
      "End what is left of the job in the backup product before the next one starts.",
      "If later jobs are refused because a backup is in progress, restart the service that hosts the writer (the replication service since 2013, the Information Store before).",
      "Run a full backup and see that it ends with a completion event (2033, 9616).",
    ],
    references: [
      "learn.microsoft.com: exchange-writer-in-exchange-2013 (backup state is held in memory only)",
      "docs/events.md: 2118, 2037",
    ],
  },
  check: ({ jobs, context }) =>
    jobs.flatMap((facts) => {
      const names = facts.result.databases.filter((d) => d.outcome === "abandoned").map((d) => d.name);
      if (facts.result.outcome !== "abandoned" && names.length === 0) return [];
      const { why, evidence } = reason(facts, context);
      const group = groupOf(facts, null, evidence);
      return [hitOf(group, { detail: `The ${backupOf(facts, names)} was never completed: ${why}.` })];
    }),
};

interface Reason {
  readonly why: string;
  readonly evidence: readonly BackupEvent[];
}

function reason(facts: JobFacts, context: Context): Reason {
  const orphans = eventsOf(facts, "writer-orphan");
  if (orphans.length > 0)
    return { why: "a later job found it still holding the database and threw it away", evidence: orphans };
  const restart = writerRestart(facts) ?? restarted(facts.job);
  if (restart !== null) {
    const when = restart.time === null ? "" : ` at ${moment(restart.time)}`;
    const worker = restart.signal === "engine-started";
    return {
      why: worker
        ? `${stores(facts, restart)} restarted${when}, and with it the engine's knowledge of the backup is gone`
        : `the writer's service restarted${when} and what it knew of the job is gone`,
      evidence: [restart],
    };
  }
  const shutdown = eventsOf(facts, "writer-shutdown", "writer-shutdown-failed");
  if (shutdown.length > 0)
    return { why: "the requester released its session without reporting completion", evidence: shutdown };
  const own = facts.job.events.filter((t) => t.part === "own").map((t) => t.event);
  const limit = duration(context.settings.maxJobSeconds);
  return {
    why: `it is older than ${limit}, and the log holds no end of it`,
    evidence: own.slice(-1),
  };
}

/** A server that boots starts both; the writer's restart ends the whole job. */
function writerRestart(facts: JobFacts): BackupEvent | null {
  const writer = facts.job.events.filter(
    (t) =>
      t.part === "context" && (t.event.signal === "writer-started" || t.event.signal === "writer-stopped"),
  );
  return writer[0]?.event ?? null;
}

function stores(facts: JobFacts, restart: BackupEvent): string {
  const database = facts.result.databases.find((_, i) => workerRestarts(facts, i).includes(restart));
  return database === undefined ? "the store" : storeOf(database, restart);
}
