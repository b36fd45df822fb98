import type { Report } from "../model/report.ts";
import { databaseCase, jobCase, logCases, type Source, sourceOf } from "./junit/cases.ts";
import { junitDocument, type Suite } from "./junit/document.ts";
import type { RenderOptions } from "./options.ts";
import { viewReport } from "./view/view-report.ts";

/**
 * A report as JUnit XML, as CI servers read it: a suite a server with a case for each job and each
 * database of it, and a suite `log` for what concerns no job. What is unproven is skipped, not passed.
 */
export function renderJunit(report: Report, options: RenderOptions): string {
  const view = viewReport(report, { verbose: options.verbose });
  const source = sourceOf(view, options.verbose);
  const suites = [
    ...serverSuites(source),
    { name: "log", timestamp: view.generatedAt, cases: logCases(source) },
  ];
  return junitDocument(suites);
}

function serverSuites(source: Source): readonly Suite[] {
  const { view } = source;
  const servers = [...new Set(view.jobs.map((job) => job.servers[0] ?? "unknown server"))];
  return servers.map((server) => {
    const jobs = view.jobs.filter((job) => (job.servers[0] ?? "unknown server") === server);
    return {
      name: server,
      timestamp: jobs.find((job) => job.start !== null)?.start ?? null,
      cases: jobs.flatMap((job) => [
        jobCase(job, source),
        ...job.databases.map((database) => databaseCase(job, database, source)),
      ]),
    };
  });
}
