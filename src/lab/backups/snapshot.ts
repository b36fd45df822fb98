import { breakPage, foreignLog, missingLog, tornPage } from "../faults/storage.ts";
import { spoilShadows, whenAt } from "../faults/tools.ts";
import { type LabBackup, NOT_TOLD } from "./backup.ts";

/** Backups that have no snapshot, or one that holds files which are not good. */
export const SNAPSHOT_BACKUPS: readonly LabBackup[] = [
  {
    name: "frozen-too-long",
    title: "The engine thaws by itself after 20 seconds",
    story:
      "The storage takes 26 seconds to make the shadow copies. The engine's timer of 20 seconds runs out first: it thaws by itself, so the shadow copies are of no use, VSS aborts the backup, and Diskshadow ends at create.",
    order: ({ state }) => {
      state.faults.frozenSeconds = 26;
    },
    predicts: { ...NOT_TOLD, jobs: ["failed"], findings: ["FREEZE_TIMEOUT", "JOB_ABORTED"] },
  },
  {
    name: "vss-limit",
    title: "Writes cannot be held for as long as the shadow copies take",
    story:
      "Windows holds all writes to a volume for ten seconds at most while the shadow copies are made. The storage is too busy, the driver gives up and VSS with it; the database is thawed, the backup is aborted, and Diskshadow ends at create.",
    order: ({ state }) => {
      state.faults.holdSeconds = 30;
    },
    predicts: {
      ...NOT_TOLD,
      jobs: ["aborted"],
      findings: ["FLUSH_HOLD_TIMEOUT", "FREEZE_SLOW", "JOB_ABORTED"],
    },
  },
  {
    name: "bad-page",
    title: "A page of the database is damaged",
    story:
      "Storage has overwritten a part of a page. The engine reads it during the backup and says so (474, -1018). The check of the copy finds the same page, Exchange is not told that the backup is good, and its logs stay.",
    order: ({ lab, copy }) => breakPage(lab, copy, 2),
    predicts: { ...NOT_TOLD, findings: ["JOB_ABANDONED", "PAGE_CORRUPT"], files: ["CHECKSUM_FAILED"] },
  },
  {
    name: "torn-page",
    title: "The snapshot holds a torn page, and no log says so",
    story:
      "One page of the database in the shadow copy was written by halves only. No event tells of it; the checks of the copy find it, and Exchange is not told that the backup is good.",
    order: ({ state, copy }) =>
      whenAt(state, "create", () => spoilShadows(state, copy, tornPage), { when: "after" }),
    predicts: { ...NOT_TOLD, files: ["CHECKSUM_FAILED"] },
  },
  {
    name: "missing-log",
    title: "A log that the database needs is not there",
    story:
      "Somebody has deleted the last closed log, so the shadow copy has none. All files that there are can be copied, and none of them is damaged; but the database cannot be made consistent, and Exchange is not told that the backup is good.",
    order: ({ state, copy }) =>
      whenAt(state, "create", () => spoilShadows(state, copy, missingLog), { when: "after" }),
    predicts: { ...NOT_TOLD, files: ["LOG_CHAIN_BROKEN"] },
  },
  {
    name: "foreign-log",
    title: "In the place of a log lies one of another database",
    story:
      "Under the name of the last closed log lies one of another log stream. Its sums are right, so only a look at what the logs say of one another tells that the database cannot be recovered with it.",
    order: ({ state, copy }) =>
      whenAt(state, "create", () => spoilShadows(state, copy, foreignLog), { when: "after" }),
    predicts: { ...NOT_TOLD, files: ["LOG_CHAIN_BROKEN"] },
  },
  {
    name: "no-shadow-space",
    title: "There is no room for a shadow copy",
    story:
      "The provider of the shadow copies has no room left for another one. Diskshadow ends at create before any writer of Exchange is asked to freeze.",
    order: ({ state }) => {
      state.faults.noShadowSpace = true;
    },
    predicts: { ...NOT_TOLD, jobs: [], findings: [] },
  },
  {
    name: "letter-taken",
    title: "The letter is taken when the shadow copy is to be shown",
    story:
      "Between plan and snapshot somebody maps a network drive on the letter G. Diskshadow cannot show the shadow copy there and ends; the shadow copies that it has made are taken away by their ids.",
    order: ({ state }) => whenAt(state, "create", () => void state.letters.add("G")),
    predicts: NOT_TOLD,
  },
  {
    name: "expose-fails",
    title: "The second shadow copy cannot be shown",
    story:
      "The first shadow copy is shown on its letter, the second one cannot be. Diskshadow ends there; both are taken away, and the letter is free again.",
    order: ({ state }) => {
      state.faults.lines.push(
        { line: "expose", when: "before" },
        { line: "expose", when: "before", ends: "fails" },
      );
    },
    predicts: NOT_TOLD,
  },
];
