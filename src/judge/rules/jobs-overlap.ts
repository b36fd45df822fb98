import type { JobFacts } from "../../correlate/assess/index.ts";
import { groupOf, hitOf } from "../groups.ts";
import { listOf, moment, serverName } from "../phrases.ts";
import type { Rule } from "../rule.ts";
import { rivalsOf } from "../spans.ts";

/** Two requesters on one database, on whichever servers. */
export const jobsOverlap: Rule = {
  meta: {
    code: "JOBS_OVERLAP",
    severity: "warning",
    title: "Two backups of one database at the same time",
    when: "Two jobs with a database in common overlap in time, on one server or two; on two by more than clocks may disagree (60 s).",
    cause:
      "Only one backup of a database may run at a time, counting all its copies. Two products or schedules disturb each other: jobs are refused, and truncation by one breaks the chain of the other's incrementals.",
    remedy: [
      "Let one product do full and incremental backups, and set all others to copy.",
      "Part their schedules, also between servers with copies of one database.",
      "Look for agents that take VSS snapshots of the whole machine at that time.",
    ],
    references: [
      "learn.microsoft.com: exchange-writer-in-exchange-2013",
      "KB 4037535",
      "Quest NetVault, N-able documentation (vendors)",
    ],
  },
  check: (input) => {
    const rivals = rivalsOf(input);
    const place = new Map(input.jobs.map((facts, index) => [facts, index]));
    const order = (facts: JobFacts) => place.get(facts) ?? 0;
    return input.jobs.flatMap((facts) =>
      rivals(facts)
        .filter((rival) => order(rival.facts) < order(facts))
        .map((rival) => {
          const [name] = rival.databases;
          const only = facts.result.databases.find((d) => d.name === name) ?? null;
          const group = groupOf(facts, rival.databases.length === 1 ? only : null, [
            ...firstOf(rival.facts),
            ...firstOf(facts),
          ]);
          return hitOf(group, {
            detail: `Jobs ${describe(facts)} and ${describe(rival.facts)} ran at the same time on ${listOf(rival.databases)}.`,
          });
        }),
    );
  },
};

function firstOf({ job }: JobFacts) {
  return job.events
    .filter((t) => t.part === "own")
    .slice(0, 1)
    .map((t) => t.event);
}

function describe({ result, job }: JobFacts): string {
  const begun = job.opened === null ? "" : `, begun ${moment(job.opened)}`;
  return `${result.id} (${result.type}, ${serverName(result.servers[0] ?? job.server)}${begun})`;
}
