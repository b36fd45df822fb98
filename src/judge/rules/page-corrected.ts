import { hitOf } from "../groups.ts";
import { describePages, pageGroups } from "../pages.ts";
import type { Rule } from "../rule.ts";

/** 399: one bit was wrong and was put right. */
export const pageCorrected: Rule = {
  meta: {
    code: "PAGE_CORRECTED",
    severity: "warning",
    title: "Database page corrected",
    when: "The engine found a single wrong bit in a page and put it right (399), or the check of the copied files found one that can be put right.",
    cause:
      "The data are whole, as the checksum allows to correct one bit. But bits do not turn by themselves: memory, disk or controller begin to fail, and the next error may be beyond correction.",
    remedy: [
      "Have memory, disks and controllers checked.",
      "Verify the database and its copies (eseutil /k).",
      "See that there is a recent good backup.",
    ],
    references: ["microsoft/Extensible-Storage-Engine jetmsg.mc: 399"],
  },
  check: (input) =>
    pageGroups(input, "page-corrected").map((group) =>
      hitOf(group, { detail: `A wrong bit was corrected in ${describePages(group)}` }),
    ),
};
