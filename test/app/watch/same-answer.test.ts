import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventRecord } from "../../../parsers/record.ts";
import type { SourceBatch } from "../../../src/model/source.ts";
import { analyzeRecords } from "../../history/analysing.ts";
import { plannedSite, writeSites } from "../../history/random.ts";
import { batchesOf, handedOver, watched } from "./replaying.ts";

const FULL = process.env.THAWLINE_PROOF === "full";
const RUNS = { seed: Number(process.env.THAWLINE_SEED ?? 20240310), numRuns: FULL ? 200 : 12 };

const plannedHistory = fc.array(plannedSite, { minLength: 1, maxLength: FULL ? 3 : 2 });
const numbers = fc.array(fc.nat(), { minLength: 30, maxLength: 60 });

/** The records of a history as several servers' logs hold them: with some missing, some twice, some out of order. */
function logsOf(
  records: readonly EventRecord[],
  draws: readonly number[],
): readonly (readonly EventRecord[])[] {
  const draw = (index: number): number => ((draws[index % draws.length] ?? 0) * (index + 7)) % 100;
  const kept = records.filter((_, index) => draw(index) >= 5);
  const servers = [...new Set(kept.map(({ server }) => server))];
  const logs = servers.map((server) => kept.filter((record) => record.server === server));
  const again = kept.filter((_, index) => draw(index * 3 + 1) < 10);
  const late = kept.filter((_, index) => draw(index * 5 + 2) < 10);
  return [...logs, again, late.reverse()];
}

function withPaths(logs: readonly (readonly EventRecord[])[], sizes: (index: number) => number) {
  return logs.map((records, index) => batchesOf(`records-${index}`, records, sizes));
}

/** The batches of all inputs in a drawn order; those of one input keep theirs. */
function interleaved(
  inputs: readonly (readonly SourceBatch[])[],
  draws: readonly number[],
): readonly SourceBatch[] {
  const left = inputs.map((batches) => [...batches]);
  const order: SourceBatch[] = [];
  for (let turn = 0; left.some((batches) => batches.length > 0); turn += 1) {
    const some = left.filter((batches) => batches.length > 0);
    const next = some[(draws[turn % draws.length] ?? 0) % some.length]?.shift();
    if (next !== undefined) order.push(next);
  }
  return order;
}

describe("watching comes to the same answer as analysing", () => {
  it("in a replay, each log a source", async () => {
    await fc.assert(
      fc.asyncProperty(plannedHistory, numbers, async (sites, draws) => {
        const logs = logsOf(writeSites(sites).records, draws);
        const { jobs, findings } = await analyzeRecords(logs);
        expect(await watched(withPaths(logs, () => 100))).toEqual({ jobs, findings });
      }),
      RUNS,
    );
  });

  it("when batches of any size come in any order, and the watcher dies between them", async () => {
    await fc.assert(
      fc.asyncProperty(plannedHistory, numbers, async (sites, draws) => {
        const logs = logsOf(writeSites(sites).records, draws);
        const { jobs, findings } = await analyzeRecords(logs);
        const inputs = withPaths(logs, (index) => (draws[index % draws.length] ?? 0) % 40);
        const dies = (index: number): boolean => (draws[(index * 3) % draws.length] ?? 0) % 9 === 0;
        expect(await handedOver(interleaved(inputs, draws), dies)).toEqual({ jobs, findings });
      }),
      RUNS,
    );
  });
});
