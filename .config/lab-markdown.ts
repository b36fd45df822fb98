import { SCENARIOS } from "../src/lab/scenarios/index.ts";
import type { Scenario } from "../src/lab/scenarios/scenario.ts";
import { SERVERS, USUAL_SITE } from "../src/lab/site.ts";
import { CHECKPOINT_DEPTH, LEAVES, PAGE_SIZE, SECTORS } from "../src/lab/store/sizes.ts";
import { plain, table } from "./markdown.ts";

const [FIRST, SECOND] = SERVERS;
const [DB1, DB2] = USUAL_SITE.databases;

const INTRODUCTION = `# The lab

\`thawline lab\` simulates two Exchange servers of a DAG, ${FIRST} and ${SECOND}, with their databases, and runs a story on them. What they would have written lies in a folder afterwards, so that \`analyze\`, \`verify\` and \`watch\` can be tried where no Exchange is. **It is a simulation**: no name, note or row of it can be mistaken for that of a real server.

\`\`\`sh
thawline lab list
thawline lab run frozen-too-long --out /tmp/lab
thawline analyze /tmp/lab --topology /tmp/lab/topology.json
thawline verify /tmp/lab/backup
\`\`\`

| option | does |
| --- | --- |
| \`--out DIR\` | where to; must be empty or not be there |
| \`--seed N\` | other times, figures and durations; the same seed gives the same files, byte for byte |
| \`--speed max\` | as fast as can be (the default); the story is then of a fixed day |
| \`--speed real\`, \`--speed 60\` | from now on, as fast as real time, or so many times as fast; the logs grow record by record |

In the folder: \`SERVER/Application.evtx\` and \`System.evtx\`, \`SERVER/db/DATABASE/\` with the database, its logs and its checkpoint as that server has them, \`backup/\` with what requesters copied, \`topology.json\` for \`--topology\`, and \`simulated.md\`, which tells what happened and what must be concluded.

\`thawline backup --lab\` makes real backups of these servers, with simulated programs of Windows: [lab-backups.md](lab-backups.md).

## What is simulated

Each actor is a file in \`src/lab\`. They know one clock, and each other only by what they do.

| actor | does |
| --- | --- |
| store | fills a log every 5 to 20 minutes, changes pages, moves the checkpoint |
| replication | copies, inspects and replays logs on the other server, after the lag of the copy; deletes logs that are backed up and that no copy needs, and says so on the active server alone (ESE 224) |
| Exchange writer | of 2013 and later in the replication service, with a worker process a database; of 2010 the store's and the replication service's. Keeps running backups in memory only; refuses what is in use, unhealthy or not whole |
| VSS | holds writes for 10 seconds at most, lets writers be frozen for 60; the engine's own timer ends after 20 |
| requester | another backup program: asks for a snapshot, copies the files as they were at the freeze, checks their pages, says how it went |
| other software | writes what fills such logs all day |

The events are those of [events.md](events.md), with providers, numbers, categories, insertion strings, process ids and session numbers as [correlation.md](correlation.md) tells. An event that is known from memory only is left out, and \`simulated.md\` names it. No text of an event is made up: the logs hold insertion strings, as real ones do.

The database files are in the format of real ones (pages of ${PAGE_SIZE / 1024} KiB with their sums, header and shadow header, catalogue, one table that libesedb lists and exports; logs of format 8 that name the sums of the ones before). They are small: ${LEAVES} pages of rows, logs of ${SECTORS} instead of 256 sectors, a checkpoint that stays ${CHECKPOINT_DEPTH} logs behind instead of about a hundred.

Unless a scenario says otherwise, ${DB1?.name} is mounted on the first server and ${DB2?.name} on the second, each with a copy on the other, on Exchange ${USUAL_SITE.version}, and the backup runs on the first.

## What it cannot prove

- **That a real server does the same.** The simulation knows what [events.md](events.md) and [correlation.md](correlation.md) know, and shares their errors. A good result here says that Thawline agrees with its own sources.
- **Anything about times.** Durations are drawn from a range that seems likely. Real storage, real load and real locks are not in it.
- **What Exchange does besides.** No mail flow, no Active Directory, no cluster: a failover is a dismount here and a mount there.
- **That a database can be restored.** Its log files hold no real transactions; recovery is not simulated, only the files that it would ask for.
- **The texts of events**, in any language. \`localised\` puts words of Event Viewer around them, and a sentence that says that it is simulated.
- **The store's writer of 2010 to a good end**: its completion (9616) is known from memory only.

## Scenarios

What each must be concluded to be is stated by its author, and not worked out by the program; tests hold it, also with other seeds, and in random histories of several stories on random databases.`;

/** `docs/lab.md`: the simulated servers and their stories, for people. */
export function labMarkdown(): string {
  return [
    "<!-- Made by `npm run generate` from src/lab/scenarios. -->",
    INTRODUCTION,
    table(
      ["scenario", "tells", "analyze", "verify"],
      SCENARIOS.map(({ name, title, predicts }) => [
        `[${name}](#${name})`,
        plain(title),
        `${predicts.exit}`,
        predicts.verify === undefined ? "" : `${predicts.verify}`,
      ]),
    ),
    ...SCENARIOS.flatMap(section),
  ]
    .join("\n\n")
    .concat("\n");
}

function section({ name, title, story, faults, predicts, hours, site }: Scenario): readonly string[] {
  const { jobs, findings, exit, verify } = predicts;
  const codes = findings.map((code) => `[${code}](findings.md#${code.toLowerCase()})`);
  const files = verify === undefined ? "" : ` \`verify\` on the backup exits ${verify}.`;
  return [
    `### ${name}`,
    `**${plain(title)}**`,
    plain(story),
    `Faults: ${faults.length === 0 ? "none" : plain(faults.join("; "))}. The logs go on for ${hours} hours.${site === undefined ? "" : ` ${databases(site)}`}`,
    `Must be concluded: ${jobs.length === 1 ? "one job" : `${jobs.length} jobs`} (${jobs.join(", ")}); ${codes.length === 0 ? "no warning, no failure" : codes.join(", ")}. \`analyze\` exits ${exit}.${files}`,
  ];
}

function databases({ version, databases: all, skewSeconds }: NonNullable<Scenario["site"]>): string {
  const each = all.map(({ name, active, copies, lagSeconds }) => {
    const other = copies === 1 ? "" : lagSeconds === undefined ? ", copied" : ", copied with a lag";
    return `${name} (mounted on ${SERVERS[active].split(".")[0]}${other})`;
  });
  const clock = skewSeconds === undefined ? "" : `; the second clock is ${skewSeconds} s ahead`;
  return `Exchange ${version}: ${each.join(", ")}${clock}.`;
}
