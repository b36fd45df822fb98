import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverageOf } from "../../../src/source/coverage.ts";
import { createFileSource } from "../../../src/source/follow/index.ts";
import { testFolder } from "../../app/logs.ts";
import { NOW } from "./at-once.ts";
import { idsOf, type Kept, nothingKept, type Run, run } from "./driver.ts";
import { growingLog, span } from "./growing-log.ts";

const RUNS = process.env.THAWLINE_PROOF === "full" ? 300 : 25;
const folder = testFolder();
let files = 0;
const newPath = (): string => join(folder, `log-${++files}.evtx`);

const follow = (kept: Kept, path: string): Run =>
  run(kept, folder, (options) => createFileSource({ ...options, path, follow: true }));

describe("following a log that overwrites itself", () => {
  it("goes on in whatever chunk of a circular log is written, from a position and without one", async () => {
    const path = newPath();
    const log = growingLog(path, { slots: 4 });
    log.add(600, "once");
    const kept = nothingKept();
    const source = follow(kept, path);
    await source.look();
    const [oldest] = idsOf(kept, path)
      .map(Number)
      .sort((a, b) => a - b);
    // The place of the newest chunk in the file is not that of its records in time.
    expect(idsOf(kept, path)[0]).not.toBe(oldest);
    for (let i = 0; i < 12; i++) {
      log.add(25);
      await source.look();
    }
    await source.kill();
    log.add(70);
    const again = follow(kept, path);
    await again.look();
    await again.kill();
    expectAll(kept, path, log.last, oldest);
  });

  const circular = fc.record({
    slots: fc.constantFrom(3, 5, Number.POSITIVE_INFINITY),
    header: fc.boolean(),
    // Long records, and short ones of which a chunk holds a third of a batch.
    size: fc.constantFrom(400, 4),
    before: fc.integer({ min: 0, max: 3000 }),
  });
  const step = fc.oneof(
    fc.record({ write: fc.integer({ min: 1, max: 900 }), once: fc.boolean() }),
    fc.record({ take: fc.integer({ min: 0, max: 3 }) }),
    fc.constant("kill" as const),
  );

  it("has every record exactly once, wherever it is killed and started again", async () => {
    await fc.assert(
      fc.asyncProperty(circular, fc.array(step, { maxLength: 12 }), async (what, steps) => {
        const path = newPath();
        const log = growingLog(path, what);
        log.add(what.before, "once");
        const kept = nothingKept();
        let source = follow(kept, path);
        // What is overwritten before it was looked at is lost: a chunk holds some 60 of the long ones.
        const most = (what.slots - 2) * (what.size === 400 ? 60 : 250);
        let unread = what.before;
        const append = async (count: number, once?: "once"): Promise<void> => {
          if (unread + count > most) await source.look();
          unread = unread + count > most ? count : unread + count;
          log.add(count, once);
        };
        for (const one of steps) {
          if (one === "kill") {
            await source.kill();
            source = follow(kept, path);
          } else if ("take" in one) await source.batches(one.take);
          else await (one.once ? append(Math.min(one.write, most), "once") : append(Math.min(one.write, 60)));
        }
        await source.look();
        await source.look();
        await source.kill();
        expectAll(kept, path, log.last, Number.isFinite(what.slots) ? undefined : 1);
      }),
      { numRuns: RUNS },
    );
  });
});

/** Every record from the oldest on, once; and so says the coverage. Of a circular log the first that was found is the oldest. */
function expectAll(kept: Kept, path: string, last: number, oldest?: number): void {
  const found = idsOf(kept, path)
    .map(Number)
    .sort((a, b) => a - b);
  expect(found).toEqual(last === 0 ? [] : span(oldest ?? found[0] ?? last, last));
  expect([...kept.inputs.keys()]).toEqual([path]);
  const [covered] = coverageOf([kept.inputs.get(path)?.logs ?? []], NOW).coverage;
  expect(covered?.records ?? 0).toBe(found.length);
  expect(covered?.gaps ?? []).toEqual([]);
}
