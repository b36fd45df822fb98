import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { lastValueFrom } from "rxjs";
import type { EventRecord } from "../../parsers/record.ts";
import { analyze } from "../../src/app/analyze.ts";
import { pipeline } from "../../src/app/pipeline.ts";
import { summarise } from "../../src/app/summarise.ts";
import { comparePlaced } from "../../src/correlate/order.ts";
import type { Input, Report } from "../../src/model/report.ts";
import { DEFAULT_SETTINGS } from "../../src/model/settings.ts";
import type { Topology } from "../../src/model/topology.ts";
import { createCoverage } from "../../src/source/coverage.ts";
import { createSorter } from "../../src/source/event-sorter.ts";
import { SILENT } from "../platform/silent-log.ts";
import type { Concluded } from "./compare.ts";

/** The whole program short of its command line: files in, report out. */
export async function analyzePaths(
  paths: readonly string[],
  topology: Topology | null = null,
): Promise<Report> {
  return await run(paths, topology);
}

export function concluded({ jobs, findings, summary }: Report): Concluded {
  return { jobs, findings, verdict: summary.verdict };
}

/** The same from records on: without files, formats and command line, for many histories in short time. */
export async function analyzeRecords(
  inputs: readonly (readonly EventRecord[])[],
  topology: Topology | null = null,
): Promise<Concluded> {
  const folder = (): string => {
    throw new Error("a history too long to be sorted in memory");
  };
  const coverage = createCoverage();
  const read: Input[] = [];
  const judgement = await lastValueFrom(
    pipeline({
      inputs: inputs.map((_, i) => ({ path: `records-${i}`, named: true, bytes: null })),
      read: async ({ path }, use) => {
        const covered = coverage.input();
        const records = inputs[Number(path.split("-")[1])] ?? [];
        const used = records.filter((record) => {
          const { server, channel, recordId, time } = record;
          covered.stream(server, channel);
          const number = typeof recordId === "number" ? recordId : null;
          covered.record(server, channel, number, time === null ? Number.NaN : Date.parse(time));
          return use(record);
        });
        covered.end();
        read.push(inputOf(path, records, used.length));
        return inputOf(path, records, used.length);
      },
      sorter: createSorter({ compare: comparePlaced, folder }),
      settings: DEFAULT_SETTINGS,
      context: () => ({ settings: DEFAULT_SETTINGS, topology, coverage: coverage.result().coverage }),
    }),
  );
  const concern = { database: null, severities: DEFAULT_SETTINGS.severities };
  const { verdict } = summarise(
    judgement,
    read,
    { ...coverage.result(), jobs: judgement.jobs.length },
    concern,
  );
  return { jobs: judgement.jobs, findings: judgement.findings, verdict };
}

function inputOf(path: string, records: readonly EventRecord[], used: number): Input {
  const times = records.map(({ time }) => time ?? "").sort();
  return {
    path,
    format: "event-json",
    records: records.length,
    used,
    first: times[0] ?? null,
    last: times.at(-1) ?? null,
    diagnostics: [],
  };
}

async function run(paths: readonly string[], topology: Topology | null): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "thawline-test-"));
  try {
    return await analyze(
      {
        paths,
        settings: DEFAULT_SETTINGS,
        topology,
        selection: { since: null, until: null, server: null, database: null },
      },
      {
        now: () => Date.UTC(2026, 0, 1),
        version: "0.0.0",
        stdin: Readable.from([]),
        folder: () => folder,
        log: SILENT,
      },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
