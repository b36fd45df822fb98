import type { RunRecord } from "../model/backup/run.ts";
import type { Finding } from "../model/finding.ts";
import type { Job, Outcome } from "../model/job.ts";

/**
 * The job of a copy backup whose run is proven. Diskshadow opens no backup session for it, so the writer is never told how it
 * went and sees only that the requester leaves, as with one that was given up: there the run knows better than the events.
 */
export function copyJob(job: Job): Job {
  const outcome = (of: Outcome): Outcome => (of === "abandoned" ? "succeeded" : of);
  return {
    ...job,
    outcome: outcome(job.outcome),
    databases: job.databases.map((result) => ({ ...result, outcome: outcome(result.outcome) })),
  };
}

export function isProvenCopy({ type, outcome }: RunRecord): boolean {
  return type === "copy" && outcome === "proven";
}

/** What the events say of such a job, without alarm where they only say that nobody ended it. */
export function copyFinding(found: Finding): Finding {
  if (found.code !== "JOB_ABANDONED") return found;
  return {
    ...found,
    severity: "info",
    title: "Copy backup: its end is told to nobody",
    detail: `By design: a copy backup has no session that could be ended. Its run is proven. ${found.detail}`,
    cause:
      "Exchange is told of the end of a backup only where the requester opened a backup session. A copy backup opens none, so that no log is ever deleted for it; its writer sees that the requester leaves, and nothing more.",
    remedy: ["Nothing has to be done."],
  };
}
