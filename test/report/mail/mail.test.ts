import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Report } from "../../../src/model/report.ts";
import { renderMail } from "../../../src/report/mail.ts";
import { viewReport } from "../../../src/report/view/view-report.ts";
import { FIXTURES } from "../fixtures/index.ts";
import { hostileReports, RUNS } from "../hostile-texts.ts";
import { tagsOf } from "../html/harmless.ts";

/** No script, no SVG, no image, no link: nothing that a mail client blocks or fetches. */
const ELEMENTS = new Set(
  "b body br code font h1 h2 head html li meta ol p style table td th title tr ul".split(" "),
);

function expectHarmless(report: Report): void {
  const mail = renderMail(viewReport(report));
  const tags = tagsOf(mail, ELEMENTS);
  expect(tags.filter((tag) => tag.name === "style")).toHaveLength(1);
  expect(mail).not.toMatch(/url\(|@import|javascript:[^ ]*"/iu);
  // Gmail cuts a message at 102 KB.
  expect(Buffer.byteLength(mail)).toBeLessThan(100 * 1024);
}

describe("a report as a mail", () => {
  for (const [name, report] of Object.entries(FIXTURES))
    it(`is short, and holds nothing that acts: ${name}`, () => expectHarmless(report));

  it("is short, and holds nothing that acts, whatever text the logs hold", () => {
    fc.assert(fc.property(hostileReports, expectHarmless), { numRuns: RUNS });
  });

  it("says what happened, what to do and which records show it", () => {
    const mail = renderMail(viewReport(FIXTURES["frozen-too-long"] as Report));
    for (const text of [
      "FAILED",
      "The backup failed.",
      "Put fewer databases and volumes into one snapshot set.",
      "FREEZE_TIMEOUT",
      "record 6019 of MBX1, ESE 2004",
      "aborted: freeze timed out",
    ])
      expect(mail).toContain(text);
  });

  it("bears its colours as attributes, which Outlook honours", () => {
    const mail = renderMail(viewReport(FIXTURES["frozen-too-long"] as Report));
    expect(mail).toContain('<td class="pad" bgcolor="#b3141f"><font color="#ffffff">');
  });

  it("counts what it leaves out of 400 jobs, and names the bad ones first", () => {
    const mail = renderMail(viewReport(FIXTURES.many as Report));
    expect(mail).toContain("and 380 more jobs in the report");
    expect(mail.indexOf("✕ aborted")).toBeLessThan(mail.indexOf("! succeeded, but slow freeze"));
  });
});
