import { type Context, covered, logEnd, logStart } from "../../correlate/assess/context.ts";
import { activeServer } from "../../correlate/assess/truncation.ts";
import { groupsOfDatabases, type JudgedDatabase } from "../databases.ts";
import { hitOf } from "../groups.ts";
import { duration, moment, serverName } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** The backup is good; whether its logs were deleted cannot be told from what was read. */
export const truncationUnproven: Rule = {
  meta: {
    code: "TRUNCATION_UNPROVEN",
    severity: "info",
    title: "Truncation not proven",
    when: "A backup that allows the deletion of logs succeeded, and the logs that were read end before the deadline, have a gap, lack the server of the active copy, or do not tell the type of the backup or whether the database is replicated.",
    cause:
      "The deletion of logs shows only on the server of the active copy, and often hours after the backup. What was read does not reach far enough to say that it happened, or that it did not.",
    remedy: [
      "Read the logs of all servers with a copy, and from the backup to a day after it.",
      "Give --topology FILE, so that it is known which servers have a copy and which one is active.",
    ],
    references: ["docs/events.md: 2046, 224, 225", "timmcmic (Microsoft), no log files can be truncated"],
  },
  check: ({ jobs, context }) =>
    groupsOfDatabases(
      jobs,
      (database) => database.outcome === "succeeded" && database.truncation.state === "unproven",
      "writer-database-truncating",
      "logs-not-deleted",
      "writer-completed",
    ).map((judged) =>
      hitOf(judged.group, {
        detail: `The backup of ${judged.draft.name} is good; whether its logs were deleted is not proven: ${why(judged, context)}.`,
      }),
    ),
};

function why(judged: JudgedDatabase, context: Context): string {
  const { facts, draft, database } = judged;
  const deadline = context.settings.truncationDeadlineSeconds;
  if (["unknown", "full-or-copy", "incremental-or-differential"].includes(database.type))
    return "the log does not tell the type of the backup";
  if (!facts.startSeen) return "the log does not hold the begin of the job";
  const server = activeServer(facts, draft, context);
  if (server === null)
    return "nothing tells which server has the active copy, whose log would show it (--topology)";
  const name = serverName(server);
  const end = logEnd(context, server);
  if (end === null) return `the log of ${name}, which has the active copy, was not read`;
  const { completed } = facts;
  if (completed === null) return "the time of its completion is not known";
  const start = logStart(context, server);
  const opened = facts.job.opened ?? completed;
  if (start !== null && start > opened) return `the log of ${name} begins only at ${moment(start)}`;
  const until = completed + deadline * 1000;
  if (end < completed) return `the log of ${name} ends at ${moment(end)}, before the completion`;
  if (end < until) {
    const left = duration((end - completed) / 1000);
    // Rounded, the two times may read the same.
    if (left === duration(deadline))
      return `the log of ${name} ends at ${moment(end)}, just before the ${left} that are allowed after the completion are over`;
    return `the log of ${name} ends at ${moment(end)}, ${left} after the completion, and ${duration(deadline)} are allowed`;
  }
  if (!covered(context, server, opened, until))
    return `records are missing in the log of ${name} during the job or after it`;
  const none = draft.events.some((t) => t.event.signal === "logs-not-deleted");
  return none && database.role === "unknown"
    ? "ESE 225 means one thing for a replicated database and another for one that stands alone, and nothing tells which this is (--topology)"
    : "another backup of it was completed too soon after";
}
