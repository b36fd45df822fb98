import { fillShadowStorage } from "../faults/storage.ts";
import { whenAt } from "../faults/tools.ts";
import { PAGE_SIZE } from "../store/sizes.ts";
import type { EseutilFault, RobocopyFault } from "../tools/faults.ts";
import { type LabBackup, NOT_TOLD, type Stage } from "./backup.ts";

const robocopy =
  (...faults: readonly RobocopyFault[]) =>
  ({ state }: Stage): void =>
    void state.faults.robocopy.push(...faults);

const eseutil =
  (...faults: readonly EseutilFault[]) =>
  ({ state }: Stage): void =>
    void state.faults.eseutil.push(...faults);

const ACCESS_DENIED = 5;
const PATH_NOT_FOUND = 53;
const DISK_FULL = 112;
const IO_DEVICE = 1117;

/** Three bytes of the fourth page are others. */
function damaged(bytes: Uint8Array): Uint8Array {
  const spoiled = bytes.slice();
  const at = 5 * PAGE_SIZE + 512;
  for (const place of [at, at + 1, at + 2]) spoiled[place] = (spoiled[place] ?? 0) ^ (place - at + 1);
  return spoiled;
}

/** Backups whose files cannot be copied, or not be proven. Exchange is told of none of them. */
export const COPYING_BACKUPS: readonly LabBackup[] = [
  {
    name: "robocopy-8",
    title: "The database cannot be copied",
    story:
      "Robocopy is denied access to the file of the database, tries it again as often as it may, and ends with 8.",
    order: robocopy({ kind: "file", name: "*.edb", error: ACCESS_DENIED }),
    predicts: NOT_TOLD,
  },
  {
    name: "robocopy-16",
    title: "Robocopy does not reach the target",
    story: "The target is not there when robocopy begins. It copies nothing and ends with 16.",
    order: robocopy({ kind: "fatal", error: PATH_NOT_FOUND }),
    predicts: NOT_TOLD,
  },
  {
    name: "one-log-fails",
    title: "One log of many cannot be copied",
    story:
      "The database is copied, and all logs but one, which the disk does not give. Robocopy ends with 9: files were copied, and one was not. Scripts that ask for less than that delete logs that are in no backup.",
    order: robocopy({ kind: "file", name: "E00????????.log", error: IO_DEVICE }),
    predicts: NOT_TOLD,
  },
  {
    name: "target-full",
    title: "The target runs full",
    story:
      "While the database is copied the target runs full. Robocopy tries it again in vain and ends with 8.",
    order: robocopy({ kind: "file", name: "*.edb", error: DISK_FULL }),
    predicts: NOT_TOLD,
  },
  {
    name: "robocopy-skips",
    title: "Robocopy leaves a log out, and says nothing",
    story:
      "Robocopy calls it a success, and one log is not there. The names and sizes in the shadow copy are compared with those of the copy, so it is seen.",
    order: robocopy({ kind: "skips", name: "E00????????.log" }),
    predicts: NOT_TOLD,
  },
  {
    name: "copy-spoiled",
    title: "A page is damaged on its way to the target",
    story:
      "Robocopy calls it a success, and the file has its right size; but some bytes of a page are others than in the shadow copy. The check of all pages finds it.",
    order: robocopy({
      kind: "spoils",
      name: "*.edb",
      edit: damaged,
    }),
    predicts: { ...NOT_TOLD, files: ["CHECKSUM_FAILED"] },
  },
  {
    name: "robocopy-killed",
    title: "Robocopy is killed",
    story: "Somebody ends robocopy in the task manager, in the midst of the database.",
    order: robocopy({ kind: "killed" }),
    predicts: NOT_TOLD,
  },
  {
    name: "robocopy-hangs",
    title: "Robocopy hangs",
    story:
      "The target does not answer any more, and robocopy waits for it. When no byte more was copied for half an hour, Diskshadow is ended with all that it started, and what it has made is taken away.",
    hours: 26,
    order: robocopy({ kind: "hangs" }),
    predicts: NOT_TOLD,
  },
  {
    name: "eseutil-missing",
    title: "Eseutil is gone when the copy is to be checked",
    story:
      "An update of Exchange replaces its programs during the backup, and eseutil is not there when it is started. A copy that was not checked is not proven.",
    order: ({ state }) => whenAt(state, "exec", () => void state.faults.missing.add("eseutil.exe")),
    predicts: { ...NOT_TOLD, files: ["CHECKSUM_FAILED"] },
  },
  {
    name: "eseutil-killed",
    title: "Eseutil is killed while it reads the database",
    story: "Somebody ends eseutil in the task manager: exit code 1, and no line of success.",
    order: eseutil({ mode: "/k", kind: "killed" }),
    predicts: { ...NOT_TOLD, files: ["CHECKSUM_FAILED"] },
  },
  {
    name: "eseutil-lies",
    title: "Eseutil ends with 0 and says nothing of success",
    story:
      "Eseutil ends with exit code 0, but its last line, which tells that the operation was completed, is not there.",
    order: eseutil({ mode: "/k", kind: "lies" }),
    predicts: { ...NOT_TOLD, files: ["CHECKSUM_FAILED"] },
  },
  {
    name: "eseutil-fewer-pages",
    title: "Eseutil has not seen all pages",
    story: "Eseutil is content with the database, but it has seen two pages less than the file has.",
    order: eseutil({ mode: "/k", kind: "fewer", pages: 2 }),
    predicts: { ...NOT_TOLD, files: ["CHECKSUM_FAILED"] },
  },
  {
    name: "eseutil-501",
    title: "Eseutil calls the logs damaged, and the own check does not",
    story:
      "The native check finds all logs good; eseutil ends with -501. It takes the word of both for a backup to be proven, and that they differ is told as well.",
    order: eseutil({ mode: "/ml", kind: "error", error: -501 }),
    predicts: { ...NOT_TOLD, files: ["CHECKSUM_FAILED", "LOG_CHAIN_BROKEN"] },
  },
  {
    name: "shadow-storage-full",
    title: "The shadow copies are lost while they are copied from",
    story:
      "The space for the shadow copies runs full in the midst of the transfer, and Windows drops them (volsnap 36). Robocopy can read no further.",
    order: ({ lab, state }) =>
      whenAt(state, "exec", () => fillShadowStorage(lab, state.server), { seconds: 100 }),
    predicts: { ...NOT_TOLD, findings: ["JOB_ABANDONED", "SHADOW_STORAGE"] },
  },
];
