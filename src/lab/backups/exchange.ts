import { stop } from "../faults/copies.ts";
import { dismount, failOver, mount } from "../faults/mounting.ts";
import { restartWriter } from "../faults/services.ts";
import { otherBackup, otherShadow, whenAt } from "../faults/tools.ts";
import { USUAL_SITE } from "../site.ts";
import { GOOD, type LabBackup, NOT_TOLD } from "./backup.ts";

/** Backups that something in Exchange, or another program, has a bearing on. */
export const EXCHANGE_BACKUPS: readonly LabBackup[] = [
  {
    name: "backup-in-progress",
    title: "Another program's backup begins a moment before",
    story:
      "When the server is looked at, nothing is in the way; but before Diskshadow comes to create, another program begins a backup of the same database. The writer refuses the second one, and Diskshadow ends; the other backup ends well.",
    order: ({ state, copy }) =>
      whenAt(state, "begin backup", () =>
        otherBackup(state, { server: state.server, databases: [copy.database.name], transferSeconds: 900 }),
      ),
    predicts: {
      ...NOT_TOLD,
      jobs: ["succeeded", "failed"],
      findings: ["BACKUP_IN_PROGRESS", "JOBS_OVERLAP"],
    },
  },
  {
    name: "backup-runs-already",
    title: "Another program's backup runs already",
    story: "A backup of the same database is in progress. Exchange says so, and nothing is begun.",
    order: ({ state, copy }) =>
      otherBackup(state, { server: state.server, databases: [copy.database.name], transferSeconds: 900 }),
    predicts: { ...GOOD, run: "blocked", told: false, exit: 2 },
  },
  {
    name: "orphaned-job",
    title: "Another program has died in the midst of its backup",
    story:
      "A backup program has ended without a word to the writer. Exchange still calls its backup in progress, so nothing is begun, and what to do is told.",
    hours: 26,
    order: ({ state, copy }) =>
      otherBackup(state, {
        server: state.server,
        databases: [copy.database.name],
        transferSeconds: 2,
        ends: "dies",
      }),
    predicts: {
      ...NOT_TOLD,
      run: "blocked",
    },
  },
  {
    name: "other-backup",
    title: "Another program backs the other copy up, and has shadow copies here",
    story:
      "While the backup runs, another program makes a copy backup of the passive copy on the other server; and here it has a shadow copy of its own, which is no concern of this backup and stays. Both backups end well, but nobody should want them at once. That is told of the one that began later, and so not in the report of this one.",
    order: ({ state, other, copy }) => {
      otherShadow(state);
      if (other === undefined) return;
      const order = { server: other.server, databases: [copy.database.name], type: "copy" } as const;
      whenAt(state, "exec", () => otherBackup(state, { ...order, transferSeconds: 60 }), { seconds: 60 });
    },
    predicts: { ...GOOD, jobs: ["succeeded", "succeeded"], findings: ["JOBS_OVERLAP"] },
  },
  {
    name: "copy-suspended",
    title: "A suspended copy keeps the logs of all copies",
    story:
      "An administrator suspended the copy on the other server days ago and forgot about it. The backup is good, but no log may go that the suspended copy has not replayed: a day later still none was deleted.",
    hours: 26,
    order: ({ lab, other }) => {
      if (other !== undefined) stop(lab, other, "Suspended");
    },
    predicts: { ...GOOD, findings: ["TRUNCATION_MISSING"], exit: 2 },
  },
  {
    name: "copy-failed",
    title: "The copy that is to be backed up has failed",
    story:
      "The passive copy of SIM-DB02 on this server has failed. Only a mounted or a healthy copy can be backed up, so nothing is begun.",
    database: "SIM-DB02",
    order: ({ lab, copy }) => stop(lab, copy, "Failed"),
    predicts: { ...GOOD, run: "blocked", told: false, jobs: [], exit: 2 },
  },
  {
    name: "copy-lagged",
    title: "A lagged copy keeps its logs, as it should",
    story:
      "The other server has a copy that replays each log a week late. The backup is good and the logs are deleted here; the lagged copy keeps its own until it has replayed them. Nothing is wrong.",
    site: {
      ...USUAL_SITE,
      databases: [{ name: "SIM-DB01", active: 0, copies: 2, lagSeconds: 7 * 86_400 }],
    },
    hours: 26,
    order: () => undefined,
    predicts: GOOD,
  },
  {
    name: "never-truncates",
    title: "The backup is good, and the logs stay",
    story:
      "The checkpoint of the database does not move, because a transaction never ends. The backup is good and the writer requests the truncation, but the engine still needs every log. No event says so: only the deletion that does not come.",
    hours: 26,
    order: ({ copy }) => {
      copy.stuck = true;
      copy.checkpoint = Math.min(...copy.logs.keys());
    },
    predicts: { ...GOOD, findings: ["TRUNCATION_MISSING"], exit: 2 },
  },
  {
    name: "truncation-rpc-failure",
    title: "A copy cannot tell how far it is",
    story:
      "The copy on the other server cannot report its truncation point to the active one (2137). The backup is good, and no log is deleted anywhere until the copies agree.",
    hours: 26,
    order: ({ other }) => {
      if (other !== undefined) other.mute = true;
    },
    predicts: { ...GOOD, findings: ["TRUNCATION_BLOCKED"], exit: 2 },
  },
  {
    name: "service-restart",
    title: "The replication service starts anew during the transfer",
    story:
      "An update restarts the replication service while the files are copied. Its writer had the backup in memory only: Diskshadow reaches end backup, nobody listens, and only the event logs can tell that the backup is lost to Exchange. The files are good.",
    order: ({ lab, state }) =>
      whenAt(state, "exec", () => void lab.queue.start(restartWriter(lab, state.server)), { seconds: 120 }),
    predicts: {
      ...GOOD,
      jobs: ["abandoned"],
      findings: ["JOB_ABANDONED", "SERVICE_RESTARTED"],
      exit: 2,
    },
  },
  {
    name: "failover",
    title: "The database moves to the other server during its backup",
    story:
      "While the files are copied, the database moves to the other server. The engine that knew of the backup is gone, and the writer reports the database as failed; its logs stay. The files are good.",
    order: ({ lab, state, copy, other }) =>
      whenAt(state, "exec", () => other !== undefined && failOver(lab, copy, other), { seconds: 60 }),
    predicts: { ...GOOD, jobs: ["failed"], findings: ["BACKUP_FAILED", "DATABASE_DISMOUNTED"], exit: 2 },
  },
  {
    name: "dismount",
    title: "The database is dismounted during its backup",
    story:
      "An administrator dismounts the database while its files are copied, and mounts it a minute later. The engine forgets the backup, the writer reports the database as failed, and its logs stay. The files are good.",
    order: ({ lab, state, copy }) => {
      whenAt(state, "exec", () => {
        lab.queue.at(lab.queue.now() + 60, () => dismount(lab, copy));
        lab.queue.at(lab.queue.now() + 120, () => mount(lab, copy));
      });
    },
    predicts: { ...GOOD, jobs: ["failed"], findings: ["BACKUP_FAILED", "DATABASE_DISMOUNTED"], exit: 2 },
  },
  {
    name: "not-mounted",
    title: "The database is not mounted",
    story: "The database was dismounted before. Its writer does not list it, so nothing is begun.",
    order: ({ lab, copy }) => dismount(lab, copy),
    predicts: { ...GOOD, run: "blocked", told: false, jobs: [], exit: 2 },
  },
];
