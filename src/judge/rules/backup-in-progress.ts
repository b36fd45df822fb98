import type { JobFacts } from "../../correlate/assess/index.ts";
import type { BackupEvent } from "../../model/event.ts";
import { isFreezeFailure, isPhaseFailure, reasonOf } from "../failures.ts";
import { groupsOf, hitOf } from "../groups.ts";
import { backupOf, listOf, moment, serverName, withErrors } from "../phrases.ts";
import type { Rule } from "../rule.ts";
import { type Rival, rivalsOf } from "../spans.ts";

/** Refused, because another backup has the database. */
export const backupInProgress: Rule = {
  meta: {
    code: "BACKUP_IN_PROGRESS",
    severity: "failure",
    title: "Refused: another backup is in progress",
    when: "The writer or the engine refused with -2403, -505, -617, 0x80070020, 0x50D or the words in the binary data of 9607, or logged 9840. A refusal at the freeze counts here only if another job of the database was open, and is FREEZE_FAILED otherwise.",
    cause:
      "A database can be in one backup at a time. Either two backup products or schedules overlap, or an earlier job never completed and the writer still holds its mark, which lives in memory until the job completes or the service restarts.",
    remedy: [
      "Look whether another product or schedule backs up the same database on any server, and part them in time.",
      "End or abort the earlier job in the product that started it.",
      "If nothing runs: restart the service that hosts the writer (the replication service since 2013, the Information Store before), then run a full backup.",
    ],
    references: [
      "learn.microsoft.com: exchange-writer-in-exchange-2013",
      "KB 910250 (9607, 0x50d), KB 933779 (-2403)",
    ],
  },
  check: (input) => {
    const rivals = rivalsOf(input);
    const holders = (facts: JobFacts) => rivals(facts).filter((rival) => begunBefore(rival, facts));
    return groupsOf(input, (e, facts) => refused(e, facts, holders), "database").map((group) => {
      const { facts, database, events } = group;
      const names = database === null ? events.flatMap((e) => e.keys.database ?? []) : [database.name];
      const others = facts === null ? [] : holders(facts).map(describe);
      const held = others.length === 0 ? "" : ` Open at that time: ${listOf(others, 3)}.`;
      return hitOf(group, {
        detail: `The ${backupOf(facts, names)} was refused${withErrors(events)}: another one is in progress.${held}`,
      });
    });
  },
};

function refused(
  event: BackupEvent,
  facts: JobFacts | null,
  holders: (facts: JobFacts) => readonly Rival[],
): boolean {
  if (reasonOf(event) !== "in-progress") return false;
  if (isPhaseFailure(event)) return true;
  return isFreezeFailure(event) && facts !== null && holders(facts).length > 0;
}

function begunBefore(rival: Rival, facts: JobFacts): boolean {
  return (rival.facts.job.opened ?? 0) <= (facts.job.opened ?? 0);
}

function describe({ facts: { result, job } }: Rival): string {
  const begun = job.opened === null ? "" : `, begun ${moment(job.opened)}`;
  return `job ${result.id} of ${serverName(result.servers[0] ?? job.server)}${begun}`;
}
