import { reasonOf } from "../failures.ts";
import { groupsOf, hitOf, nameOf } from "../groups.ts";
import { withErrors } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** 2044, 2045: the snapshot set lacks a volume that a database needs. */
export const volumeNotInSet: Rule = {
  meta: {
    code: "VOLUME_NOT_IN_SET",
    severity: "failure",
    title: "A volume of the database is not in the snapshot set",
    when: "The writer's check of volumes failed (2044, 2045), unless its code says that the copy is not healthy.",
    cause:
      "A database is backed up as a whole: the volumes of its file, its logs and its checkpoint must be in one snapshot set, mount points counted as volumes of their own. One of them was not selected, so the writer refuses.",
    remedy: [
      "Add every volume with database or log files, mount points too, to the set of the backup (Diskshadow: one `add volume` each).",
      "In Diskshadow add `writer verify` for the Exchange writer, so that the script stops at once when a component is left out.",
      "Check the paths with Get-MailboxDatabase -Status: EdbFilePath, LogFolderPath.",
    ],
    references: [
      "learn.microsoft.com: CVssWriterEx2::SetWriterFailureEx (inconsistent snapshot)",
      "restic/restic issue 340 (community): Diskshadow's excluded component",
    ],
  },
  check: (input) =>
    groupsOf(
      input,
      (e) => e.signal === "writer-volume-missing" && reasonOf(e) !== "unhealthy",
      "database",
    ).map((group) => {
      const { events } = group;
      const name = nameOf(group);
      return hitOf(group, {
        detail: `Not all volumes of ${name} are in the snapshot set${withErrors(events)}.`,
      });
    }),
};
