import type { Finding, Severity } from "../../model/finding.ts";
import type { Job } from "../../model/job.ts";
import type { Evidence } from "./evidence.ts";
import { byNumbersInName } from "./natural.ts";
import type { FindingGroup, OccurrenceView } from "./report-view.ts";
import { shortServer } from "./server.ts";
import { SEVERITIES } from "./words.ts";

const ORDER: Record<Severity, number> = { failure: 0, warning: 1, info: 2 };

/**
 * Findings worst first, otherwise as they came: the judge's order counts within a severity. Only what it says of several
 * databases of a server at one moment is put in the order of their names.
 */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  const blocks = new Map<string, Finding[]>();
  for (const finding of findings.toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity])) {
    const { severity, code, server, job, evidence } = finding;
    const key = JSON.stringify([severity, code, server, job, evidence[0]?.time ?? null]);
    const block = blocks.get(key) ?? [];
    blocks.set(key, block);
    block.push(finding);
  }
  return [...blocks.values()].flatMap((block) =>
    block.toSorted((a, b) => byNumbersInName(a.database ?? "", b.database ?? "")),
  );
}

/** Tells the findings of a job: those that name it, and those that it names. */
export function findingsByJob(findings: readonly Finding[]): (job: Job) => readonly Finding[] {
  const byId = new Map(findings.map((finding, order) => [finding.id, { finding, order }]));
  const byJob = new Map<string, string[]>();
  for (const { id, job } of findings) {
    if (job === null) continue;
    const ids = byJob.get(job) ?? [];
    byJob.set(job, ids);
    ids.push(id);
  }
  return (job) =>
    [...new Set([...(byJob.get(job.id) ?? []), ...job.findings])]
      .flatMap((id) => byId.get(id) ?? [])
      .toSorted((a, b) => a.order - b.order)
      .map(({ finding }) => finding);
}

/**
 * Puts findings of one code, severity, cause and remedy together, so that 300 slow freezes give one
 * paragraph with 300 occurrences. `jobNumbers` maps a job's id to its number.
 */
export function groupFindings(
  findings: readonly Finding[],
  evidence: Evidence,
  jobNumbers: ReadonlyMap<string, number>,
): readonly FindingGroup[] {
  const groups = new Map<string, { readonly head: Finding; readonly occurrences: OccurrenceView[] }>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.code, finding.severity, finding.cause, finding.remedy]);
    const group = groups.get(key) ?? { head: finding, occurrences: [] };
    groups.set(key, group);
    group.occurrences.push(occurrence(finding, evidence, jobNumbers));
  }
  return [...groups.values()].map(({ head, occurrences }) => ({
    code: head.code,
    severity: head.severity,
    tone: head.code === "TRUNCATION_UNPROVEN" ? "unproven" : SEVERITIES[head.severity],
    word: wordOf(head),
    title: head.title,
    cause: head.cause,
    remedy: head.remedy,
    references: head.references,
    occurrences,
  }));
}

/** `DB01 on MBX1`; the part that a finding does not name is left out. */
export function subjectOf(database: string | null, server: string | null): string {
  if (database === null) return server ?? "";
  return server === null ? database : `${database} on ${server}`;
}

function occurrence(
  finding: Finding,
  evidence: Evidence,
  jobNumbers: ReadonlyMap<string, number>,
): OccurrenceView {
  const server = finding.server === null ? null : shortServer(finding.server);
  return {
    id: finding.id,
    title: finding.title,
    detail: finding.detail,
    database: finding.database,
    server,
    subject: subjectOf(finding.database, server),
    job: finding.job,
    jobNumber: finding.job === null ? null : (jobNumbers.get(finding.job) ?? null),
    evidence: evidence.numbersOf(finding),
  };
}

function wordOf(finding: Finding): string {
  if (finding.severity !== "info") return finding.severity;
  return finding.code === "TRUNCATION_UNPROVEN" ? "not proven" : "not a fault";
}
