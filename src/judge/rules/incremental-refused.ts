import type { JobFacts } from "../../correlate/assess/index.ts";
import type { BackupEvent } from "../../model/event.ts";
import { isFailure, reasonOf } from "../failures.ts";
import { groupsOf, hitOf, nameOf } from "../groups.ts";
import { withErrors } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** 206 (-560), or -526 with circular logging. */
export const incrementalRefused: Rule = {
  meta: {
    code: "INCREMENTAL_REFUSED",
    severity: "failure",
    title: "Incremental or differential backup refused",
    when: "ESE misses a full backup to start from (206), or a failure of the writer or the engine has -560 or -526.",
    cause:
      "An incremental or differential needs a full backup of the same kind in the header of the database, and all logs since. There was none (-560), or circular logging deletes the logs before they are backed up (-526).",
    remedy: [
      "Take a full backup with the same product; the next incremental will do.",
      "With circular logging on: run full backups only, or turn it off if incrementals are wanted.",
      "Look whether another product's full backup came between.",
    ],
    references: [
      "microsoft/Extensible-Storage-Engine jetmsg.mc: 206",
      "learn.microsoft.com: backup-and-restore concepts (circular logging)",
    ],
  },
  check: (input) =>
    groupsOf(input, isRefused, "database").map((group) => {
      const name = nameOf(group);
      const circular = group.events.some((e) => e.keys.jetError === -526);
      const why = circular ? "circular logging is on" : "it has no full backup to start from";
      return hitOf(group, {
        detail: `The incremental or differential backup of ${name} was refused${withErrors(group.events)}: ${why}.`,
      });
    }),
};

function isRefused(event: BackupEvent, facts: JobFacts | null): boolean {
  if (facts === null && !event.exchange) return false;
  return event.signal === "incremental-refused" || (isFailure(event) && reasonOf(event) === "no-increment");
}
