import type { LabBackup } from "../src/lab/backups/backup.ts";
import { LAB_BACKUPS } from "../src/lab/backups/index.ts";
import { SERVERS } from "../src/lab/site.ts";
import { plain, table } from "./markdown.ts";

const FIRST = SERVERS[0].split(".")[0];

const INTRODUCTION = `# Backups in the lab

\`thawline backup --lab STORY\` makes a backup on the simulated servers of [lab.md](lab.md), with the same code that backs real ones up: it looks at the server, plans, writes its scripts, starts Diskshadow, copies, checks, watches the event logs and cleans up. Only what it starts, and what answers it, is simulated. **It is a simulation**: the server is called ${FIRST}, the programs say in their first lines that they are none of Microsoft's, and the plan and the report show the same names.

\`\`\`sh
thawline backup --lab list
thawline backup --lab good
thawline backup --lab one-log-fails
\`\`\`

## What is simulated

Each program is a file or a folder in \`src/lab/tools\`. The server has C:, D: with the logs, and a volume for the databases that is mounted in the folder D:\\Databases, so that mount points are always part of it.

| program | does |
| --- | --- |
| Diskshadow | reads the real script, line by line; loses the last letter of lines without a carriage return; knows set, writer exclude and verify, begin and end backup, add volume, create, expose, unexpose, exec, delete shadows, list shadows, reset, exit; ends at the first line that fails. Without \`end backup\` the writer hears of nothing but the end. What it takes a snapshot with are the same steps of writer and VSS as everywhere in the lab |
| robocopy | copies the files of an exposed shadow copy to a real folder; tries again, prints its log and ends with the bits that tell how it went |
| eseutil | looks at the real copied files: \`/k\`, \`/ml\`, \`/mh\`, \`/mk\`, with the exit codes of Jet errors |
| vssadmin | lists writers, shadow copies and volumes as they are |
| PowerShell | answers the two questions of the program (what Exchange has, what the machine is like) and understands nothing else |
| icacls | says yes; rights of folders are not simulated |

What they print has the shape of public samples; where no sample has the words, only what all languages share is printed. In \`localised\` Diskshadow and robocopy speak Chinese, of which there are samples.

Time is that of the lab: it passes only while one of these programs takes it, or somebody waits. A program that is ended dies where it stands, and the writer is not told; shadow copies outlive it.

## What it cannot prove

- **That the real programs do the same.** They are simulated from what is known of them, and what is not known was decided: exit codes of Diskshadow (0, or 1 when a line failed), its words and HRESULTs for most failures, that \`end backup\` says nothing when the writer has forgotten the backup or reports a database as failed.
- **What becomes of a copy backup in the logs.** Without \`begin backup\` nobody tells the writer that it is complete, so the logs end as those of a backup that was given up. Whether the real Diskshadow says more is not known.
- **What the writer hears of a Diskshadow that crashes.** Here it hears nothing, and a later backup finds an orphan.
- **Anything about speed, space or rights.** Files are some hundred kilobytes, and a database takes minutes all the same.
- **That the checks find all damage.** The eseutil of the lab knows the formats by the same code as the native check; that this code agrees with others is proven elsewhere ([proof.md](proof.md)).

## Stories

What must come of each is stated by its author, and not worked out by the program; tests hold it. Besides, random faults strike at random steps: Exchange is never told of a copy that is not, byte for byte, what the database was at the freeze; nothing is left that is not told of; nothing of others is touched.`;

/** `docs/lab-backups.md`: the simulated programs of a backup, and the stories of `backup --lab`. */
export function labBackupsMarkdown(): string {
  return [
    "<!-- Made by `npm run generate` from src/lab/backups. -->",
    INTRODUCTION,
    table(
      ["story", "tells", "run", "Exchange is told", "exit"],
      LAB_BACKUPS.map(({ name, title, predicts: { run, told, exit } }) => [
        `[${name}](#${name})`,
        plain(title),
        run,
        told ? "yes" : "no",
        `${exit}`,
      ]),
    ),
    ...LAB_BACKUPS.flatMap(section),
  ]
    .join("\n\n")
    .concat("\n");
}

function section({ name, title, story, type, database, predicts }: LabBackup): readonly string[] {
  const { run, told, jobs, findings, files, exit } = predicts;
  const linked = (codes: typeof findings): string =>
    codes.map((code) => `[${code}](findings.md#${code.toLowerCase()})`).join(", ");
  const what = `${type ?? "full"} backup of ${database ?? "SIM-DB01"}`;
  const job =
    jobs.length === 0
      ? "no job"
      : `${jobs.length === 1 ? "one job" : `${jobs.length} jobs`} (${jobs.join(", ")})`;
  return [
    `### ${name}`,
    `**${plain(title)}**`,
    plain(story),
    [
      `A ${what}. Must come of it: ${run === "blocked" ? "it is told beforehand, and nothing is begun" : `the run is ${run}, Exchange is ${told ? "told" : "not told"} that it is good`};`,
      `the event logs have ${job}, ${findings.length === 0 ? "no warning, no failure" : linked(findings)};`,
      `${files.length === 0 ? "" : `the check of the copy finds ${linked(files)}; `}\`backup\` exits ${exit} when it waits until the logs have said it all.`,
    ].join(" "),
  ];
}
