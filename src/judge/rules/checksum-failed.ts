import { groupsOf, hitOf } from "../groups.ts";
import { eventsOf, idsOf, withErrors } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** The requester checked what it had copied and found it wrong. */
export const checksumFailed: Rule = {
  meta: {
    code: "CHECKSUM_FAILED",
    severity: "failure",
    title: "Consistency check of the backup failed",
    when: "Windows Server Backup logged that its check of an Exchange component failed (564, 565). A warning where no corrupt page (474 and its kin) supports it, as these events are not publicly documented. Also where Thawline's own check of the copied files, or eseutil, found damage; a warning where they could not be checked as a whole.",
    cause:
      "The backup product reads all pages and logs from the snapshot and verifies them. A failed check means damaged pages or a broken chain of logs, in the database itself or in the copy that was made.",
    remedy: [
      "Treat it as damage until proven otherwise: keep the logs and the last good backup.",
      "Check the other copies of the database, and fail over to a healthy one.",
      "Verify the files with eseutil /k.",
      "Reseed or restore the damaged copy, and have the storage checked.",
    ],
    references: ["learn.microsoft.com: eseutil", "nucleustechnologies.com (vendor): event 565"],
  },
  check: (input) =>
    groupsOf(input, (e) => e.signal === "requester-check-failed", "job").map((group) => {
      const { facts, events } = group;
      const damage = facts === null ? [] : eventsOf(facts, "page-corrupt", "log-damaged");
      const more =
        damage.length > 0
          ? ` Damage was logged during the job: ${idsOf(damage)}.`
          : " Nothing else in the logs supports it, so it is a warning only.";
      return hitOf(group, {
        ...(damage.length > 0 ? {} : { severity: "warning" }),
        detail: `Windows Server Backup reports that its consistency check failed${withErrors(events)} (${idsOf(events)}).${more}`,
        evidence: [...events, ...damage],
      });
    }),
};
