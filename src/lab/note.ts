import type { Speed } from "./clock.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { DAG } from "./site.ts";
import type { Lab } from "./world.ts";

const EXITS = ["good", "warnings", "failures", "cannot judge"] as const;

/** `simulated.md`: says of a folder what it is, what happened, and what to try. */
export function simulatedMarkdown(
  { scenario, seed, speed }: { readonly scenario: Scenario; readonly seed: number; readonly speed: Speed },
  lab: Lab,
  over: boolean,
): string {
  const { predicts, title, story, faults, name } = scenario;
  const servers = lab.servers.map(({ short }) => short);
  return `# Simulated: ${title}

**No real server wrote any of this.** \`thawline lab run ${name} --seed ${seed} --speed ${speed}\` made it: two
servers of a DAG (${DAG}) that do not exist, with the event logs that their software would have written, and small
database files in the format of real ones. Times begin at ${new Date(lab.clock.begin).toISOString()}.${over ? "" : " The run is not over yet."}

${story}

Faults that were ordered: ${faults.length === 0 ? "none" : faults.join("; ")}.

## What is here

| place | holds |
| --- | --- |
| ${servers.map((server) => `\`${server}/*.evtx\``).join(", ")} | the event logs |
| ${servers.map((server) => `\`${server}/db/\``).join(", ")} | databases, logs and checkpoints as the servers have them |
| \`backup/\` | what requesters copied${over ? `: ${backups(lab)}` : ""} |
| \`topology.json\` | servers and copies, for \`--topology\` |

## To try

\`\`\`sh
thawline analyze . --topology topology.json
thawline verify backup
\`\`\`

Predicted, by the author of the scenario and not by the program: ${jobs(predicts.jobs)}; ${codes(predicts.findings)};
\`analyze\` ends with ${predicts.exit} (${EXITS[predicts.exit]})${predicts.verify === undefined ? "" : `, \`verify\` on \`backup\` with ${predicts.verify} (${EXITS[predicts.verify]})`}.
${leftOut(lab)}`;
}

function backups({ backups: made }: Lab): string {
  return made.length === 0 ? "nothing" : made.map(({ folder }) => `\`${folder}\``).join(", ");
}

function jobs(outcomes: readonly string[]): string {
  return `${outcomes.length === 1 ? "one job" : `${outcomes.length} jobs`} (${outcomes.join(", ")})`;
}

function codes(findings: readonly string[]): string {
  return findings.length === 0 ? "no warning and no failure" : findings.join(", ");
}

/** Events that the lab does not write, because nobody knows them well enough. */
function leftOut({ logs }: Lab): string {
  const names = [...logs.leftOut.keys()].sort();
  if (names.length === 0) return "";
  return `
Left out, because they are known from memory only: ${names.join(", ")}. A real server would have written them.
`;
}
