import { groupsOf, hitOf, nameOf } from "../groups.ts";
import type { Rule } from "../rule.ts";

/** 227: files of the range that was to be deleted were gone already. */
export const truncationFilesMissing: Rule = {
  meta: {
    code: "TRUNCATION_FILES_MISSING",
    severity: "warning",
    title: "Log files were gone before the truncation",
    when: "ESE found files missing in the range of logs that it was about to delete (227).",
    cause:
      "Somebody or something else removed log files: an administrator, a clean-up job, a virus scanner. The truncation went on. But backups that need those files, and copies that had not replayed them, may be incomplete.",
    remedy: [
      "Find out what else deletes in the log folder, and stop it.",
      "Take a full backup, so that no restore needs the missing files.",
      "Check that all copies are healthy.",
    ],
    references: ["microsoft/Extensible-Storage-Engine dev/ese/src/ese/logstream.cxx: event 227"],
  },
  check: (input) =>
    groupsOf(
      input,
      (e, facts) => e.signal === "logs-missing" && (facts !== null || e.exchange),
      "database",
    ).map((group) => {
      const count = group.events.reduce((sum, e) => sum + (e.keys.count ?? 0), 0);
      const name = nameOf(group);
      const files = count === 0 ? "Log files" : count === 1 ? "One log file" : `${count} log files`;
      return hitOf(group, { detail: `${files} of ${name} that were to be deleted did not exist any more.` });
    }),
};
