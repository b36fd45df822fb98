import type { JobFacts } from "../../correlate/assess/index.ts";
import type { BackupEvent } from "../../model/event.ts";
import type { Severity } from "../../model/finding.ts";
import type { Signal } from "../../model/signal.ts";
import { isPhaseFailure, reasonOf } from "../failures.ts";
import { type Group, groupsOf, hitOf } from "../groups.ts";
import { backupOf, databaseIn, eventsOf, idsOf, listOf, moment, withErrors } from "../phrases.ts";
import type { Case, Hit, Rule } from "../rule.ts";

/** The writer's error at any phase, where no other rule says it more precisely. */
export const backupFailed: Rule = {
  meta: {
    code: "BACKUP_FAILED",
    severity: "failure",
    title: "Backup failed",
    when: "The writer reported an error (2024, 2026, 2034, 2039, 2048, 2112, 2140, 9607, 9609, 9617, 9623, 9782, ...) that no more precise code explains, ESE could not read for a streaming backup (217, 218), or Windows Server Backup failed (5, 517, 521). A warning for what does not lose the backup: 2022, 2036, 219, failed I/O meanwhile, warnings of Windows Server Backup. Also a run of `thawline backup` that failed and whose events do not say so (docs/runs.md).",
    cause:
      "The writer or the backup product met an error and the job has no good end. The code and the phase tell most of it; errors marked as retryable often come from a job before that was not cleaned up.",
    remedy: [
      "Start from the code that the finding gives, and from VSS and volsnap events of the same minute.",
      "Read the backup product's log at that time.",
      "See the writer's state (`vssadmin list writers`); restart its service if it is not stable, and run the backup again.",
    ],
    references: [
      "learn.microsoft.com: CVssWriterEx2::SetWriterFailureEx",
      "docs/events.md: MSExchangeRepl 2024 to 2050, MSExchangeIS 9605 to 9623",
    ],
  },
  check: (input) => {
    const dead = deadSessions(input);
    return [
      ...groupsOf(input, isSerious, "database").map((group) => seriousHit(group, dead)),
      ...groupsOf(input, (e) => e.signal === "requester-failed", "job").map(requesterHit),
      ...groupsOf(input, isMild, (e) => e.signal).map(mildHit),
    ];
  },
};

function isSerious(event: BackupEvent, facts: JobFacts | null): boolean {
  if (event.signal === "stream-failed") return event.exchange && reasonOf(event) === null;
  if (!isPhaseFailure(event) || event.signal === "writer-volume-missing") return false;
  if (reasonOf(event) !== null) return false;
  return facts === null || !isExplained(event, facts);
}

/** Whether other events of the job, which have a rule of their own, tell why this one is there. */
function isExplained(event: BackupEvent, facts: JobFacts): boolean {
  const because = BECAUSE[event.signal];
  return because !== undefined && eventsOf(facts, ...because).length > 0;
}

const BECAUSE: Partial<Record<Signal, readonly Signal[]>> = {
  "writer-snapshot-prepare-failed": ["writer-volume-missing", "writer-copy-unhealthy"],
  "writer-complete-failed": ["writer-not-backed-up"],
};

const PHASES: Partial<Record<Signal, string>> = {
  "writer-database-prepare-failed": "preparing the backup",
  "writer-prepare-failed": "preparing the backup",
  "writer-snapshot-prepare-failed": "preparing the snapshot",
  "writer-post-snapshot-failed": "the work after the snapshot",
  "writer-database-failed": "completing the backup",
  "writer-complete-failed": "completing the backup",
  "writer-abort-failed": "aborting the backup",
  "writer-exception": "an exception in the writer",
  "stream-failed": "reading the files",
};

function seriousHit(group: Group, dead: ReadonlyMap<JobFacts, JobFacts>): Hit {
  const { facts, database, events } = group;
  const name = database?.name ?? databaseIn(events);
  const phases = listOf(events.flatMap((e) => PHASES[e.signal] ?? []));
  const detail = `The ${backupOf(facts, name === undefined ? [] : [name])} failed at ${phases}${withErrors(events)} (${idsOf(events)}).`;
  const timeout = facts === null ? undefined : dead.get(facts);
  if (timeout !== undefined && events.some((e) => e.signal === "writer-snapshot-prepare-failed")) {
    const when = timeout.job.opened === null ? "" : `, begun ${moment(timeout.job.opened)}`;
    return hitOf(group, {
      detail: `${detail} It follows the freeze timeout (ESE 2004) of job ${timeout.result.id}${when}.`,
      cause:
        "A freeze of this database timed out in an earlier job. The store worker keeps the dead session, and every later job of the database fails while preparing its snapshot until the worker is restarted: one cause, not many.",
      remedy: [
        "Restart the Information Store worker of the database (dismount and mount it, or move it), then run the backup again.",
        "Then see to the freeze timeout, or it will come back.",
      ],
    });
  }
  // An exception alone, in a job that went on to its good end, lost nothing.
  const harmless = events.every((e) => e.signal === "writer-exception") && facts?.result.outcome !== "failed";
  return hitOf(group, { ...(harmless ? { severity: "warning" as const } : {}), detail });
}

function requesterHit(group: Group): Hit {
  return hitOf(group, {
    title: "Backup product reported a failure",
    detail: `Windows Server Backup failed${withErrors(group.events)} (${idsOf(group.events)})${ran(group)}.`,
  });
}

const MILD: Partial<Record<Signal, string>> = {
  "writer-metadata-failed":
    "The writer could not list all databases for the backup product; one that is not listed is not backed up",
  "writer-shutdown-failed": "The writer could not clean up after the job",
  "header-not-stamped":
    "The backup could not be noted in the header of the database; the next incremental or truncation may go wrong",
  "io-failed": "Reading or writing failed",
  "requester-warning": "Windows Server Backup finished with errors or warnings",
};

function isMild(event: BackupEvent, facts: JobFacts | null): boolean {
  if (MILD[event.signal] === undefined) return false;
  if (event.signal === "io-failed") return facts !== null;
  return facts !== null || event.exchange || event.signal === "requester-warning";
}

function mildHit(group: Group): Hit {
  const [first] = group.events;
  const what = first === undefined ? "" : (MILD[first.signal] ?? "");
  const files = listOf(
    group.events.flatMap((e) => (e.signal === "io-failed" ? (e.keys.file ?? []) : [])),
    3,
  );
  return hitOf(group, {
    severity: "warning" satisfies Severity,
    title: "Trouble beside the backup",
    detail: `${what}${files === "" ? "" : ` in ${files}`}${withErrors(group.events)} (${idsOf(group.events)})${ran(group)}.`,
  });
}

function ran({ facts }: Group): string {
  return facts === null ? "" : ` while the ${backupOf(facts)} ran`;
}

/**
 * For each job the earlier one whose freeze of a common database timed out, with no good backup of it between:
 * since 2013 the worker keeps that session, and later jobs fail at preparing the snapshot.
 */
function deadSessions({ jobs }: Case): ReadonlyMap<JobFacts, JobFacts> {
  const timedOut = new Map<string, JobFacts>();
  const found = new Map<JobFacts, JobFacts>();
  for (const facts of jobs) {
    for (const { name, freeze, outcome } of facts.result.databases) {
      const key = `${facts.job.server}\n${name.toLowerCase()}`;
      const earlier = timedOut.get(key);
      if (earlier !== undefined) found.set(facts, earlier);
      if (freeze?.outcome === "timed-out") timedOut.set(key, facts);
      else if (outcome === "succeeded") timedOut.delete(key);
    }
  }
  return found;
}
