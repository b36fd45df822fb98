import type { RestoreWay } from "../../../model/backup/restore.ts";
import { firstLabel } from "../../../model/names.ts";
import { below, joinPath, samePath, splitPath } from "../paths.ts";
import { shellLiteral } from "./literal.ts";
import { besideNotes, copyBeside, recover, type Scene, step } from "./scene.ts";

const GROUP = "Recovery Storage Group";

/**
 * Beside the original, in 2007: into a recovery storage group. The cmdlets are known from memory.
 *
 * @returns null where there are only databases of public folders, which cannot be in one
 */
export function recoveryGroupWay(scene: Scene): RestoreWay | null {
  const { plan, databases, workFolder } = scene;
  const server = firstLabel(plan.server);
  const placed = databases.map(({ name, file }, at) => ({
    name,
    file: joinPath(workFolder, below(plan.folders.files, file) ?? file),
    publicFolders: plan.unit.databases[at]?.publicFolders === true,
  }));
  const mailboxes = placed.filter(({ publicFolders }) => !publicFolders);
  if (mailboxes.length === 0) return null;
  const work = shellLiteral(workFolder);
  return {
    name: "recovery",
    title: `Beside the original: in a recovery storage group on ${server}`,
    notes: [
      "The cmdlets of 2007 are known from memory, and were not compared with its documentation.",
      ...besideNotes(scene),
      "A server can have one recovery storage group.",
      ...(placed.some(({ file }) => !samePath(splitPath(file).folder, workFolder))
        ? [
            "Databases whose files have one name lie in folders of their own, and eseutil looks in one folder only: play back the logs for each of them, with that folder behind /d.",
          ]
        : []),
      ...(mailboxes.length < placed.length ? ["Public folders cannot be restored this way."] : []),
    ],
    steps: [
      ...copyBeside(scene, "/E"),
      ...recover(
        scene,
        placed.map(({ file }) => file),
        { logs: workFolder, system: workFolder, databases: workFolder },
      ),
      step("Make the recovery storage group, and the databases in it", [
        `New-StorageGroup -Server ${shellLiteral(server)} -Name ${shellLiteral(GROUP)} -LogFolderPath ${work} -SystemFolderPath ${work} -Recovery`,
        ...mailboxes.flatMap(({ name, file }) => [
          `New-MailboxDatabase -MailboxDatabaseToRecover ${shellLiteral(`${server}\\${plan.unit.name}\\${name}`)} -StorageGroup ${shellLiteral(`${server}\\${GROUP}`)} -EdbFilePath ${shellLiteral(file)}`,
          `Set-MailboxDatabase -Identity ${shellLiteral(`${server}\\${GROUP}\\${name}`)} -AllowFileRestore $true`,
        ]),
      ]),
      step(
        "Mount them, and look into them",
        mailboxes.flatMap(({ name }) => {
          const identity = shellLiteral(`${server}\\${GROUP}\\${name}`);
          return [`Mount-Database -Identity ${identity}`, `Get-MailboxStatistics -Database ${identity}`];
        }),
        "The mailboxes of the time of the backup.",
      ),
      step(
        "Restore what is needed, for each mailbox",
        mailboxes.map(
          ({ name }) =>
            `Restore-Mailbox -Identity <mailbox> -RSGDatabase ${shellLiteral(`${server}\\${GROUP}\\${name}`)}`,
        ),
      ),
    ],
  };
}
