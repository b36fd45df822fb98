import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { prose, reference } from "../../src/report/markdown/escape.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { finding } from "./fixtures/build.ts";
import { FIXTURES } from "./fixtures/index.ts";
import { many } from "./fixtures/many.ts";
import { hostileReports, RUNS } from "./hostile-texts.ts";

const OPTIONS = { width: 80, color: true, unicode: true, verbose: false };

/** Blocks of lines that begin with a pipe. */
function tablesOf(markdown: string): readonly (readonly string[])[] {
  const tables: string[][] = [];
  const table: string[] = [];
  for (const line of markdown.split("\n")) {
    if (line.startsWith("|")) table.push(line);
    else if (table.length > 0) tables.push(table.splice(0));
  }
  return tables;
}

function expectHarmless(report: Report): void {
  const output = renderMarkdown(report, OPTIONS);
  expect(output.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u);
  for (const table of tablesOf(output)) {
    const cells = table.map((row) => row.split("|").length);
    expect(new Set(cells).size, table.join("\n")).toBe(1);
    expect(table[1]).toMatch(/^\|(?: --- \|)+$/u);
  }
  // What is left of markup is our own: folded parts, links that we let through, and codes of findings.
  const foreign = output
    .replace(/<\/?(?:details|summary)>/gu, "")
    .replace(/<https:\/\/[\w./%?=&+#-]+>/gu, "")
    .replace(/`[A-Z_]+`/gu, "")
    .replace(/&(?:#\d+|\w+);/gu, " ");
  expect(foreign).not.toMatch(/[<>`]/u);
  expect(foreign).not.toMatch(/@\w|#\d|:\/\/|www\.|(?<!\\)[[\]~$]/iu);
}

describe("text in Markdown", () => {
  it.each([
    ["a|b", "a&#124;b"],
    ["back\\|slash", "back&#92;&#124;slash"],
    ["`code` <b>&amp;", "&#96;code&#96; &lt;b&gt;&amp;amp;"],
    ["*x* _y_ [z](u)", "\\*x\\* \\_y\\_ \\[z\\](u)"],
    ["ask @octocat about #42", "ask @&#8203;octocat about #&#8203;42"],
    ["http://a.example www.b.example", "http:&#8203;//a.example www&#8203;.b.example"],
    ["a :smile: at 22:00:04", "a :&#8203;smile: at 22:00:04"],
    ["# not a heading", "#&#8203; not a heading"],
    ["- not a list", "\\- not a list"],
    ["1. not a list", "1&#8203;. not a list"],
    ["1.5 s of 3", "1.5 s of 3"],
    ["two\nlines", "two ⏎ lines"],
  ])("%j is written as %j", (text, written) => {
    expect(prose(text)).toBe(written);
  });

  it("makes links of plain https addresses only", () => {
    expect(reference("https://example.org/a?b=c#d")).toBe("<https://example.org/a?b=c#d>");
    expect(reference("javascript:alert(1)")).toBe("javascript:alert(1)");
    expect(reference("https://example.org/<b>")).not.toContain("<");
    expect(reference("docs/findings.md")).toBe("docs/findings.md");
  });
});

describe("a report as Markdown", () => {
  for (const [name, report] of Object.entries(FIXTURES))
    it(`has whole tables and nothing that acts: ${name}`, () => expectHarmless(report));

  it("has whole tables and nothing that acts, whatever text the logs hold", () => {
    fc.assert(fc.property(hostileReports, expectHarmless), { numRuns: RUNS });
  });

  for (const [name, report] of Object.entries(FIXTURES))
    it(`names every finding and its evidence: ${name}`, () => {
      // Of more than fifteen events the first ones are told, unless all are wanted.
      const output = renderMarkdown(report, { ...OPTIONS, verbose: name === "dozen" });
      for (const finding of report.findings) {
        expect(output).toContain(`\`${finding.code}\``);
        for (const { recordId } of finding.evidence)
          expect(output).toContain(`| ${recordId ?? "mbx1.evtx@&#8203;0x0"} |`);
      }
    });

  it("is short enough for a ticket with 100 kinds of findings, worst first, and says what it leaves out", () => {
    const texts = Array.from({ length: 100 }, (_, index) => `${index} ${"long ".repeat(200)}`);
    const findings = texts.map((text, index) =>
      finding(`f${index}`, "VSS_ERROR", { cause: text, detail: text, remedy: [text, text] }),
    );
    const output = renderMarkdown({ ...many, findings }, OPTIONS);
    expect(output.length).toBeLessThan(65_536);
    expect(output).toContain("**Cause:** 0 long");
    expect(output).toMatch(/\d+ parts of this report left out to keep it short/u);
    expect(renderMarkdown({ ...many, findings }, { ...OPTIONS, verbose: true })).toContain(
      "**Cause:** 99 long",
    );
  });

  it("is short enough for a ticket with 400 jobs, and says what it leaves out", () => {
    const output = renderMarkdown(many, OPTIONS);
    expect(output.length).toBeLessThan(65_536);
    expect(output).toContain("Not in this table: 386 good jobs.");
    expect(output).toContain("9 more jobs that need a look are not shown in detail.");
  });
});
