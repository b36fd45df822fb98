import type { JobFacts } from "../../correlate/assess/index.ts";
import type { BackupEvent } from "../../model/event.ts";
import { groupOf, hitOf } from "../groups.ts";
import { duration, eventsOf, listOf } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** Completed within seconds of the snapshot: nobody can have copied a database in that time. */
export const truncatedWithoutCopy: Rule = {
  meta: {
    code: "TRUNCATED_WITHOUT_COPY",
    severity: "warning",
    title: "Logs truncated without a copy of the data",
    when: "A full backup succeeded and was completed less than 10 s after its snapshot; or a full run of `thawline backup` has no proof of its copy, and Exchange was told that it is good, or may have been (docs/runs.md).",
    cause:
      "The snapshot was completed before data could be copied: a script or tool that only wants the logs gone, a test, or a snapshot that itself is kept as the backup (hardware snapshots do so). In the first two cases the database is marked as backed up and there is no backup.",
    remedy: [
      "Find out which program ran at that time. If it keeps the snapshot itself, raise the threshold in the settings.",
      "Otherwise take a real full backup at once: until then the logs that were deleted cannot be replayed.",
    ],
    references: [
      "gbeifuss.github.io (community): truncating logs with Diskshadow",
      "microsoft/CSS-Exchange VSSTester",
    ],
  },
  check: ({ jobs, context }) =>
    jobs.flatMap((facts) => {
      const names = truncating(facts);
      const post =
        lastOf(eventsOf(facts, "writer-post-snapshot")) ?? lastOf(eventsOf(facts, "session-thawed"));
      const { completed } = facts;
      if (names.length === 0 || post?.time == null || completed === null) return [];
      const seconds = (completed - post.time) / 1000;
      if (seconds < 0 || seconds >= context.settings.withoutCopySeconds) return [];
      const done = eventsOf(facts, "writer-completed", "session-ended").filter(
        (e) => e.time !== null && e.time >= (post.time ?? 0),
      );
      return [
        hitOf(groupOf(facts, null, [post, ...done]), {
          detail: `The backup of ${listOf(names)} was completed ${duration(seconds)} after its snapshot: too soon for its data to be copied.`,
        }),
      ];
    }),
};

/** An incremental copies logs only, and those of a quiet hour are copied in seconds. */
function truncating({ result }: JobFacts): string[] {
  return result.databases.filter((d) => d.outcome === "succeeded" && d.type === "full").map((d) => d.name);
}

function lastOf(events: readonly BackupEvent[]): BackupEvent | undefined {
  return events[events.length - 1];
}
