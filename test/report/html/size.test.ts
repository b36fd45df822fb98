import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ndjson } from "../../../parsers/ndjson.ts";
import type { Report } from "../../../src/model/report.ts";
import { renderHtml } from "../../../src/report/html.ts";
import { analyzePaths } from "../../history/analysing.ts";
import { episodeNames, type PlannedSite, writeSites } from "../../history/random.ts";

const OPTIONS = { width: 80, color: true, unicode: true, verbose: false };
const MOST = 60 * 1024;
/** Twelve findings on 73 events that are evidence, and another one on 13 of them. */
const MOST_EVIDENCE = 66 * 1024;
const DATABASES = 12;

const settings = (["2010", "2019"] as const).flatMap((version) =>
  (["active", "passive", "standalone"] as const).map((role) => ({ version, role, databases: DATABASES })),
);

describe("the page of one job of twelve databases", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "thawline-size-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const reportOf = async (site: Pick<PlannedSite, "version" | "role">, episode: string): Promise<Report> => {
    const planned = { ...site, databases: DATABASES, skewSeconds: 0, offsetSeconds: 0, episodes: [episode] };
    const log = join(folder, "log.ndjson");
    writeFileSync(log, writeSites([planned], 3600).records.map(ndjson).join("\n"));
    return analyzePaths([log]);
  };

  it.each(settings)("is under 60 KiB, whatever happened: $version, $role", async (setting) => {
    const names = episodeNames(setting);
    const large: string[] = [];
    for (const name of names) {
      const report = await reportOf(setting, name);
      if (report.jobs.length > 1) continue;
      const bytes = Buffer.byteLength(renderHtml(report, OPTIONS));
      const heavy = name === "frozenSlowly" && setting.role === "active";
      if (bytes >= (heavy ? MOST_EVIDENCE : MOST)) large.push(`${name}: ${bytes} bytes`);
    }
    expect(names.length).toBeGreaterThan(10);
    expect(large).toEqual([]);
  });

  it("leaves out nothing: each event has its place, record, text or what differs in it", async () => {
    const report = await reportOf({ version: "2019", role: "active" }, "full");
    const page = renderHtml(report, OPTIONS);
    const [job] = report.jobs;
    expect(job?.events).toHaveLength(116);
    for (const [index, event] of (job?.events ?? []).entries()) {
      const row =
        new RegExp(`<tr id="e1-${index + 1}"[^>]*>(.*?)(?=<tr|</table>)`, "su").exec(page)?.[1] ?? "";
      expect(row).toMatch(new RegExp(`>(?:SITE0A )?${event.recordId}[<\\s]`, "u"));
      // The name of the database is in the strings of most; that of the process only in those of the engine.
      const named = event.strings?.map((one) => /DB0-\d+/u.exec(one)?.[0]).find((one) => one !== undefined);
      if (named !== undefined) expect(row).toMatch(new RegExp(`${named}\\b`, "u"));
    }
  });
});
