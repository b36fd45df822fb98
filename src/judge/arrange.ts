import type { Finding, Severity } from "../model/finding.ts";
import type { Job } from "../model/job.ts";
import { groupBy } from "./phrases.ts";

export interface Judgement {
  /** The jobs, each naming its findings. */
  readonly jobs: readonly Job[];
  /** Worst first. */
  readonly findings: readonly Finding[];
}

const SEVERITIES: readonly Severity[] = ["failure", "warning", "info"];

/** Puts findings in order, numbers them, and lets the jobs name theirs; whatever numbers they had before. */
export function arrange(jobs: readonly Job[], findings: readonly Finding[]): Judgement {
  const numbered = findings
    .map((found) => ({ found, key: sortKey(found) }))
    .sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1))
    .map(({ found }, index) => ({ ...found, id: `F${index + 1}` }));
  const ofJob = groupBy(numbered, (found) => found.job ?? "");
  return {
    jobs: jobs.map((job) => ({ ...job, findings: (ofJob.get(job.id) ?? []).map((found) => found.id) })),
    findings: numbered,
  };
}

/** Worst first; then by time, code and place, so that the same case always reads the same. */
function sortKey(f: Finding): string {
  return [
    SEVERITIES.indexOf(f.severity),
    f.evidence[0]?.time ?? f.at ?? "",
    f.code,
    f.server,
    f.database,
    f.job,
    f.detail,
  ].join("\n");
}
