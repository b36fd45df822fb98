import type { RestoreWay } from "../../../model/backup/restore.ts";
import { firstLabel } from "../../../model/names.ts";
import { joinPath, splitPath } from "../paths.ts";
import { shellLiteral } from "./literal.ts";
import { besideNotes, copyBeside, recover, type Scene, step } from "./scene.ts";

/**
 * Beside the original: into a recovery database (2010 and later), out of which mailboxes and items are restored. In the
 * order of Microsoft's "Restore data using a recovery database".
 *
 * @returns null for a database of public folders, which cannot be one
 */
export function recoveryDatabaseWay(scene: Scene): RestoreWay | null {
  const { plan, databases, workFolder } = scene;
  const [database] = databases;
  const planned = plan.unit.databases[0];
  if (database === undefined || planned?.publicFolders === true) return null;
  const work = shellLiteral(workFolder);
  const file = joinPath(workFolder, splitPath(database.file).name);
  const name = shellLiteral(`Recovery-${plan.id}`);
  const server = shellLiteral(firstLabel(plan.server));
  return {
    name: "recovery",
    title: `Beside the original: as a recovery database on ${firstLabel(plan.server)}`,
    notes: [
      ...besideNotes(scene),
      "Mailboxes and items are copied out of the recovery database.",
      "The server must be of the version that the database is from.",
    ],
    steps: [
      ...copyBeside(scene),
      ...recover(scene, [file], { logs: workFolder, system: workFolder, databases: workFolder }),
      step("Make the recovery database", [
        `New-MailboxDatabase -Recovery -Name ${name} -Server ${server} -EdbFilePath ${shellLiteral(file)} -LogFolderPath ${work}`,
      ]),
      step(
        "Restart the Information Store",
        ["Restart-Service MSExchangeIS"],
        null,
        "Microsoft's procedure has it here. It takes every database of this server offline for that time; whether it can be left out was not tried.",
      ),
      step(
        "Mount it, and look into it",
        [
          `Mount-Database -Identity ${name}`,
          `Get-MailboxStatistics -Database ${name} | Format-Table DisplayName,MailboxGuid,ItemCount -AutoSize`,
        ],
        "The mailboxes of the time of the backup.",
      ),
      step(
        "Restore what is needed, for each mailbox",
        [
          `New-MailboxRestoreRequest -SourceDatabase ${name} -SourceStoreMailbox <MailboxGuid> -TargetMailbox <mailbox>`,
          "Get-MailboxRestoreRequest | Get-MailboxRestoreRequestStatistics",
        ],
        "Completed.",
        "From 2010 SP1 on; before, Restore-Mailbox does it.",
      ),
      step(
        "Take the recovery database away",
        [`Dismount-Database -Identity ${name} -Confirm:$false`, `Remove-MailboxDatabase -Identity ${name}`],
        null,
        `The files in ${workFolder} stay, and can be deleted then.`,
      ),
    ],
  };
}
