import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Report } from "../../../src/model/report.ts";
import { escapeText, html, jsonMarkup, prose } from "../../../src/report/html/markup.ts";
import { renderHtml } from "../../../src/report/html.ts";
import { FIXTURES } from "../fixtures/index.ts";
import { many } from "../fixtures/many.ts";
import { hostileReports, RUNS } from "../hostile-texts.ts";
import { type Tag, tagsOf } from "./harmless.ts";

const OPTIONS = { width: 80, color: true, unicode: true, verbose: false };
const ELEMENTS = new Set(
  `a article b body br button circle code defs details div figcaption figure footer form g h1 h2 h3 head header
  html i label li line linearGradient link main mask meta nav noscript ol option output p path pattern rect script section
  select small span stop style summary svg table tbody td text th thead time title tr tspan ul use input`.split(
    /\s+/u,
  ),
);

const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64");
const attribute = (tags: readonly Tag[], name: string): readonly string[] =>
  tags.flatMap((tag) => tag.attributes.get(name) ?? []);

function expectHarmless(report: Report): void {
  const page = renderHtml(report, OPTIONS);
  const tags = tagsOf(page, ELEMENTS);
  // One job needs the one script; several also their data and what sorts and filters them.
  expect(tags.filter((tag) => tag.name === "script")).toHaveLength(report.jobs.length > 1 ? 3 : 1);
  const hrefs = attribute(tags, "href");
  expect(hrefs.filter((href) => !/^(?:#[\w-]+|https:\/\/[^"<>]+|data:,)$/u.test(href))).toEqual([]);
  expect(attribute(tags, "src")).toEqual([]);
  expect(page.replaceAll("\n", "")).not.toMatch(
    /[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u,
  );
}

describe("a template of HTML", () => {
  it("escapes what is put into it, in text and attributes alike", () => {
    const nasty = `"><script>alert('x')</script>&`;
    expect(html`<p title="${nasty}">${nasty}</p>`.markup).toBe(
      `<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</p>`,
    );
  });

  it("takes markup, numbers and lists, and nothing for null and false", () => {
    expect(html`<ul>${[html`<li>a</li>`, html`<li>${1.5}</li>`]}${null}${false}</ul>`.markup).toBe(
      "<ul><li>a</li><li>1.5</li></ul>",
    );
  });

  it("shows controls and endless texts as what they are", () => {
    expect(escapeText("a\u202eb\u0000")).toBe("a\\u202eb\\x00");
    expect(escapeText("x".repeat(2003))).toBe(`${"x".repeat(2000)}… (3 more characters)`);
  });

  it("sets in code what stands between backticks", () => {
    expect(prose("Run `vssadmin <x>` now, not `that").markup).toBe(
      "Run <code>vssadmin &lt;x&gt;</code> now, not `that",
    );
  });

  it("writes data that no end tag can end", () => {
    const data = { text: "</script><!--&", list: [1, null] };
    const { markup } = jsonMarkup(data);
    expect(markup).not.toMatch(/[<>&]/u);
    expect(JSON.parse(markup)).toEqual(data);
  });
});

describe("a report as a page", () => {
  for (const [name, report] of Object.entries(FIXTURES))
    it(`holds whole tags and nothing that acts: ${name}`, () => expectHarmless(report));

  it("holds whole tags and nothing that acts, whatever text the logs hold", () => {
    fc.assert(fc.property(hostileReports, expectHarmless), { numRuns: RUNS });
  });

  it.each(["good", "cut-off"])(
    "allows its own styles and scripts by their hashes, and nothing else: %s",
    (name) => {
      const page = renderHtml(FIXTURES[name] as Report, OPTIONS);
      const hashes = (tag: string): string =>
        [...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, "gu"))]
          .map(([, text = ""]) => ` 'sha256-${sha256(text)}'`)
          .join("");
      const policy = /Content-Security-Policy" content="([^"]*)"/u.exec(page)?.[1];
      expect(page.match(/<(?:style|script)>/gu)).toHaveLength(name === "good" ? 2 : 4);
      expect(policy).toBe(
        `default-src 'none'; style-src${hashes("style")}; script-src${hashes("script")}; img-src data:; base-uri 'none'; form-action 'none'`,
      );
    },
  );

  for (const [name, report] of Object.entries(FIXTURES))
    it(`leads nowhere but to what is on it: ${name}`, () => {
      const tags = tagsOf(renderHtml(report, OPTIONS), ELEMENTS);
      const ids = attribute(tags, "id");
      expect(new Set(ids).size).toBe(ids.length);
      const known = new Set(ids);
      const inner = attribute(tags, "href").filter((href) => href.startsWith("#"));
      expect(inner.filter((href) => !known.has(href.slice(1)))).toEqual([]);
    });

  for (const name of ["good", "frozen-too-long", "never-truncates", "cut-off", "dozen"])
    it(`is small for one job: ${name}`, () => {
      const page = renderHtml(FIXTURES[name] as Report, OPTIONS);
      expect(Buffer.byteLength(page)).toBeLessThan(60 * 1024);
    });

  for (const [name, report] of Object.entries(FIXTURES))
    it(`names every finding, its evidence and every job: ${name}`, () => {
      const page = renderHtml(report, OPTIONS);
      for (const finding of report.findings) {
        expect(page).toContain(`<code>${finding.code}</code>`);
        for (const { recordId } of finding.evidence)
          if (recordId !== null) expect(page).toContain(`record ${recordId} of`);
      }
      for (const index of report.jobs.keys()) expect(page).toContain(`id="j${index + 1}"`);
    });

  it("says the verdict before anything else, in words", () => {
    const page = renderHtml(FIXTURES["frozen-too-long"] as Report, OPTIONS);
    expect(page).toContain("<title>FAILED: The backup failed.</title>");
    expect(page.indexOf("FAILED</p>")).toBeLessThan(page.indexOf("<h2"));
    expect(page).toContain("Put fewer databases and volumes into one snapshot set.");
  });

  it("leads from a finding to the tick of its event, from there to the row, and back", () => {
    const page = renderHtml(FIXTURES["frozen-too-long"] as Report, OPTIONS);
    expect(page).toMatch(/<li id="v0-2"><a class="ref" href="#t1-5"/u);
    expect(page).toMatch(/<a class="tick failure" id="t1-5" href="#e1-5">/u);
    expect(page).toMatch(/<tr id="e1-5">.*?<a href="#t1-5">.*?<a class="ref" href="#v0-2"/u);
  });

  describe("tells like events once", () => {
    const page = renderHtml(FIXTURES.dozen as Report, OPTIONS);

    it("in a finding: server and job, which all have in common, stand above the databases", () => {
      expect(page).toContain('12 times on MBX1 <a class="to" href="#j1">job 1</a>');
      expect(page).toContain('<li id="f0-1"><b>DB2</b> was frozen for 14 s.');
    });

    it("in a row of the table: the first in full, of the others what is theirs", () => {
      const row = /<tr id="e1-2"[^>]*>(.*?)<\/table>/su.exec(page)?.[1] ?? "";
      expect(row).toContain("To be backed up: DB1.");
      expect(row).toContain("<th>and 11 more<th>Record<th>%2 …\\MBX1, %3 …");
      expect(row).toContain('<tr id="e1-3"><td>+0:00:02.050<td>101<td>DB2');
      expect(row).toContain('<tr id="e1-13"><td>+0:00:02.550<td>111<td>DB12');
      expect(page.match(/To be backed up:/gu)).toHaveLength(1);
    });

    it("by one tick where they lie on top of one another, by one each where not", () => {
      expect(page).toContain(
        'id="t1-2" href="#e1-2" data-n="11"><title>22:00:02 MBX1 100 and 11 more, MSExchangeRepl 2110<',
      );
      expect(page).not.toContain('id="t1-3"');
      // Deletions five minutes apart: the rows of the others lead to their own ticks.
      expect(page).toContain('<tr id="e1-39"><td><a href="#t1-39">+0:45:00.000</a><td>401');
      expect(page).toContain('<a class="tick" id="t1-39" href="#e1-39"><title>22:45:00 MBX1 401, ESE 224<');
    });

    it("as evidence, each with its record, its way to the tick and back", () => {
      // The first database rests on events 1 and 2, the second on 3 and 4, and so on.
      const item = /<li id="v0-1">(.*?)<\/details>/su.exec(page)?.[1] ?? "";
      expect(item).toContain("and 11 more like it");
      expect(item).toContain("<th>Event<th>%1 Information Store - …, %3 …:<th>%2 …,D,50,15.02");
      expect(item).toContain('<tr id="v0-3"><td><a href="#t1-14">3</a> record 201 of MBX1<td>DB2<td>4001');
      expect(page).toMatch(/<tr id="e1-15"><td>[^<]*<td>201 <a href="#v0-3">3<\/a>/u);
    });
  });

  describe("tells the strings of an event", () => {
    const TEXT = "The writer 4f6a has frozen DB01, DB02.";
    const rowOf = (text: string, strings: readonly string[]): string => {
      const report = FIXTURES.good as Report;
      const [job] = report.jobs;
      if (job === undefined) throw new Error("no job");
      const events = job.events.map((event, index) => (index === 0 ? { ...event, text, strings } : event));
      const page = renderHtml({ ...report, jobs: [{ ...job, events }] }, OPTIONS);
      return /<tr id="e1-1".*?(?=<tr)/su.exec(page)?.[0] ?? "";
    };

    it("by their places where the text is made of them", () => {
      const row = rowOf(TEXT, ["4f6a", "", "DB02", "DB01"]);
      expect(row).toContain(' data-s="11+4 - 33+4 27+4"');
      expect(row).not.toContain("<ol");
    });

    it("one by one where the text has not all of them", () => {
      const row = rowOf(TEXT, ["4f6a", "", "<0x80070015>"]);
      expect(row).toContain('<ol class="strings"><li>4f6a<li><li>&lt;0x80070015&gt;</ol>');
      expect(row).not.toContain("data-s");
    });

    it("one by one where the text is shown with its controls made visible", () => {
      expect(rowOf("a\u202eb 4f6a", ["4f6a"])).toContain('<ol class="strings"><li>4f6a</ol>');
    });

    it("not at all where there are none", () => {
      expect(rowOf(TEXT, ["", ""])).not.toMatch(/data-s|<ol/u);
    });
  });

  it("names forty events of a finding, and counts the others", () => {
    const report = FIXTURES.good as Report;
    const [found] = report.findings;
    const [event] = found?.evidence ?? [];
    if (found === undefined || event === undefined) throw new Error("no evidence");
    const evidence = Array.from({ length: 45 }, (_, index) => ({ ...event, recordId: 9000 + index }));
    const page = renderHtml({ ...report, findings: [{ ...found, evidence }] }, OPTIONS);
    expect(page.match(/ id="v0-/gu)).toHaveLength(40);
    expect(page).toContain("and 5 more, which the JSON report names.");
  });

  it("explains what only looks like a fault", () => {
    const page = renderHtml(FIXTURES.good as Report, OPTIONS);
    expect(page).toContain('<h2 id="not-a-fault">Not a fault</h2>');
    expect(page).toContain("Event 225 says that no logs were truncated, and that is right");
  });

  it("opens the jobs to read and folds the rest of 400", () => {
    const page = renderHtml(many, OPTIONS);
    expect(page.match(/<details class="job [a-z]+" id="j\d+" open>/gu)).toHaveLength(5);
    expect(page.match(/<details class="job [a-z]+" id="j\d+"/gu)).toHaveLength(400);
  });
});
