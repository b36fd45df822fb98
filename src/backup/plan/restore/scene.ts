import type { BackupPlan } from "../../../model/backup/plan.ts";
import type { RestoreDatabase, RestoreStep } from "../../../model/backup/restore.ts";
import { joinPath } from "../paths.ts";
import { shellLiteral } from "./literal.ts";

/** What the steps of every way are made from. */
export interface Scene {
  readonly plan: BackupPlan;
  readonly databases: readonly RestoreDatabase[];
  readonly workFolder: string;
}

export const COPIED =
  "$LASTEXITCODE is less than 8 after each line: robocopy counts in bits, and 8 and 16 are failures.";
const GOOD = "$LASTEXITCODE is 0 after each line. Any other number is an error of Jet; do not go on.";
/** The states are those of eseutil on an English system. */
const CLEAN = "State is Clean Shutdown.";

export function step(
  title: string,
  commands: readonly string[],
  expect: string | null = null,
  note: string | null = null,
): RestoreStep {
  return { title, commands, expect, note };
}

export function eseutil({ tools }: BackupPlan, ...args: readonly string[]): string {
  return [`& ${shellLiteral(tools.eseutil)}`, ...args].join(" ");
}

/** One run of robocopy, with what the backup itself asks of it. */
export function robocopy(
  { tools }: BackupPlan,
  from: string,
  to: string,
  ...files: readonly string[]
): string {
  const words = [from, to, ...files].map(shellLiteral).join(" ");
  return `& ${shellLiteral(tools.robocopy)} ${words} /J /R:2 /W:5 /COPY:DAT /DCOPY:T`;
}

/** Looks at the copied files before anything is touched. */
export function lookFirst({ plan, databases }: Scene): RestoreStep {
  return step(
    "Look at the backup",
    [
      ...databases.map(({ file }) => eseutil(plan, "/mh", shellLiteral(file))),
      eseutil(plan, "/ml", shellLiteral(joinPath(plan.folders.files, plan.logPrefix))),
    ],
    ["No error of the logs.", ...databases.map(rangeWords)].join(" "),
    "thawline verify reads all pages as well; files that lay on a disk since then may have changed.",
  );
}

/** Looks at the backup and makes the copy of it that recovery works on; `options` are those of robocopy. */
export function copyBeside(scene: Scene, ...options: readonly string[]): readonly RestoreStep[] {
  const { plan, workFolder } = scene;
  const copying = [robocopy(plan, plan.folders.files, workFolder), ...options].join(" ");
  return [
    lookFirst(scene),
    step(
      "Make an empty folder",
      [`New-Item -ItemType Directory -Path ${shellLiteral(workFolder)}`],
      "No error: it was not there before.",
    ),
    step("Copy the backup into it", [copying], COPIED),
  ];
}

/** What must be known before. */
export function besideNotes({ workFolder }: Scene): readonly string[] {
  return [
    "The original stays mounted and untouched.",
    `${workFolder} must be on a disk of that server, with room for the whole backup. The backup itself is not worked on: recovery changes the files.`,
  ];
}

function rangeWords({ name, required, committed, logs }: RestoreDatabase): string {
  if (required === null || logs === null) return `Note State and Log Required of ${name}.`;
  const last = Math.max(required[1], committed ?? 0);
  return `${name} needs the logs ${hex(required[0])} to ${hex(required[1])}${last > required[1] ? `, and has changes up to ${hex(last)}` : ""}: ${logs[0]} to ${logs[1]}, the last of which may be called ${logs[1].slice(0, 3)}.log.`;
}

/** Brings databases to a clean shutdown by their logs, in the folders where they lie. */
export function recover(
  { plan, databases }: Scene,
  files: readonly string[],
  folders: { readonly logs: string; readonly system: string; readonly databases: string | null },
): readonly RestoreStep[] {
  const { logPrefix } = plan;
  const parts = [
    `/l ${shellLiteral(folders.logs)}`,
    `/s ${shellLiteral(folders.system)}`,
    ...(folders.databases === null ? [] : [`/d ${shellLiteral(folders.databases)}`]),
  ];
  const starts = databases.flatMap(({ required }) => required?.[0] ?? []);
  const first = starts.length === databases.length ? Math.min(...starts) : null;
  const lossy = databases.some(({ verdict }) => verdict === "recoverable with loss");
  return [
    step(
      "Check the logs where they lie now",
      [eseutil(plan, "/ml", shellLiteral(joinPath(folders.logs, logPrefix)))],
      GOOD,
      first === null ? null : `Only logs before ${hex(first)} may be missing: recovery does not read them.`,
    ),
    step(
      "Let the engine play back the logs",
      [`Set-Location -LiteralPath ${shellLiteral(folders.logs)}`, eseutil(plan, "/r", logPrefix, ...parts)],
      GOOD,
      lossy
        ? "Logs of committed changes are missing, so this ends with -582 unless eseutil is told that the loss is accepted; eseutil /? names how."
        : null,
    ),
    step(
      "Check that each database is consistent",
      files.map((file) => eseutil(plan, "/mh", shellLiteral(file))),
      CLEAN,
      "A database that is not cannot be mounted. Never repair (eseutil /p) what a backup can restore: it throws pages away.",
    ),
  ];
}

function hex(generation: number): string {
  return `0x${generation.toString(16).toUpperCase()}`;
}
