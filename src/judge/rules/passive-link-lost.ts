import type { JobFacts } from "../../correlate/assess/index.ts";
import type { BackupEvent } from "../../model/event.ts";
import type { Signal } from "../../model/signal.ts";
import { groupsOf, hitOf } from "../groups.ts";
import { idsOf, listOf, serverName, withErrors } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** The server that backs up its passive copy lost the active one, which must be told of the backup until its end. */
export const passiveLinkLost: Rule = {
  meta: {
    code: "PASSIVE_LINK_LOST",
    severity: "failure",
    title: "Link between passive and active copy lost",
    when: "The replication service lost the active server (2153) during the backup of a passive copy, or ESE there ended the backup's session with an error (214, 215, 226). A warning where the job succeeded all the same or has not ended.",
    cause:
      "While a passive copy is backed up, its server keeps a connection to the server of the active copy open the whole time. A slow or broken network, a firewall that drops idle connections, or a failover ends it; the writer then fails with a retryable error although all looks healthy.",
    remedy: [
      "Check the network between the two servers at that time, and scanners that look into it.",
      "Keep TCP connections alive for less than the firewall's idle time (KeepAliveTime).",
      "If queries of the log range time out, set QueryLogRangeTimeoutInMsec to 120000 under v15\\Replay\\Parameters and restart the replication service.",
      "Or back up the active copy.",
    ],
    references: ["KB 4037535", "docs/events.md: 2153, 210 to 215, 226"],
  },
  check: (input) =>
    groupsOf(
      input,
      (event, facts) => tellsOfLoss(event, facts, input.context.settings.clockSkewSeconds * 1000),
      "database",
    ).map((group) => {
      const { facts, database, events } = group;
      const name = database?.name ?? events.find((e) => e.keys.database)?.keys.database ?? "the passive copy";
      const peers = listOf(events.flatMap((e) => (ofActive(e) ? serverName(e.server) : (e.keys.peer ?? []))));
      const between = peers === "" ? "" : ` (${peers})`;
      const outcome = database?.outcome ?? facts?.result.outcome;
      const survived = outcome === "succeeded" || outcome === "running" || outcome === "incomplete";
      const stray = facts === null ? " The job itself is not in these logs." : "";
      const end = outcome === "succeeded" ? " The job succeeded all the same." : "";
      return hitOf(group, {
        ...(survived ? { severity: "warning" } : {}),
        detail: `During the backup of ${name} the link to its active copy${between} broke${withErrors(events)}: ${idsOf(events)}.${stray}${end}`,
      });
    }),
};

function tellsOfLoss(event: BackupEvent, facts: JobFacts | null, skew: number): boolean {
  if (ofActive(event)) return event.exchange && (facts === null || !afterFailure(event, facts, skew));
  return event.signal === "link-lost" && facts !== null && ofPassive(event, facts);
}

function ofActive(event: BackupEvent): boolean {
  return event.signal === "surrogate-failed";
}

function ofPassive(event: BackupEvent, facts: JobFacts): boolean {
  const name = event.keys.database?.toLowerCase();
  return facts.result.databases.some(
    (d) => d.role === "passive" && (name === undefined || d.name.toLowerCase() === name),
  );
}

const FAILURES: readonly Signal[] = [
  "writer-aborted",
  "writer-prepare-failed",
  "writer-snapshot-prepare-failed",
  "writer-freeze-failed",
];

/**
 * The clean-up after a job that failed or was aborted shows as 215 on the active server: no trouble of its own. That
 * server's clock may be behind by `skew` ms; not so before the shutdown, which follows a lost link as well.
 */
function afterFailure(event: BackupEvent, facts: JobFacts, skew: number): boolean {
  const other = event.server === facts.job.server ? 0 : skew;
  return facts.job.events.some(({ part, event: end }) => {
    if (part !== "own" || end.time === null || event.time === null) return false;
    if (FAILURES.includes(end.signal)) return end.time <= event.time + other;
    return end.signal === "writer-shutdown" && end.time <= event.time;
  });
}
