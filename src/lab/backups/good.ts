import { GOOD, type LabBackup } from "./backup.ts";

/** Backups that are good. */
export const GOOD_BACKUPS: readonly LabBackup[] = [
  {
    name: "good",
    title: "A full backup that is good in every way",
    story:
      "The database SIM-DB01 is mounted on the server and healthy on the other one. The snapshot is taken in seconds, all files are copied and proven, Exchange is told so, and minutes later the replication service deletes the logs.",
    order: () => undefined,
    predicts: GOOD,
  },
  {
    name: "good-copy",
    title: "A copy backup, which changes nothing on the server",
    story:
      "A backup of the type copy: Diskshadow begins no backup session, so Exchange is never told that it is over and deletes no logs. Its writer only sees that the requester leaves, and the logs cannot tell that from a backup that was given up; the run can.",
    type: "copy",
    order: () => undefined,
    predicts: { ...GOOD, told: false, jobs: ["abandoned"], findings: ["JOB_ABANDONED"] },
  },
  {
    name: "good-passive",
    title: "A full backup of a passive copy",
    story:
      "SIM-DB02 is mounted on the other server; here is its passive copy, and that is backed up. The logs are deleted where the database is mounted. The files hold no current log, and miss nothing without it.",
    database: "SIM-DB02",
    order: () => undefined,
    predicts: GOOD,
  },
  {
    name: "localised",
    title: "Diskshadow and robocopy speak Chinese",
    story:
      "The same good backup on a server whose Windows is Chinese: Diskshadow and robocopy print other words. What is concluded rests on echoed lines, ids and numbers, so the language makes no difference.",
    order: ({ state }) => {
      state.faults.language = "zh-CN";
    },
    predicts: GOOD,
  },
];
