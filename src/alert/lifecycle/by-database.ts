import type { Finding } from "../../model/finding.ts";
import type { Job } from "../../model/job.ts";

/**
 * A failure of a whole job (JOB_ABORTED, say) as failures of the databases that it did not back up: the good job of another
 * database of the server must not end it, and the next such failure of another one is to be told. Other findings are
 * handed on as they are.
 */
export function byDatabase(finding: Finding, jobs: ReadonlyMap<string, Job>): readonly Finding[] {
  if (finding.database !== null || finding.job === null || finding.severity !== "failure") return [finding];
  const lost = (jobs.get(finding.job)?.databases ?? []).filter(({ outcome }) => outcome !== "succeeded");
  if (lost.length === 0) return [finding];
  return lost.map(({ name, server }) => ({ ...finding, database: name, server }));
}
