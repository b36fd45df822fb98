import { commandFile } from "../src/backup/script/command.ts";
import { cleanupScripts, diskshadowScript } from "../src/backup/script/diskshadow.ts";
import { standAlone } from "../src/backup/script/stand-alone.ts";
import { planOf } from "../test/backup/site.ts";
import { table } from "./markdown.ts";

/** A script as it stands in the page: what it says, with the line ends of the page. */
function code(language: string, text: string): string {
  return `\`\`\`${language}\n${text.replaceAll("\r\n", "\n")}\`\`\``;
}

/** `docs/backup-scripts.md`: what the scripts of a run do to a server, line by line, for who is to answer for it. */
export function backupScriptsMarkdown(): string {
  const plan = planOf();
  const [unexpose, remove] = cleanupScripts({
    exposed: ["5f0a1f1e-3c60-4e69-985d-3bc400a24ff1"],
    shadows: ["5f0a1f1e-3c60-4e69-985d-3bc400a24ff1"],
  });
  const { cmd, readme } = standAlone(plan);
  return [
    "<!-- Made by `npm run generate` from .config/backup-scripts-markdown.ts and src/backup/script. -->",
    INTRODUCTION,
    "## Diskshadow's script: `backup.dsh`",
    code("text", diskshadowScript(plan)),
    table(["line", "does", "why so"], DISKSHADOW),
    AFTER_DISKSHADOW,
    "## What `exec` starts: `copy.cmd`",
    code("bat", commandFile(plan)),
    table(["line", "why so"], COMMAND),
    COPY_STEP,
    "## Cleanup",
    CLEANUP,
    code("text", unexpose?.text ?? ""),
    code("text", remove?.text ?? ""),
    "## Without Thawline: `--script-only`",
    STAND_ALONE,
    code("bat", cmd),
    "The page beside it, `README.txt`:",
    code("text", readme),
    WHAT_IT_LACKS,
    PROVEN,
  ]
    .join("\n\n")
    .concat("\n");
}

const INTRODUCTION = `# The scripts of a backup

\`thawline backup\` lets Diskshadow make the snapshot, and robocopy and eseutil copy and check. This page shows the scripts as they are written for a full backup of the database DB01 on the server EX1, which has a passive copy of DB02 as well; the database lies on E:, its logs on F:, the target on D:. [script-2009.md](script-2009.md) tells from which faults of an older script they have learned.

What is done to the server, in short: two persistent shadow copies are made and shown on two free drive letters, for as long as the copying takes. Exchange freezes the database for the seconds that the snapshot takes, and is told at the end that it was backed up, if and only if every check was good. All other databases and all other writers are left out. What is left in the end is the folder of the run.

Every run has a new folder, whose name has the server, the database, the time and 16 random digits. Only administrators and the system may write to it: what lies there is run with their rights. Its path has to be plain ASCII without blanks, because nobody knows for certain how Diskshadow reads others.

All scripts are plain ASCII with the line ends of Windows. Diskshadow loses the last letter of a line that ends otherwise.`;

const DISKSHADOW: readonly (readonly [string, string, string])[] = [
  [
    "`set verbose on`",
    "Diskshadow says which writers and components take part",
    "it is the only proof that the database was in the snapshot",
  ],
  [
    "`set context persistent`",
    "the shadow copies stay until they are deleted, also after a restart",
    "others cannot be exposed; so cleanup has to delete them whatever happens",
  ],
  [
    "`set metadata`",
    "writes what the writers said of their files to a file of the run",
    "without it a file is left in whatever folder Diskshadow was started in",
  ],
  [
    "`writer exclude {...}`",
    "leaves a writer out: each that this machine has, but Exchange's",
    "in a full backup they would note that they were backed up, and some would delete logs of their own",
  ],
  [
    '`writer exclude "...\\<guid>"`',
    "leaves another database out: each that this server has a copy of, but recovery ones, which the writer does not list",
    "one that lies on the same volume would take part, and its logs be deleted at `end backup`, though nobody copied it",
  ],
  [
    '`writer verify "...\\<guid>"`',
    "ends the script if the database is not to take part",
    "it selects nothing; but what was left out, or is dismounted, is noticed before the snapshot",
  ],
  [
    "`begin backup`",
    "begins a full backup; a run with `--type copy` does not have it",
    "only after a full backup Exchange deletes logs",
  ],
  [
    "`add volume`",
    "the volumes of database, logs and checkpoint, each once, by their own names",
    "a volume may be mounted in a folder; its letter would be that of another volume",
  ],
  ["`create`", "makes the snapshot of all of them at one moment", "the writer freezes the database for it"],
  [
    "`expose`",
    "shows each on a drive letter that was free, or in an empty folder of the run",
    "robocopy and eseutil need a path",
  ],
  ["`exec`", "starts `copy.cmd` and waits", "any other end than 0 stops Diskshadow before the next line"],
  [
    "`end backup`",
    "tells the writers that the backup is complete",
    "it comes after all checks; Exchange may delete logs from now on",
  ],
  [
    "`delete shadows id`",
    "deletes the shadow copies of this run, by the ids that `create` gave",
    "never `all`: it would delete those of others",
  ],
];

const AFTER_DISKSHADOW = `Whatever fails ends the script there. Then no later line runs: no \`end backup\`, so Exchange is told nothing and keeps its logs, and no \`delete\`, so cleanup does it. The exit codes of Diskshadow are not documented; Thawline goes by the echo of each line, and by the ids behind its own aliases.`;

const COMMAND: readonly (readonly [string, string])[] = [
  ["`setlocal`", "a shell that was started with delayed expansion would read `!` in paths"],
  ['`set "ERRORLEVEL="`', "a variable of that name would hide the exit code"],
  [
    "the call",
    "words in quotes, `%` doubled; what the step prints goes to a file of the run, as Diskshadow's console shows it nowhere",
  ],
  ["`exit /b %errorlevel%`", "its exit code is what Diskshadow goes by"],
];

const COPY_STEP = `The step that it calls copies by robocopy, compares every file with the snapshot, lets eseutil and Thawline read all pages and logs, and returns 0 only when nothing is in doubt.`;

const CLEANUP = `After every run, however it ended, and at the next start if it was killed. One command a script, because a line that fails ends a script and the next one must still be tried. Exposures are taken back by the id of the shadow copy: its letter may meanwhile belong to something else.`;

const STAND_ALONE = `\`thawline backup --database DB01 --target D:\\Backup --script-only DIR\` writes scripts to read and to run by hand, which need nothing of Thawline, and makes no backup. They are good for one run. \`backup.dsh\` is like the one above; \`copy.cmd\` does all by itself:`;

const WHAT_IT_LACKS = `Its exit codes are read as they are meant: 8 and more of robocopy are failures, and of eseutil all but 0, so that also a program that is missing (9009) ends it. Beside that it compares the sizes of files, since robocopy calls it a success when it found nothing to copy. Paths stand in quotes only, never in variables or blocks, and are never printed.

What \`thawline backup\` does and these scripts do not: look at the server first, choose what is free at that moment, follow the output, compare the pages that eseutil saw with the size of the file, work out whether the logs that recovery needs are there and fit, and clean up by itself.`;

const PROVEN = `## What is proven, and what is not

The \`.cmd\` files were run by Wine's \`cmd.exe\`, with programs in the place of Diskshadow, robocopy and eseutil: a good run, each of these failing in turn, files that are missing or cut, strange letters in paths. Only the good run ended with 0. It shows nothing about the real Diskshadow. Of that it is known from what others published that a failing line, and a program of \`exec\` that does not end with 0, end the script.

Not known, and found in no source:

- its exit codes, and what it makes of blanks in paths; so neither is relied upon;
- whether \`writer exclude\` takes a component that the writer does not list, as that of a dismounted database;
- whether \`writer verify\` works without a backup session, as in a run with \`--type copy\`;
- how the components of Exchange 2007 are called; the GUID of the storage group is assumed.

Should one of these be otherwise, Diskshadow ends before the snapshot: no database is frozen, and Exchange is told nothing.`;
