import type { BackupPlan } from "../../model/backup/plan.ts";
import { isDrive } from "../../model/names.ts";
import { splitPath } from "../plan/paths.ts";
import { diskshadowScript } from "./diskshadow.ts";
import { commentWords, scriptText } from "./lines.ts";
import { standAloneCommand } from "./stand-alone-command.ts";

/** Texts of files that need nothing of this program: `folders.script`, `folders.command`, and a page beside them. */
export interface StandAlone {
  readonly dsh: string;
  readonly cmd: string;
  readonly readme: string;
}

/**
 * A backup for an administrator to read and to run by hand. It is good for one run: folder, letters, volumes and writers
 * are those of the plan.
 *
 * @throws Error for a plan with a path that the scripts cannot carry
 */
export function standAlone(plan: BackupPlan): StandAlone {
  return { dsh: diskshadowScript(plan), cmd: standAloneCommand(plan), readme: readme(plan) };
}

function readme({ id, type, unit, server, folders, snapshot, tools, createdAt }: BackupPlan): string {
  const script = splitPath(folders.script).name;
  const truncation =
    type === "full"
      ? "Exchange is told that the backup is good, and may delete logs, only when all checks passed."
      : "A copy: Exchange is told nothing, and deletes no logs.";
  return scriptText([
    `Backup of ${commentWords(unit.name)} on ${commentWords(server)}, run ${id}`,
    "",
    `Made by Thawline at ${createdAt}. These scripts need Windows, Diskshadow, robocopy and`,
    "eseutil, and nothing of Thawline. They are good for one run, soon: volumes, drive letters, VSS writers",
    "and databases are those of that time.",
    "",
    "To run it, in a command prompt of an administrator:",
    "",
    `  cd /d "${folders.run}"`,
    ...snapshot.volumes.flatMap(({ exposeAs }) => (isDrive(exposeAs) ? [] : [`  mkdir "${exposeAs}"`])),
    `  "${tools.diskshadow}" /s ${script} > diskshadow.txt`,
    "",
    truncation,
    "",
    "It was good only if all of this holds:",
    "",
    "  - there is a file done.txt, and no failed.txt;",
    type === "full"
      ? '  - diskshadow.txt holds the lines "-> end backup" and, behind it, "-> exit";'
      : '  - diskshadow.txt holds the line "-> exit";',
    "  - under the writer of Exchange it names this database behind a + sign:",
    `      ${snapshot.component.slice(snapshot.component.indexOf("\\"))}`,
    "  - the Application log of the server tells of no failure of this backup (thawline analyze judges that).",
    "",
    "If it failed, failed.txt tells at which step; what the programs printed is in the folder transcripts. The",
    "shadow copies then are still there, also after a restart, and take up space. To take them away, run",
    "for each of these files that is there:",
    "",
    ...snapshot.volumes.map((_, at) => `  "${tools.diskshadow}" /s cleanup-${at + 1}.dsh`),
    "",
    'If there is none, and diskshadow.txt has lines with the alias and its id, run diskshadow and type "delete',
    'shadows id" and that id in braces. Never "delete shadows all": it takes those of others as well.',
    "",
    "The copied files are in the folder files. What these scripts do not check, thawline verify does.",
  ]);
}
