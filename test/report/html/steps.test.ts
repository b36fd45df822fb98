import { describe, expect, it } from "vitest";
import type { JobStep } from "../../../src/model/job.ts";
import type { Report } from "../../../src/model/report.ts";
import { jobChart } from "../../../src/report/html/chart/lanes.ts";
import { renderHtml } from "../../../src/report/html.ts";
import { renderJson } from "../../../src/report/json.ts";
import { renderMarkdown } from "../../../src/report/markdown.ts";
import { renderText } from "../../../src/report/text.ts";
import { viewReport } from "../../../src/report/view/view-report.ts";
import { at } from "../fixtures/build.ts";
import { good } from "../fixtures/good.ts";

const OPTIONS = { width: 100, color: false, unicode: true, verbose: false };
const FILE = "D:\\Backup\\run\\transcripts\\robocopy.txt";

const prepare = {
  name: "Prepare",
  start: at("21:58:00"),
  end: at("21:59:00"),
  outcome: "succeeded",
} as const;
const copy = {
  name: "Copy and check",
  start: at("22:01:00"),
  end: at("22:31:00"),
  outcome: "failed",
  detail: "robocopy ended with 8.",
  transcript: FILE,
  excerpt: ["ERROR 5 <b>denied</b>", "retrying \u202e now"],
} as const;
/** A day after the end of the job. */
const again = {
  name: "Verified again",
  start: "2026-03-02T23:00:00.000Z",
  end: null,
  outcome: "unknown",
} as const;

function reportWith(steps: readonly JobStep[]): Report {
  const [job] = good.jobs;
  if (job === undefined) throw new Error("no job");
  return { ...good, jobs: [{ ...job, steps }] };
}

describe("the steps of a run", () => {
  const report = reportWith([prepare, copy, again]);

  it("stand in the page with what they say, the transcript, and its last lines folded away, as text", () => {
    const page = renderHtml(report, OPTIONS);
    const rows = page.slice(
      page.indexOf('<table class="steps">'),
      page.indexOf("</table>", page.indexOf('<table class="steps">')),
    );
    expect(rows).toContain("<b>Copy and check</b>");
    expect(rows).toContain("robocopy ended with 8.");
    expect(rows).toContain(`<code>${FILE}</code>`);
    expect(rows).toContain(
      "<details><summary>Its last 2 lines</summary><pre>ERROR 5 &lt;b&gt;denied&lt;/b&gt;\nretrying \\u202e now\n</pre></details>",
    );
    expect(rows.match(/<tr>/g)).toHaveLength(4);
    expect(rows).toContain("<td>30 min");
  });

  it("are not there where nothing of them is known", () => {
    expect(renderHtml(good, OPTIONS)).not.toContain("Step of the run");
    expect(renderText(good, OPTIONS)).not.toContain("Run\n");
  });

  it("are told in the terminal, and name the transcript of what is not good", () => {
    const text = renderText(report, { ...OPTIONS, verbose: true });
    expect(text).toContain("Prepare, succeeded, 1 min\n");
    expect(text).toContain("Copy and check, failed, 30 min: robocopy ended with 8.\n");
    expect(text).toContain(`transcript: ${FILE}\n`);
    expect(text).toContain("retrying \\u202e now");
  });

  it("are rows of Markdown", () => {
    expect(renderMarkdown(report, OPTIONS)).toMatch(
      /\| Copy and check \| 2026-03-01 22:01:00 \| 30 min \| failed \| robocopy ended with 8\.; transcript: D:&#92;/,
    );
  });

  it("are in the JSON as they are", () => {
    expect((JSON.parse(renderJson(report)) as Report).jobs[0]?.steps).toEqual([prepare, copy, again]);
  });

  it("leave the chart to the job: what was over before it or came a day later is in the table only", () => {
    const view = viewReport(report);
    const [job] = view.jobs;
    const chart = job === undefined ? null : jobChart(job, view.coverage);
    const lane = chart?.lanes.find(({ kind }) => kind === "steps");
    expect(lane?.label).toBe("steps · Copy and check: failed, 30 min");
    // The end of the job, 72 min 40 s.
    expect(chart?.scale.last).toBe(4360);
  });
});
