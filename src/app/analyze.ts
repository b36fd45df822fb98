import { lastValueFrom } from "rxjs";
import { wants } from "../catalogue/index.ts";
import { comparePlaced } from "../correlate/order.ts";
import type { Input, Report } from "../model/report.ts";
import type { Settings } from "../model/settings.ts";
import type { Topology } from "../model/topology.ts";
import { createCoverage } from "../source/coverage.ts";
import { createSorter } from "../source/event-sorter.ts";
import { expandPaths } from "../source/expand-paths.ts";
import { unreadInput } from "../source/read-input.ts";
import { foldPassedOver, totalBytes } from "./inputs.ts";
import { pipeline } from "./pipeline.ts";
import { createReader } from "./reader.ts";
import { type Selection, select } from "./select.ts";
import { summarise } from "./summarise.ts";
import type { Surroundings } from "./surroundings.ts";

export interface AnalyzeRequest {
  readonly paths: readonly string[];
  readonly settings: Settings;
  readonly topology: Topology | null;
  /** IANA zone of times without offset. */
  readonly timeZone?: string | undefined;
  readonly selection: Selection;
}

/** Reads logs and judges the backups in them. What cannot be read is told in the report; an abort throws. */
export async function analyze(request: AnalyzeRequest, surroundings: Surroundings): Promise<Report> {
  const { settings, topology, timeZone } = request;
  const { now, version, folder, progress, log } = surroundings;
  const found = await expandPaths(request.paths);
  const read: Input[] = found.diagnostics.map(unreadInput);
  const coverage = createCoverage(now());
  const sorter = createSorter({ compare: comparePlaced, folder });
  progress?.start(found.inputs.length, totalBytes(found.inputs));

  const judgement = await lastValueFrom(
    pipeline({
      inputs: found.inputs,
      read: createReader({ wants, timeZone, coverage, done: (input) => read.push(input) }, surroundings),
      sorter,
      settings,
      context: () => ({ settings, topology, coverage: coverage.result().coverage }),
    }),
  );
  log.debug({ runs: sorter.spilled }, "events sorted");

  const { coverage: logs, filtered, unnamedInputs } = coverage.result();
  const inputs = foldPassedOver(read);
  const selected = select(judgement, request.selection);
  return {
    schema: "thawline.report/1",
    generatedAt: new Date(now()).toISOString(),
    tool: { name: "thawline", version },
    inputs,
    coverage: logs,
    jobs: selected.jobs,
    findings: selected.findings,
    summary: summarise(
      selected,
      inputs,
      { filtered, unnamedInputs, jobs: judgement.jobs.length },
      { ...request.selection, ...settings },
    ),
  };
}
