import type { BackupPlan } from "../../model/backup/plan.ts";
import { isDrive } from "../../model/names.ts";
import { joinPath, samePath, splitPath } from "../plan/paths.ts";
import { diskshadowScript } from "./diskshadow.ts";
import { commentWords, scriptText } from "./lines.ts";
import { standAloneCommand } from "./stand-alone-command.ts";

/** Texts of files that need nothing of this program: `backup.dsh`, `copy.cmd`, and a page beside them, `README.txt`. */
export interface StandAlone {
  readonly dsh: string;
  readonly cmd: string;
  readonly readme: string;
}

/**
 * A backup for an administrator to read and to run by hand. It is good for one run: folder, letters, volumes and writers
 * are those of the plan.
 *
 * @param folder where the scripts are put; the run's own by default
 * @throws Error for a path that the scripts cannot carry
 */
export function standAlone(plan: BackupPlan, folder: string = plan.folders.run): StandAlone {
  const [script, command] = [joinPath(folder, "backup.dsh"), joinPath(folder, "copy.cmd")];
  const placed = { ...plan, folders: { ...plan.folders, script, command } };
  return { dsh: diskshadowScript(placed), cmd: standAloneCommand(placed), readme: readme(placed) };
}

function readme({ id, type, unit, server, folders, snapshot, tools, createdAt }: BackupPlan): string {
  const place = splitPath(folders.script);
  const inRun = samePath(place.folder, folders.run);
  const toMake = [
    ...(inRun ? [] : [folders.run]),
    ...snapshot.volumes.map(({ exposeAs }) => exposeAs).filter((one) => !isDrive(one)),
  ];
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
    ...toMake.map((one) => `  mkdir "${one}"`),
    `  cd /d "${folders.run}"`,
    `  "${tools.diskshadow}" /s ${inRun ? place.name : folders.script} > diskshadow.txt`,
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
