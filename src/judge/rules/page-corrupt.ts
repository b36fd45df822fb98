import { hitOf } from "../groups.ts";
import { describePages, pageGroups } from "../pages.ts";
import type { Rule } from "../rule.ts";

/** 398, 474, 475, 476 and their kin. */
export const pageCorrupt: Rule = {
  meta: {
    code: "PAGE_CORRUPT",
    severity: "failure",
    title: "Database page corrupt",
    when: "The engine read a page with a wrong checksum, a wrong number, no contents or a lost write (398, 474, 475, 476, 478, 516, 530). Engines of other products are told too, and named as such.",
    cause:
      "What the disk returned is not what was written: storage hardware, its firmware or a driver changed or lost it. A backup made now holds the damage, and a product that verifies pages will refuse to complete.",
    remedy: [
      "Do not let backups from before the damage expire, and keep all logs.",
      "Check the other copies of the database; move the active one to a healthy server and reseed this one.",
      "Without another copy: restore the last good backup and replay the logs.",
      "Have disks, controllers and firmware checked before the database is used there again.",
    ],
    references: [
      "microsoft/Extensible-Storage-Engine jetmsg.mc: 398, 474 to 478, 516, 530",
      "learn.microsoft.com: eseutil",
    ],
  },
  check: (input) =>
    pageGroups(input, "page-corrupt").map((group) =>
      hitOf(group, { detail: `A damaged page was read from ${describePages(group)}` }),
    ),
};
