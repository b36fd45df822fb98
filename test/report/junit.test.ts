import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { renderJunit } from "../../src/report/junit.ts";
import { cutOff } from "./fixtures/cut.ts";
import { noJobs } from "./fixtures/empty.ts";
import { frozenTooLong } from "./fixtures/frozen.ts";
import { good } from "./fixtures/good.ts";
import { FIXTURES } from "./fixtures/index.ts";
import { hostileReports, RUNS } from "./hostile-texts.ts";

const OPTIONS = { width: 80, color: true, unicode: true, verbose: false };

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** The XML as a tree; throws where it is not well formed. */
function parse(xml: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(xml).close();
  const [top] = root.children;
  if (top === undefined) throw new Error("no element");
  return top;
}

function named(element: Element, name: string): readonly Element[] {
  return [
    ...(element.name === name ? [element] : []),
    ...element.children.flatMap((child) => named(child, name)),
  ];
}

function expectConsistent(report: Report): Element {
  const xml = renderJunit(report, OPTIONS);
  expect(xml.replaceAll("\n", "")).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  const suites = parse(xml);
  for (const suite of [suites, ...named(suites, "testsuite")]) {
    expect(suite.attributes.tests).toBe(String(named(suite, "testcase").length));
    expect(suite.attributes.failures).toBe(String(named(suite, "failure").length));
    expect(suite.attributes.skipped).toBe(String(named(suite, "skipped").length));
  }
  return suites;
}

describe("a report as JUnit XML", () => {
  for (const [name, report] of Object.entries(FIXTURES))
    it(`is well formed, counts right and gives every case a name of its own: ${name}`, () => {
      const suites = expectConsistent(report);
      const cases = named(suites, "testcase").map(
        ({ attributes }) => `${attributes.classname} ${attributes.name}`,
      );
      expect(new Set(cases).size).toBe(cases.length);
    });

  it("is well formed whatever text the logs hold", () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        expectConsistent(report);
      }),
      { numRuns: RUNS },
    );
  });

  for (const [name, report] of Object.entries(FIXTURES))
    it(`tells every finding, and the evidence of failures: ${name}`, () => {
      const output = renderJunit(report, OPTIONS);
      for (const finding of report.findings) {
        expect(output).toContain(finding.code);
        if (finding.severity !== "failure") continue;
        for (const { recordId } of finding.evidence)
          expect(output).toContain(recordId === null ? "at mbx1.evtx@0x0 on" : `record ${recordId} of`);
      }
    });

  it("has a suite a server, and a case for each job and each of its databases", () => {
    const suites = named(parse(renderJunit(good, OPTIONS)), "testsuite");
    expect(suites.map((suite) => [suite.attributes.name, suite.children.length])).toEqual([
      ["MBX1", 3],
      ["log", 1],
    ]);
    expect(suites[0]?.attributes.timestamp).toBe("2026-03-01T22:00:00");
    expect(suites[0]?.children.map((one) => one.attributes.time)).toEqual(["4360.000", "0.000", "0.000"]);
  });

  it("fails the job and the databases that failed, with the finding's code, and tells the timeline", () => {
    const cases = named(parse(renderJunit(frozenTooLong, OPTIONS)), "testcase");
    expect(cases.map((one) => named(one, "failure")[0]?.attributes.type)).toEqual([
      "FREEZE_TIMEOUT",
      "FREEZE_TIMEOUT",
      "FAILED",
      undefined,
    ]);
    const output = cases[0] && named(cases[0], "system-out")[0]?.text;
    expect(output).toContain("2026-03-01 22:01:40 +0:01:40 MBX1 6019 ESE 2004 [2]");
    expect(output).toContain("warning: FREEZE_SLOW");
  });

  it("skips what is not proven instead of passing it", () => {
    const cases = named(parse(renderJunit(cutOff, OPTIONS)), "testcase");
    expect(cases.map((one) => named(one, "skipped").length)).toEqual([1, 1, 1, 1]);
    const quiet = named(parse(renderJunit(noJobs, OPTIONS)), "testcase");
    expect(quiet.map((one) => named(one, "skipped").length)).toEqual([0]);
  });
});
