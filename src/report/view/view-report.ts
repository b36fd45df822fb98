import type { Report } from "../../model/report.ts";
import { numberEvidence } from "./evidence.ts";
import { findingsByJob, groupFindings, worstFirst } from "./findings.ts";
import { viewCoverage, viewInput } from "./inputs.ts";
import { chooseDetailed, summariseDatabases, viewJob } from "./jobs.ts";
import type { ReportView } from "./report-view.ts";
import { viewVerdict } from "./verdict.ts";

/** How much is shown in full. */
export interface ViewOptions {
  /** Every job in detail. */
  readonly verbose?: boolean;
  /** The most jobs in detail where there are more than three and not all are wanted. Default 5. */
  readonly mostDetailed?: number;
}

/** Everything that a reader is to see of a report, worded and numbered but not laid out. Pure. */
export function viewReport(report: Report, options: ViewOptions = {}): ReportView {
  const findings = worstFirst(report.findings);
  const evidence = numberEvidence(findings);
  const findingsOf = findingsByJob(findings);
  const { jobs, leftOut } = chooseDetailed(
    report.jobs.map((job, index) => viewJob(job, index + 1, findingsOf(job), report.coverage, evidence)),
    options.verbose ?? false,
    options.mostDetailed ?? 5,
  );
  const jobNumbers = new Map(report.jobs.map((job, index) => [job.id, index + 1]));
  const groups = groupFindings(findings, evidence, jobNumbers);
  const parts = {
    jobs,
    findings: groups.filter((group) => group.severity !== "info"),
    coverage: report.coverage.map(viewCoverage),
    inputs: report.inputs.map(viewInput),
  };
  return {
    generatedAt: report.generatedAt,
    tool: report.tool,
    verdict: viewVerdict(report, parts),
    ...parts,
    jobsLeftOut: leftOut,
    databases: summariseDatabases(jobs),
    notes: groups.filter((group) => group.severity === "info"),
    evidence: evidence.events,
  };
}
