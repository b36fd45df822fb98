import { element, type TestCase } from "./xml.ts";

export interface Suite {
  readonly name: string;
  readonly timestamp: string | null;
  readonly cases: readonly TestCase[];
}

/** Suites as one document, as CI servers read it. */
export function junitDocument(suites: readonly Suite[]): string {
  const all = suites.flatMap((suite) => suite.cases);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    element("testsuites", { name: "thawline", ...countsOf(all) }, suites.flatMap(suiteLines)),
  ];
  return `${lines.join("\n")}\n`;
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
