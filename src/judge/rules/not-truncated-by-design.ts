import type { Context } from "../../correlate/assess/context.ts";
import { topologyOf } from "../../correlate/assess/context.ts";
import type { JobFacts } from "../../correlate/assess/index.ts";
import type { DatabaseResult } from "../../model/job.ts";
import { groupOf, hitOf, nameOf, strayGroups } from "../groups.ts";
import { eventsOf, listOf, serverName } from "../phrases.ts";
import type { Case, Hit, Rule } from "../rule.ts";

/** Logs stay, and that is right. */
export const notTruncatedByDesign: Rule = {
  meta: {
    code: "NOT_TRUNCATED_BY_DESIGN",
    severity: "info",
    title: "Logs stay by design: not a fault",
    when: "A copy or differential backup succeeded; ESE wrote 225 for a replicated database, or alone; a copy is lagged; or there was nothing to delete. Not for a database whose truncation is missing or blocked.",
    cause:
      "Logs are deleted after full and incremental backups only. For a replicated database the engine itself never deletes (225): the replication service does it later, when all copies have the logs. A lagged copy keeps them for its lag, and about 100 logs (up to 1000 on an idle database) are always kept behind the checkpoint.",
    remedy: [
      "Nothing has to be done.",
      "If logs should go: use full backups (in Windows Server Backup: custom volumes and VSS full backup).",
    ],
    references: [
      "timmcmic (Microsoft), no log files can be truncated",
      "EMC blog bottk (vendor), 2014: checkpoint depth",
      "microsoft/CSS-Exchange issue 2046",
      "MicrosoftDocs/OfficeDocs-Exchange manage-database-copies.md: lagged copies",
    ],
  },
  check: (input) => [...input.jobs.flatMap((facts) => ofJob(facts, input.context)), ...withoutJob(input)],
};

function ofJob(facts: JobFacts, context: Context): Hit[] {
  // Where the deletion is missing or blocked, that is told, and nothing there is as it should be.
  const good = facts.result.databases.filter(
    (d) => d.outcome === "succeeded" && d.truncation.state !== "missing" && d.truncation.state !== "failed",
  );
  const reasons = [...byType(good), ...by225(facts, good), ...lagged(good), ...nothing(good, context)];
  if (reasons.length === 0) return [];
  const evidence = eventsOf(facts, "writer-database-not-truncating", "logs-not-deleted", "writer-completed");
  return [hitOf(groupOf(facts, null, evidence), { detail: reasons.join(" ") })];
}

function byType(databases: readonly DatabaseResult[]): string[] {
  return (["copy", "differential"] as const).flatMap((type) => {
    const names = databases.filter((d) => d.type === type).map((d) => d.name);
    return names.length === 0 ? [] : [`A ${type} backup of ${listOf(names)} leaves the logs where they are.`];
  });
}

function by225(facts: JobFacts, databases: readonly DatabaseResult[]): string[] {
  const names = databases
    .filter((d) => d.role !== "standalone" && d.truncation.state !== "nothing-to-delete")
    .filter((d) => {
      const index = facts.result.databases.indexOf(d);
      return facts.databases[index]?.events.some((t) => t.event.signal === "logs-not-deleted") === true;
    });
  const replicated = names.filter((d) => d.role !== "unknown").map((d) => d.name);
  const unknown = names.filter((d) => d.role === "unknown").map((d) => d.name);
  return [
    ...(replicated.length === 0
      ? []
      : [
          `ESE 225 for ${listOf(replicated)} is normal for a replicated database: the replication service deletes its logs later.`,
        ]),
    ...(unknown.length === 0
      ? []
      : [
          `ESE 225 for ${listOf(unknown)} is normal if the database is replicated, and else says that there was nothing to delete.`,
        ]),
  ];
}

function lagged(databases: readonly DatabaseResult[]): string[] {
  return databases.flatMap((d) => {
    const servers = d.truncation.copies.filter((c) => c.lagged === true).map((c) => c.server);
    return servers.length === 0
      ? []
      : [
          `The copy of ${d.name} on ${listOf(servers.map(serverName))} is lagged and keeps its logs for the time of its lag.`,
        ];
  });
}

function nothing(databases: readonly DatabaseResult[], context: Context): string[] {
  const names = databases.filter((d) => d.truncation.state === "nothing-to-delete").map((d) => d.name);
  const circular = names.filter((name) => topologyOf(context, name)?.circularLogging === true);
  const others = names.filter((name) => !circular.includes(name));
  return [
    ...(circular.length === 0
      ? []
      : [
          `${listOf(circular)} has circular logging, which deletes logs all the time and not after a backup.`,
        ]),
    ...(others.length === 0
      ? []
      : [
          `There was nothing to delete for ${listOf(others)}: about 100 logs are kept behind the checkpoint.`,
        ]),
  ];
}

/** A 225 whose job is not in the log. */
function withoutJob(input: Case): Hit[] {
  return strayGroups(input.strays, (e) => e.signal === "logs-not-deleted" && e.exchange, "database").map(
    (group) => {
      const name = nameOf(group);
      return hitOf(group, {
        detail: `ESE 225 for ${name} alone is no fault: it is normal for a replicated database, and else says that there was nothing to delete. The backup that it belongs to is not in these logs.`,
      });
    },
  );
}
