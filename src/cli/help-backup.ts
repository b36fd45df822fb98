import { helpText } from "./help-text.ts";

export const BACKUP_HELP = helpText({
  about: `One database after another (2007: one storage group): a snapshot set of its volumes, in which no other
database and no other writer takes part; the files copied out of it by robocopy; every page and every log
checked by eseutil and by the own check. Only when all of that is proven, Exchange is told that the backup is
good, and deletes the logs that it holds. In any doubt it is not told, and nothing is deleted. Shadow copies and
letters are taken away again whatever happens; what a killed run left is taken away by the next one.

--type copy tells Exchange nothing, so that no log is ever deleted.
--dry-run shows what would be done; --script-only writes the scripts to read and run by hand.
At a terminal, without --database and --all, it asks what to back up, and where to.

In the run's folder, below --target, lie the files, what every program printed, and report.html. How
to get back from it: thawline restore plan RUN.

Written for an elevated prompt on the Exchange server itself. Docs: docs/backup.md.`,
  needs:
    "an Exchange server on which Node.js runs (Windows Server 2016 or later; see docs/backup.md for older ones), an elevated\n64-bit prompt, and room for a copy; with --lab nothing.",
  exits: {
    0: "every database is backed up, checked, and its logs were deleted or need not be",
    1: "warnings: backed up, but something wants a look",
    2: "failures: a database is not backed up, or something cannot be trusted",
    3: "backed up and checked, but what becomes of the logs could not be seen in time (--wait)",
  },
  examples: [
    "thawline backup",
    "thawline backup --database DB01 --target E:\\Backup --dry-run",
    "thawline backup --all --target \\\\nas\\exchange --keep 3 --yes",
    "thawline backup --database DB01 --target E:\\Backup --type copy --yes",
    "thawline backup --database DB01 --target E:\\Backup --script-only C:\\Scripts",
    "thawline backup --lab good",
  ],
});

export const RESTORE_HELP = helpText({
  about: `Reads a run's folder, checks its files, and prints whether and how they can be restored: to a recovery database, or
to where they came from; every command, in order, with what has to be seen before the next. Changes nothing.`,
  needs: "the folder of a run; any system.",
  exits: {
    0: "can be restored",
    1: "can be restored, but something wants a look",
    2: "cannot be restored, or only with loss",
    3: "cannot tell",
  },
  examples: [
    "thawline restore plan E:\\Backup\\MBX1_DB01_20261123T200000Z_0123456789abcdef",
    "thawline restore plan RUN --format json",
  ],
});
