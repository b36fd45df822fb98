import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "../../src/catalogue/index.ts";
import { RULES } from "../../src/judge/rules/index.ts";
import type { Report } from "../../src/model/report.ts";
import type { Topology } from "../../src/model/topology.ts";
import { renderHtml } from "../../src/report/html.ts";
import { analyzePaths, concluded } from "../history/analysing.ts";
import { differences } from "../history/compare.ts";
import type { Expectation } from "../history/expectation.ts";
import { evtxForm } from "../history/formats/evtx.ts";
import { FORMS } from "../history/formats/index.ts";
import type { Place } from "../history/history.ts";
import { readBack } from "../history/read-back.ts";
import { GOLDENS, sampleFiles } from "../history/sample-files.ts";
import { samplesIn } from "../history/samples.ts";

const PAGE_OPTIONS = { width: 80, color: true, unicode: true, verbose: false };
const root = fileURLToPath(new URL("../..", import.meta.url));
const forms = [evtxForm, ...FORMS];
const named = new Map(forms.map((form) => [form.name, form.named]));
const samples = samplesIn(forms);

const inputsOf = (folder: string): readonly string[] =>
  readdirSync(join(root, folder))
    .filter((name) => !GOLDENS.includes(name))
    .map((name) => join(root, folder, name));
const textOf = (path: string): string => readFileSync(join(root, path), "utf8");
const expectationOf = (folder: string): Expectation<Place> => JSON.parse(textOf(`${folder}/expected.json`));

describe.each(samples)("$folder", ({ folder, form }) => {
  it("is read as its golden says", async () => {
    const inputs = inputsOf(folder);
    const parts = await Promise.all(inputs.map((path) => readBack(readFileSync(path), path)));
    const got = parts.flatMap(({ records }) => records);
    const golden = textOf(`${folder}/records.ndjson`)
      .split("\n")
      .filter((line) => line !== "")
      .map((line): unknown => JSON.parse(line));
    expect(got.map(({ origin: _origin, taskName: _taskName, ...record }) => record)).toEqual(golden);
  });

  let analysed: Promise<Report> | null = null;
  const report = (): Promise<Report> => {
    const topologyFile = join(root, folder, "topology.json");
    const topology: Topology | null = existsSync(topologyFile)
      ? JSON.parse(readFileSync(topologyFile, "utf8"))
      : null;
    analysed ??= analyzePaths(inputsOf(folder), topology);
    return analysed;
  };

  it("is judged as expected", async () => {
    const leniency = { named: named.get(form.name) === true };
    expect(differences(expectationOf(folder), concluded(await report()), leniency)).toEqual([]);
  });

  it("is a small page, when it is of one job", async () => {
    const page = renderHtml(await report(), PAGE_OPTIONS);
    if ((await report()).jobs.length < 2) expect(Buffer.byteLength(page)).toBeLessThan(60 * 1024);
  });
});

describe("all samples together", () => {
  const expectations = samples.map(({ folder }) => expectationOf(folder));
  const fired = new Set(expectations.flatMap(({ findings }) => findings.map(({ code }) => code)));
  /** Not told by logs: files that were checked, and a watch that runs. */
  const elsewhere = ["WATCHER_BLIND"];

  it("have one that fires each rule, and many in which it stays silent", () => {
    const codes = [...new Set(RULES.map(({ meta }) => meta.code))].filter(
      (code) => !elsewhere.includes(code),
    );
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => !fired.has(code))).toEqual([]);
    const silent = (code: string): number =>
      expectations.filter(
        ({ findings, tolerated }) =>
          ![...findings.map((one) => one.code), ...tolerated].includes(code as never),
      ).length;
    for (const code of codes) expect(silent(code), code).toBeGreaterThan(samples.length / 2);
  });

  it("have a record of every event that the catalogue has a number for", () => {
    const folders = [...samples.map(({ folder }) => folder), "samples/event-json/catalogue-rows"];
    const seen = new Set<string>();
    for (const folder of folders) {
      for (const line of textOf(`${folder}/records.ndjson`).split("\n")) {
        if (line === "") continue;
        const { provider, eventId } = JSON.parse(line) as { provider: string; eventId: number };
        seen.add(`${provider.toLowerCase()} ${eventId}`);
      }
    }
    const without = CATALOGUE.filter(
      ({ provider, id }) => id !== null && !seen.has(`${provider.toLowerCase()} ${id}`),
    );
    expect(without.map(({ provider, id }) => `${provider} ${id}`)).toEqual([]);
  });

  it("are what the generator makes, byte for byte", () => {
    const wanted = sampleFiles(forms, CATALOGUE);
    const stale = [...wanted].filter(
      ([path, bytes]) => !existsSync(join(root, path)) || !readFileSync(join(root, path)).equals(bytes),
    );
    expect(stale.map(([path]) => path)).toEqual([]);
  });

  it("are small enough to be read by people and cloned by everybody", () => {
    const bytes = [...sampleFiles(forms, CATALOGUE).values()].reduce((sum, one) => sum + one.length, 0);
    // The inputs, and three goldens of each: its records, its events, its verdict.
    expect(bytes).toBeLessThan(6 * 1024 * 1024);
  });
});
