import { describe, expect, it } from "vitest";
import type { EventRecord } from "../../parsers/record.ts";
import { createRandom } from "../../src/lab/random.ts";
import { runLab } from "../../src/lab/run.ts";
import { SCENARIOS } from "../../src/lab/scenarios/index.ts";
import { topologyOf } from "../../src/lab/site.ts";
import type { SourceBatch } from "../../src/model/source.ts";
import { batchesOf, handedOver } from "../app/watch/replaying.ts";
import { NO_REAL_TIME, wanted } from "./run.ts";

/** The logs as a watcher gets them while they grow: a few records at a time, of whichever log had any. */
function growing(records: readonly EventRecord[], next: () => number): readonly SourceBatch[] {
  const logs = new Map<string, EventRecord[]>();
  for (const record of records) {
    const name = `${record.server} ${record.channel}`;
    logs.set(name, [...(logs.get(name) ?? []), record]);
  }
  const inputs = [...logs].map(([name, own]) => [...batchesOf(name, own, () => 1 + Math.floor(next() * 12))]);
  const begin = ([batch]: readonly SourceBatch[]): number => Date.parse(batch?.records[0]?.time ?? "");
  const order: SourceBatch[] = [];
  while (inputs.some((batches) => batches.length > 0)) {
    const left = inputs.filter((batches) => batches.length > 0).sort((a, b) => begin(a) - begin(b));
    const batch = left[0]?.shift();
    if (batch !== undefined) order.push(batch);
  }
  return order;
}

describe.each(SCENARIOS)("the scenario $name", (scenario) => {
  it("is judged as its author predicts by a watcher that dies again and again", async () => {
    const lab = await runLab({ scenario, seed: 4, speed: "max" }, NO_REAL_TIME);
    const random = createRandom(17);
    const draw = (): number => random.between(0, 1);
    const { jobs, findings } = await handedOver(
      growing(lab.logs.records(), draw),
      () => draw() < 0.04,
      topologyOf(lab.site),
    );
    const told = findings.filter(({ severity }) => severity !== "info").map(({ code }) => code);
    expect({
      jobs: jobs.map(({ outcome }) => outcome),
      findings: [...new Set(told)].sort(),
      exit: scenario.predicts.exit,
    }).toEqual(wanted(scenario.predicts));
  });
});
