import { mkdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { findRow, isKnownProvider } from "../../src/catalogue/index.ts";
import { folderDisk } from "../../src/lab/disk.ts";
import { runLab } from "../../src/lab/run.ts";
import { SCENARIOS, scenarioNamed } from "../../src/lab/scenarios/index.ts";
import type { Scenario } from "../../src/lab/scenarios/scenario.ts";
import type { Lab } from "../../src/lab/world.ts";
import { testFolder } from "../app/logs.ts";
import { analyzePaths, concluded } from "../history/analysing.ts";
import { readBack } from "../history/read-back.ts";
import {
  byEvtxexport,
  byPythonEvtx,
  EVTXEXPORT,
  expectedOf,
  fieldsOf,
  PYTHON_EVTX,
  skips,
} from "../parsers/evtx/peers.ts";
import { backupFolder } from "../verify/backup.ts";
import { eventLogsIn, filesIn } from "./folder.ts";
import { got, NO_REAL_TIME, wanted } from "./run.ts";

const top = testFolder();
const { verify } = backupFolder();

function named(name: string): Scenario {
  const scenario = scenarioNamed(name);
  if (scenario === undefined) throw new Error(`no scenario ${name}`);
  return scenario;
}

async function run(name: string, place: string, seed = 7): Promise<{ lab: Lab; folder: string }> {
  const folder = join(top, place);
  mkdirSync(folder);
  const lab = await runLab(
    { scenario: named(name), seed, speed: "max", disk: folderDisk(folder) },
    NO_REAL_TIME,
  );
  return { lab, folder };
}

let good: { lab: Lab; folder: string };
beforeAll(async () => {
  good = await run("good-passive", "good");
});

describe("what a run leaves", () => {
  it("is the same byte for byte for a seed, and not for another", async () => {
    const contents = (folder: string): readonly (readonly [string, string])[] =>
      filesIn(folder).map((path) => [relative(folder, path), readFileSync(path).toString("base64")]);
    const again = await run("good-passive", "again");
    expect(contents(again.folder)).toEqual(contents(good.folder));
    const other = await run("good-passive", "other", 8);
    expect(contents(other.folder)).not.toEqual(contents(good.folder));
  });

  it("says in each name and note that it is simulated", () => {
    const note = readFileSync(join(good.folder, "simulated.md"), "utf8");
    expect(note).toContain("No real server wrote any of this.");
    for (const { server, strings } of good.lab.logs.records()) {
      expect(server).toMatch(/^SIM-EX[12]\.simulated\.example$/);
      expect(strings.join(" ")).not.toMatch(/\bDB01\b(?<!SIM-DB01)/);
    }
    const database = readFileSync(join(good.folder, "backup/1-SIM-EX1-SIM-DB01/SIM-DB01.edb")).toString(
      "latin1",
    );
    expect(database).toContain("Simulated message of SIM-DB01");
  });

  it("has logs that are read back as they were written", async () => {
    const read = [];
    for (const path of eventLogsIn(good.folder))
      read.push(...(await readBack(readFileSync(path), path)).records);
    const plain = (records: Lab["logs"] extends { records(): infer R } ? R : never) =>
      records.map(({ origin: _origin, taskName: _task, ...rest }) => ({ ...rest, message: null }));
    expect(plain(read)).toHaveLength(good.lab.logs.records().length);
    expect(new Set(plain(read).map((one) => JSON.stringify(one)))).toEqual(
      new Set(plain(good.lab.logs.records()).map((one) => JSON.stringify(one))),
    );
  });

  it.skipIf(skips(EVTXEXPORT))(`has logs that evtxexport reads alike${EVTXEXPORT.missing}`, () => {
    for (const path of eventLogsIn(good.folder)) {
      const [, server = "", channel = ""] = /([^/]+)\/([^/]+)\.evtx$/.exec(path) ?? [];
      const own = good.lab.logs
        .records()
        .filter((one) => one.channel === channel && one.server?.startsWith(server));
      expect(own.length).toBeGreaterThan(20);
      expect(byEvtxexport(readFileSync(path)).map(fieldsOf)).toEqual(own.map(expectedOf));
    }
  });

  it.skipIf(skips(PYTHON_EVTX))(`has logs that python-evtx reads alike${PYTHON_EVTX.missing}`, () => {
    for (const path of eventLogsIn(good.folder)) {
      const [, server = "", channel = ""] = /([^/]+)\/([^/]+)\.evtx$/.exec(path) ?? [];
      const own = good.lab.logs
        .records()
        .filter((one) => one.channel === channel && one.server?.startsWith(server));
      // It moves the empty strings of an array to its end, in Windows' own logs too.
      const sorted = (fields: unknown) => {
        const { strings, ...rest } = fields as { readonly strings: readonly string[] };
        return { ...rest, strings: strings.filter((text) => text !== "") };
      };
      expect(byPythonEvtx(readFileSync(path)).map(fieldsOf).map(sorted)).toEqual(
        own.map(expectedOf).map(sorted),
      );
    }
  });

  it("has live databases with all the pages that a backup of them has", () => {
    const used = (path: string): readonly number[] => {
      const file = readFileSync(join(good.folder, path));
      const pages = Array.from({ length: file.length / 32_768 }, (_, i) =>
        file.subarray(i * 32_768, (i + 1) * 32_768),
      );
      return pages.flatMap((page, i) => (page.some((byte) => byte !== 0) ? [i - 1] : []));
    };
    // two headers, the root and its space, the catalogue and its copy, the table and its six pages
    const pages = [-1, 0, 1, 2, 3, 4, 24, 32, 33, 34, 35, 36, 37, 38];
    expect(used("backup/1-SIM-EX1-SIM-DB01/SIM-DB01.edb")).toEqual(pages);
    for (const server of ["SIM-EX1", "SIM-EX2"]) {
      for (const name of ["SIM-DB01", "SIM-DB02"])
        expect(used(`${server}/db/${name}/${name}.edb`)).toEqual(pages);
    }
  });

  it("has live files that could be recovered at that moment", async () => {
    for (const server of ["SIM-EX1", "SIM-EX2"]) {
      const { sets } = await verify([join(good.folder, server, "db")]);
      const verdicts = sets.flatMap(({ databases }) => databases.map(({ verdict }) => verdict));
      expect(verdicts).toEqual(["recoverable", "recoverable"]);
      for (const { chain } of sets) expect(chain.problems).toEqual([]);
    }
  });
});

describe("events that are written", () => {
  it("are in the catalogue, and known from more than memory", async () => {
    const unknown = new Set<string>();
    for (const scenario of SCENARIOS) {
      const lab = await runLab({ scenario, seed: 1, speed: "max" }, NO_REAL_TIME);
      for (const { provider, eventId } of lab.logs.records()) {
        if (provider === null || eventId === null || !isKnownProvider(provider)) continue;
        const confidence = findRow(provider, eventId)?.confidence ?? "none";
        if (!["quoted", "derived"].includes(confidence)) unknown.add(`${provider} ${eventId}: ${confidence}`);
      }
    }
    expect([...unknown]).toEqual([]);
  });

  it("are left out where they are known from memory only, and the note says which", async () => {
    const { folder } = await run("store-writer-2010", "store");
    const note = readFileSync(join(folder, "simulated.md"), "utf8");
    expect(note).toContain("known from memory only: MSExchangeIS 9604, ");
  });
});

describe("logs of servers in other languages", () => {
  it("are judged alike from their XML", async () => {
    const { folder } = await run("localised", "localised");
    const paths = ["SIM-EX1-de-DE.xml", "SIM-EX2-ja-JP.xml"].map((name) => join(folder, "export", name));
    expect(readFileSync(paths[0] ?? "", "utf8")).toContain("<Level>Informationen</Level>");
    expect(readFileSync(paths[1] ?? "", "utf8")).toContain("<Level>情報</Level>");
    const report = await analyzePaths(paths, null);
    expect(report.inputs.map(({ format }) => format)).toEqual(["event-xml", "event-xml"]);
    expect(got(concluded(report))).toEqual(wanted(named("localised").predicts));
  });
});
