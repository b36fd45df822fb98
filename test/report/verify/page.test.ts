import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { VerifyReport } from "../../../src/model/verify.ts";
import { renderVerifyHtml } from "../../../src/report/verify/html.ts";
import { backupFolder } from "../../verify/backup.ts";
import { cleanBackup, damagedBackup, hostileBackup, logsAlone } from "../../verify/scenes.ts";
import { type Tag, tagsOf } from "../html/harmless.ts";

const { put, verify } = backupFolder();
const OPTIONS = { width: 80, color: true, unicode: true, verbose: false };
const ELEMENTS = new Set(
  `a article b body code defs details div figcaption figure footer g h1 h2 h3 head header html li line linearGradient
  link main mask meta nav p path pattern rect section small span stop style summary svg table tbody td text th thead
  time title tr tspan ul`.split(/\s+/u),
);
const attribute = (tags: readonly Tag[], name: string): readonly string[] =>
  tags.flatMap((tag) => tag.attributes.get(name) ?? []);

const SCENES = {
  damaged: damagedBackup,
  clean: cleanBackup,
  hostile: hostileBackup,
  "logs alone": logsAlone,
};
const reportOf = (name: keyof typeof SCENES): Promise<VerifyReport> => verify([put(name, SCENES[name]())]);

describe("a verify report as a page", () => {
  for (const name of Object.keys(SCENES) as (keyof typeof SCENES)[])
    it(`holds whole tags, no script, nothing that acts, and leads nowhere but to itself: ${name}`, async () => {
      const page = renderVerifyHtml(await reportOf(name), OPTIONS);
      const tags = tagsOf(page, ELEMENTS);
      const ids = attribute(tags, "id");
      expect(new Set(ids).size).toBe(ids.length);
      const inner = attribute(tags, "href").filter((href) => href !== "data:,");
      expect(inner.filter((href) => !ids.includes(href.slice(1)) || !href.startsWith("#"))).toEqual([]);
      expect(page.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
    });

  it("allows its own styles by their hashes, and nothing else", async () => {
    const page = renderVerifyHtml(await reportOf("clean"), OPTIONS);
    const hashes = [...page.matchAll(/<style>([\s\S]*?)<\/style>/gu)].map(
      ([, style = ""]) => `'sha256-${createHash("sha256").update(style).digest("base64")}'`,
    );
    expect(hashes).toHaveLength(2);
    expect(/Content-Security-Policy" content="([^"]*)"/u.exec(page)?.[1]).toBe(
      `default-src 'none'; style-src ${hashes.join(" ")}; img-src data:; base-uri 'none'; form-action 'none'`,
    );
  });

  it("says the verdict before anything else, then what to do, and shows each file and chain", async () => {
    const page = renderVerifyHtml(await reportOf("damaged"), OPTIONS);
    expect(page).toContain(
      "<title>FAILED: 1 of 2 databases damaged, or not to be restored as backed up</title>",
    );
    const order = [
      "FAILED</p>",
      "<h1>1 of 2 databases",
      "What to do first",
      'id="databases"',
      'id="db1"',
      'id="logs"',
    ];
    const places = order.map((text) => page.indexOf(text));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    // Two headers and 40 pages, all of which are seen: 2 bad, 1 of another place, 1 bit, 10 empty of 42.
    expect(page).toContain(
      'aria-label="42 pages of DB01.edb, 3 damaged, 1 of them at the wrong place, 1 with a wrong bit, 24 % empty. They lie at 9 %, 11 %, 16 %, 23 % of the file."',
    );
    expect(page).toContain("0x20: 1 log missing (-528)");
    expect(page).toContain("checkpoint in 0x1E");
    expect(page).toContain("DB01.edb needs 0x1E to 0x21, committed up to 0x22");
    expect(page).toContain("<summary>Damaged pages: 3</summary>");
    expect(page).toContain("<li>6, holds page 12</li>");
  });

  it("gives each fault its own remedy", async () => {
    const page = renderVerifyHtml(await reportOf("damaged"), OPTIONS);
    const items = page.split("<li>").filter((item) => item.includes('class="remedy'));
    const remedyOf = (fault: string): string => items.find((item) => item.includes(fault)) ?? "";
    expect(remedyOf("3 pages damaged")).toContain("Do not count on this backup");
    expect(remedyOf("Missing: E0000000020.log")).toContain("Look for these logs");
    expect(remedyOf("Page 6 holds page 12")).toBe("");
  });

  it("tells of a good backup that it is good, and hides nothing", async () => {
    const page = renderVerifyHtml(await reportOf("clean"), OPTIONS);
    expect(page).toContain("<title>GOOD: 1 database can be restored</title>");
    expect(page).not.toContain("What to do first");
    expect(page).toContain("none damaged, 0 % empty");
  });

  it("shows a hostile name as text", async () => {
    const page = renderVerifyHtml(await reportOf("hostile"), OPTIONS);
    expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(page).not.toContain("<img");
  });

  it("stays small with thousands of bad pages", async () => {
    const report = await reportOf("damaged");
    const [first] = report.databases;
    const badPages = Array.from({ length: 1000 }, (_, index) => index + 1);
    const worse = { ...report, databases: [{ ...first, badPages, badChecksums: 123_456 }] } as VerifyReport;
    const page = renderVerifyHtml(worse, OPTIONS);
    expect(page).toContain("Damaged pages: 123,456, the first 1,000");
    expect(Buffer.byteLength(page)).toBeLessThan(100 * 1024);
  });
});
