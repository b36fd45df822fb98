import { type Context, hasGap } from "../../correlate/assess/context.ts";
import type { JobFacts } from "../../correlate/assess/index.ts";
import type { BackupEvent } from "../../model/event.ts";
import type { Signal } from "../../model/signal.ts";
import { groupOf, hitOf } from "../groups.ts";
import { storeOf, workerRestarts } from "../lost.ts";
import { backupOf, idsOf, moment, ownEventsOf } from "../phrases.ts";
import type { Hit, Rule } from "../rule.ts";

const RESTARTS: readonly Signal[] = ["writer-started", "writer-stopped", "engine-started"];

/** The service that holds the job in its memory starts anew, and no event says that the job is lost. */
export const serviceRestarted: Rule = {
  meta: {
    code: "SERVICE_RESTARTED",
    severity: "failure",
    title: "Service restarted during the backup",
    when: "The writer's service stopped or started (2018, 2019, 9600, 9602) while a job ran that never ended; or the engine of a database started in another process (ESE 100) between the begin and the end of its shadow copy session, even if the writer completed the job. A warning where records are missing from that time.",
    cause:
      "The writer keeps the state of running backups in memory only. A restart, a failover or a reboot loses it: the job cannot complete, no event says so, and no logs are deleted.",
    remedy: [
      "Find out why the service restarted: an update, a crash, a failover, an administrator (System log, same minute).",
      "If the server is virtual and its snapshot stuns it, raise the cluster's thresholds or back up a passive node (community advice).",
      "Run the backup again.",
    ],
    references: ["learn.microsoft.com: exchange-writer-in-exchange-2013", "docs/events.md: 2018, 2019, 9600"],
  },
  check: ({ jobs, context }) =>
    jobs.flatMap((facts) => {
      const writer = ofWriter(facts, context);
      return writer === null ? ofWorkers(facts, context) : [writer];
    }),
};

/** A restart of the writer ends the whole job. */
function ofWriter(facts: JobFacts, context: Context): Hit | null {
  const { outcome } = facts.result;
  const ended = outcome !== "abandoned" && outcome !== "incomplete";
  const restarts = facts.job.events.filter((t) => t.part === "context").map((t) => t.event);
  const events = restarts.filter((e) => RESTARTS.includes(e.signal));
  const first = events.find((e) => e.signal !== "engine-started");
  if (ended || first === undefined) return null;
  const { severity, gap } = doubtOf(facts, first, context);
  return hitOf(groupOf(facts, null, events), {
    ...severity,
    detail: `While the ${backupOf(facts)} ran, the writer's service restarted${at(first)} (${idsOf(events)}); the job never ended.${gap}`,
  });
}

/** A restart of a store worker takes the backup of its database only, and the writer knows nothing of it. */
function ofWorkers(facts: JobFacts, context: Context): Hit[] {
  return facts.result.databases.flatMap((database, index) => {
    const events = workerRestarts(facts, index);
    const [first] = events;
    if (first === undefined || database.outcome === "failed" || database.outcome === "aborted") return [];
    const { severity, gap } = doubtOf(facts, first, context);
    const green =
      ownEventsOf(facts, "writer-completed").length > 0
        ? " The writer completed the job all the same, so the backup product may show success."
        : "";
    const hit = hitOf(groupOf(facts, database, events), {
      ...severity,
      title: "Store worker restarted during the backup",
      detail: `While the backup of ${database.name} ran, ${storeOf(database, first)} restarted${at(first)} (${idsOf(events)}); the engine keeps no trace of that backup, so it equals no backup.${green}${gap}`,
      cause:
        "The engine keeps the state of a running backup in the memory of the store's process. When that process ends, the database is not marked as backed up and none of its logs may go; other databases of the job, and the writer's own service, are not touched.",
    });
    return [hit];
  });
}

function doubtOf(facts: JobFacts, { time }: BackupEvent, context: Context) {
  const { opened, server } = facts.job;
  const doubt = opened !== null && time !== null && hasGap(context, server, opened, time);
  return {
    severity: doubt ? ({ severity: "warning" } as const) : {},
    gap: doubt ? " Records are missing from the time of the job, so its end may be lost with them." : "",
  };
}

function at({ time }: BackupEvent): string {
  return time === null ? "" : ` at ${moment(time)}`;
}
