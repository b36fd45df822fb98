import { helpText } from "./help-text.ts";

export const VERIFY_HELP = helpText({
  about: `What is a database, a log or a checkpoint is told by content, not by name. Logs are put together by folder and base
name (E00), databases with the logs whose signature they bear, also where they lie in another folder. What was not
looked at is said. Verify a copy at rest or a shadow copy: the files of a mounted database are locked.

--engine eseutil lets eseutil (or esentutl) check the pages and the chain of logs, --engine both compares it with the
own check; any difference is told, and no such backup is called good.

Ctrl-C ends the reading and reports what was seen; the verdict is then that it cannot be told, or the damage found.`,
  needs: "nothing but the files; for --engine eseutil and both, eseutil or esentutl.",
  exits: {
    0: "good: every page and every needed log was read and is right; the databases can be restored",
    1: "warnings: can be restored, but something wants a look (a bit that can be corrected, older logs missing)",
    2: "failures: damaged, or not to be restored, or only with loss",
    3: "cannot tell: something could not be read, changed meanwhile, or is no file of a backup",
  },
  examples: [
    "thawline verify G:\\backup\\DB01",
    "thawline verify DB01.edb --format json -o db01.json",
    "thawline verify G:\\backup --format html -o backup.html",
    "thawline verify /mnt/db /mnt/logs --limit 200",
    "thawline verify G:\\ H:\\ I:\\ --jobs 3 --engine both",
  ],
});
