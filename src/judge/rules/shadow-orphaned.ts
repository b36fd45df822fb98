import { groupsOf, hitOf } from "../groups.ts";
import type { Rule } from "../rule.ts";
import { volumeName, volumeOf } from "../volumes.ts";

/** volsnap 30: the remains of a job that did not clean up. */
export const shadowOrphaned: Rule = {
  meta: {
    code: "SHADOW_ORPHANED",
    severity: "warning",
    title: "Left-over shadow copy",
    when: "volsnap removed an unfinished shadow copy that an earlier job left behind (30); or a run of `thawline backup` could not remove its own (docs/runs.md).",
    cause:
      "A backup product crashed or was stopped while a shadow copy was being made. Left-over shadow copies take storage, slow down writes, and may crowd out those of the next job.",
    remedy: [
      "List what is there with `vssadmin list shadows`, and delete what no job needs any more by its id.",
      "Read the backup product's log of the last job before: it did not end properly.",
    ],
    references: ["docs/events.md: volsnap 30"],
  },
  check: (input) =>
    groupsOf(input, (e) => e.signal === "shadow-left-over", volumeOf).map((group) => {
      return hitOf(group, {
        detail: `An unfinished shadow copy of ${volumeName(group)} was found and removed.`,
      });
    }),
};
