import type { JobFacts } from "../../correlate/assess/index.ts";
import { isPhaseFailure, reasonOf } from "../failures.ts";
import { groupsOf, hitOf } from "../groups.ts";
import { listOf, withErrors } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** 2038, or a completion that fails with -4: the requester itself says that a database was not backed up. */
export const componentNotBackedUp: Rule = {
  meta: {
    code: "COMPONENT_NOT_BACKED_UP",
    severity: "failure",
    title: "Backup product reported a database as not backed up",
    when: "The requester marked a component as failed (2038), or the completion failed with 0xFFFFFFFC (-4; 2034, 2048).",
    cause:
      "Exchange, the snapshot and the freeze were fine. The backup product told the writer at the end that it did not save the database: most often its target was full or went away, or its own check failed. The logs of that database are not deleted.",
    remedy: [
      "Check the free space of the backup target and the product's log at the time of the completion.",
      "Repair that and take a full backup of the database; until then its last good backup is the one before.",
      "If the product claims success, restart the replication service on the node and try again (community advice).",
    ],
    references: [
      "Microsoft Q&A 1302450, 1301851 (community): target out of space",
      "docs/events.md: 2038, 2034",
    ],
  },
  check: (input) =>
    groupsOf(
      input,
      (e) => e.signal === "writer-not-backed-up" || (isPhaseFailure(e) && reasonOf(e) === "not-backed-up"),
      "job",
    ).map((group) => {
      const failed = group.facts === null ? [] : failedDatabases(group.facts);
      const what = failed.length === 0 ? "a database" : listOf(failed);
      return hitOf(group, {
        detail: `The backup product reported ${what} as not backed up${withErrors(group.events)}. No logs are deleted for it.`,
      });
    }),
};

/** 2038 names a component by its GUID only; the databases that the completion did not name as good are meant. */
function failedDatabases({ result }: JobFacts): string[] {
  return result.databases.filter((d) => d.outcome === "failed").map((d) => d.name);
}
