import { restorePlan } from "../src/backup/plan/restore/restore.ts";
import { FILE_OPTIONS } from "../src/report/options.ts";
import { renderRestoreText } from "../src/report/restore-plan.ts";
import { planOf } from "../test/backup/site.ts";
import { record, verified, verifiedDatabase } from "../test/backup/verified.ts";

/** `docs/restore.md`: how a run is restored, with the commands for one. */
export function restoreMarkdown(): string {
  const text = renderRestoreText(restorePlan(record(), planOf(), verified(verifiedDatabase())), FILE_OPTIONS);
  return [
    "<!-- Made by `npm run generate` from .config/restore-markdown.ts and src/backup/plan/restore. -->",
    INTRODUCTION,
    `\`\`\`text\n${text}\`\`\``,
    REST,
  ]
    .join("\n\n")
    .concat("\n");
}

const INTRODUCTION = `# Restoring a run

\`\`\`sh
thawline restore plan D:\\Backup\\EX1_DB01_20260301T213000Z_0123456789abcdef
\`\`\`

says whether a run of \`thawline backup\` can be restored, and how: the logs that recovery needs, the commands in order, and what must be seen before each next one. **It changes nothing and runs none of them.** Restoring is rare, and every case is another; a person should read each line before it runs.

It reads what the run recorded (\`run.json\`, \`plan.json\`) and lets \`verify\` read the files as they are now: disks and tapes forget.

| it says | means | exit code |
| --- | --- | --- |
| It can be restored. | all logs from the first required to the last committed are there, whole and in sequence, and no page is bad | 0; 1 where the run was not proven, or the check has a warning |
| It can be restored, but the last changes are lost. | the required logs are there, later ones with committed changes are not | 2 |
| It cannot be restored. | a required log is missing or damaged, or pages are bad; no commands are given | 2 |
| There is nothing to restore from this run. | the run has no files: it failed before it copied any, or they are gone; no commands are given | 2 |
| It is not known. | the files could not be read, or not wholly | 3 |

Where it cannot be restored, it names the next newer and the next older good run of the same server and database, of those that lie beside it and those that the state folder (\`--state\`) knows. Of a run that has nothing it says at which step it failed, and why.

\`--format json\` prints the same for programs, \`-o FILE\` into a file. It runs on any system; the commands are for the server.

## Which way

- **Beside the original**, as a recovery database (2010 and later) or in a recovery storage group (2007). The original stays in use, and single mailboxes are copied back. It is the way to try a backup: nothing of the server is at risk but room on a disk. Databases of public folders cannot be restored so.
- **In place of the original**, for a database that is lost as a whole. In a DAG all copies have to come from the same data, so the others are suspended before and seeded anew afterwards, and only a mounted copy can be restored.

A snapshot of a mounted database is always in *Dirty Shutdown*: that is no fault. \`eseutil /r\` plays the logs back, and the database must be in *Clean Shutdown* then. \`eseutil /p\` throws away what it cannot read; with a good backup there is no reason for it.

## An example`;

const REST = `## Where the steps are from

| what | from |
| --- | --- |
| recovery database: copy, \`eseutil /r\`, make it, restart the Information Store, mount, look, restore | Microsoft, "Restore data using a recovery database" (Exchange 2013 and later) |
| \`Set-MailboxDatabase -AllowFileRestore\` before files are put in place | Microsoft, "Move a mailbox database using database portability" |
| only an active copy is restored, all copies come from the same data | Microsoft, "Restoring to the Original Location" (aa579413); "Backup and restore concepts for Exchange 2013" |
| \`Update-MailboxDatabaseCopy -DeleteExistingFiles\` | Microsoft, the cmdlet's page |
| states, required logs, Jet errors | [verify.md](verify.md), from the published source of the engine |
| recovery storage groups of 2007 | memory; not compared with documentation |

None of it was run on an Exchange server by the tests: they hold the order of the steps, the quoting of names, and that nothing is deleted or overwritten that was not put aside.

Diskshadow could load the metadata of a run and call a restore, but it cannot tell the writer about any other place than the original one, so its \`begin restore\` is not used. The \`backup.cab\` of a run is kept for tools that can.`;
