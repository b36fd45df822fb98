import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { renderText } from "../../src/report/text.ts";
import { FIXTURES } from "./fixtures/index.ts";
import { many } from "./fixtures/many.ts";
import { hostileReports, RUNS } from "./hostile-texts.ts";
import { columns } from "./text/width.ts";

const PLAIN = { width: 100, color: false, unicode: true, verbose: false };

function expectTidy(report: Report, width: number, color: boolean, unicode: boolean): void {
  const output = renderText(report, { width, color, unicode, verbose: false });
  expect(output.endsWith("\n")).toBe(true);
  for (const line of output.split("\n")) {
    expect(columns(line), line).toBeLessThanOrEqual(width);
    const bare = color ? line.replace(/\u001b\[(?:1|2|22|3[0-9])m/gu, "") : line;
    expect(bare).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    if (!unicode) expect(bare).toMatch(/^[ -~]*$/u);
  }
}

describe("a report for the terminal", () => {
  for (const [name, report] of Object.entries(FIXTURES))
    it(`keeps to the width and leaves nothing unescaped: ${name}`, () => {
      for (const width of [20, 40, 60, 80, 99, 100, 137, 200]) {
        expectTidy(report, width, false, true);
        expectTidy(report, width, true, false);
      }
    });

  it("keeps to the width whatever text the logs hold", () => {
    fc.assert(
      fc.property(hostileReports, fc.integer({ min: 20, max: 220 }), fc.boolean(), (report, width, unicode) =>
        expectTidy(report, width, unicode, unicode),
      ),
      { numRuns: RUNS },
    );
  });

  for (const [name, report] of Object.entries(FIXTURES))
    it(`names every finding and its evidence: ${name}`, () => {
      const output = renderText(report, { ...PLAIN, width: 2000, verbose: true });
      for (const finding of report.findings) {
        expect(output).toContain(finding.code);
        for (const event of finding.evidence)
          expect(output).toContain(
            event.recordId === null ? "at mbx1.evtx@0x0" : `record ${event.recordId} of`,
          );
      }
    });

  it("begins with the verdict, in words and not by colour alone", () => {
    const first = (name: string): string | undefined => {
      const report = FIXTURES[name];
      return report && renderText(report, PLAIN).split("\n")[0];
    };
    expect(first("good")).toBe("✓ GOOD  The backup is good.");
    expect(first("frozen-too-long")).toBe("✗ FAILED  The backup failed.");
    expect(first("cut-off")).toBe("? CANNOT TELL  None of the 2 backups is proven good.");
    expect(first("no-jobs")).toBe("✓ OK  No backup job of Exchange in these logs.");
  });

  it("differs in nothing but colour when colour is on", () => {
    for (const report of Object.values(FIXTURES)) {
      const coloured = renderText(report, { ...PLAIN, color: true });
      expect(coloured).toContain("\u001b[");
      expect(coloured.replace(/\u001b\[\d+m/gu, "")).toBe(renderText(report, PLAIN));
    }
  });

  it("stays readable with 400 jobs: good ones folded, bad ones listed, few in detail", () => {
    const lines = renderText(many, PLAIN).split("\n");
    expect(lines.length).toBeLessThan(260);
    expect(lines).toContain("✓  39 good: jobs 9 to 47, 2025-01-05 22:00 to 2025-01-24 22:00");
    const details = lines.filter((line) => /^Job \d+: /u.test(line));
    expect(details).toHaveLength(5);
    expect(lines.join("\n")).toContain("9 more jobs not shown in detail");
    const all = renderText(many, { ...PLAIN, verbose: true }).split("\n");
    expect(all.filter((line) => /^Job \d+: /u.test(line))).toHaveLength(400);
  });
});
