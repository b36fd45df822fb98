import type { Report } from "../model/report.ts";
import { databaseCase, jobCase, logCases, type Source, sourceOf } from "./junit/cases.ts";
import { element, type TestCase } from "./junit/xml.ts";
import type { RenderOptions } from "./options.ts";
import { viewReport } from "./view/view-report.ts";

interface Suite {
  readonly name: string;
  readonly timestamp: string | null;
  readonly cases: readonly TestCase[];
}

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
  const all = suites.flatMap((suite) => suite.cases);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    element("testsuites", { name: "thawline", ...countsOf(all) }, suites.flatMap(suiteLines)),
  ];
  return `${lines.join("\n")}\n`;
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

function suiteLines(suite: Suite): readonly string[] {
  // The format's timestamp has no zone; CI servers take it for UTC.
  const timestamp = suite.timestamp === null ? {} : { timestamp: suite.timestamp.slice(0, 19) };
  const attributes = { name: suite.name, ...countsOf(suite.cases), ...timestamp };
  return [element("testsuite", attributes, suite.cases.map(caseElement))];
}

function caseElement(test: TestCase): string {
  const { className, name, seconds } = test;
  return element("testcase", { classname: className, name, time: (seconds ?? 0).toFixed(3) }, [
    ...(test.failure === null
      ? []
      : [
          element(
            "failure",
            { message: test.failure.message, type: test.failure.type },
            [],
            test.failure.text,
          ),
        ]),
    ...(test.skipped === null ? [] : [element("skipped", { message: test.skipped })]),
    ...(test.output === "" ? [] : [element("system-out", {}, [], test.output)]),
  ]);
}

function countsOf(cases: readonly TestCase[]): Readonly<Record<string, string>> {
  return {
    tests: String(cases.length),
    failures: String(cases.filter((test) => test.failure !== null).length),
    errors: "0",
    skipped: String(cases.filter((test) => test.skipped !== null).length),
    time: cases.reduce((sum, test) => sum + (test.seconds ?? 0), 0).toFixed(3),
  };
}
