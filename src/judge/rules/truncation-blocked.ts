import type { JobFacts } from "../../correlate/assess/index.ts";
import type { BackupEvent } from "../../model/event.ts";
import { type Group, groupsOf, hitOf, nameOf } from "../groups.ts";
import { idsOf, listOf, serverName, withErrors } from "../phrases.ts";
import type { Case, Rule } from "../rule.ts";

/** 2136, 2137, 2138, 520, 485 on a log file: something says that the logs cannot go. */
export const truncationBlocked: Rule = {
  meta: {
    code: "TRUNCATION_BLOCKED",
    severity: "failure",
    title: "Truncation of logs blocked",
    when: "A copy could not take part in the truncation (2136, 2137, 2138), the engine refused it (520), or a log file could not be deleted (485).",
    cause:
      "Logs are deleted only when all copies agree on how far. A copy that cannot reach the active server, misses a log file or cannot delete one holds the logs back, on every copy. Suppression leaves one such event a period, so few of them may mean much.",
    remedy: [
      "Look at the copy that the finding names: its state (Get-MailboxDatabaseCopyStatus), its network to the active server, its log folder.",
      "For 485: find what holds the file open, a scanner most often, and exclude the log folders.",
      "Where a log is missing (-1811, 0xC8000713): back up the active copy in full, and reseed the copy if it stays (community advice).",
    ],
    references: [
      "docs/events.md: 2136, 2137, 2138, 485, 520",
      "Microsoft Q&A 1180637 (community)",
      "MicrosoftDocs/OfficeDocs-Exchange manage-database-copies.md",
    ],
  },
  check: (input) => {
    const owners = ownersOf(input);
    const deletions = deletionsOf(input);
    const wanted = (e: BackupEvent, facts: JobFacts | null) =>
      isTrouble(e) && (facts === null ? e.exchange : owners.get(e) === facts);
    return groupsOf(input, wanted, "database").map((group) => {
      const gone = deletedSince(group, deletions);
      // A failure all the same: a log that ends earlier must not be judged worse than the whole one.
      const after = gone ? " It has passed: logs of it were deleted later." : "";
      return hitOf(group, {
        detail: `${what(group)}${withErrors(group.events)} (${idsOf(group.events)}).${after}`,
      });
    });
  },
};

function isTrouble({ signal, keys }: BackupEvent): boolean {
  if (signal === "file-delete-failed") return /\.(log|jrs)$/i.test(keys.file ?? "");
  return signal === "truncation-blocked" || signal === "truncation-refused";
}

/** An event stands in all jobs that wait for their truncation; the last one completed before it tells of it. */
function ownersOf({ jobs }: Case): Map<BackupEvent, JobFacts> {
  const owners = new Map<BackupEvent, JobFacts>();
  for (const facts of jobs) {
    for (const { event } of facts.job.events) {
      if (!isTrouble(event)) continue;
      const owner = owners.get(event);
      if (owner === undefined || closer(facts, owner, event)) owners.set(event, facts);
    }
  }
  return owners;
}

function closer(facts: JobFacts, other: JobFacts, { time }: BackupEvent): boolean {
  const before = ({ completed }: JobFacts) =>
    completed === null || (time !== null && completed > time) ? -Infinity : completed;
  return before(facts) > before(other);
}

/** When logs of each database were deleted last. */
function deletionsOf({ jobs, strays }: Case): Map<string, number> {
  const last = new Map<string, number>();
  const events = [...jobs.flatMap((facts) => facts.job.events.map((t) => t.event)), ...strays];
  for (const { signal, keys, time, textBelongsTo } of events) {
    const name = keys.database?.toLowerCase();
    if (signal !== "logs-deleting" || name === undefined || time === null || textBelongsTo !== null) continue;
    last.set(name, Math.max(time, last.get(name) ?? time));
  }
  return last;
}

function deletedSince({ events, database }: Group, deletions: ReadonlyMap<string, number>): boolean {
  const name = (database?.name ?? events.find((e) => e.keys.database)?.keys.database)?.toLowerCase();
  const times = events.flatMap((e) => e.time ?? []);
  const deleted = name === undefined ? undefined : deletions.get(name);
  return deleted !== undefined && times.length > 0 && deleted > Math.max(...times);
}

function what(group: Group): string {
  const { events } = group;
  const name = nameOf(group);
  const files = events.flatMap((e) => (e.signal === "file-delete-failed" ? (e.keys.file ?? []) : []));
  const copies = events.flatMap((e) =>
    e.signal === "truncation-blocked" ? serverName(e.keys.copyServer ?? e.ref.server) : [],
  );
  if (files.length > 0) return `Log files of ${name} could not be deleted: ${listOf(files, 3)}`;
  if (copies.length > 0)
    return `The copy of ${name} on ${listOf(copies)} blocks the truncation on all copies`;
  return `The engine refused to truncate the logs of ${name}: not all of them were backed up`;
}
