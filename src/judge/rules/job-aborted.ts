import { backupOf, idsOf, ownEventsOf } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** 2031, 9614 and ESE 2007: logged as Information, although the job is lost. */
export const jobAborted: Rule = {
  meta: {
    code: "JOB_ABORTED",
    severity: "failure",
    title: "Backup aborted",
    when: "The writer (2031, 9614) or ESE (2007) says that the job was aborted.",
    cause:
      "VSS, the backup product or another writer called the backup off after it was prepared. Exchange then neither marks the database as backed up nor deletes logs. The event's level is Information, so that views filtered by level do not show it.",
    remedy: [
      "Read the backup product's own log for that minute: it or another writer stopped the snapshot.",
      "Look at VSS and volsnap errors of the same minute.",
      "Run the backup again when the cause is gone; the log files are all still there.",
    ],
    references: [
      "microsoft/Extensible-Storage-Engine dev/ese/src/ese/io.cxx: JetOSSnapshotAbort",
      "KB 910250: 9608 followed by 9614",
    ],
  },
  check: ({ jobs }) =>
    jobs.flatMap((facts) => {
      // An abort that names no job stands beside all that run at its time, and fails none of them.
      const evidence = ownEventsOf(facts, "writer-aborted", "session-aborted");
      if (evidence.length === 0) return [];
      return [
        {
          detail: `The ${backupOf(facts)} was aborted (${idsOf(evidence)}).`,
          job: facts.result.id,
          evidence,
        },
      ];
    }),
};
