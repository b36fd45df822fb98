import { readFileSync, renameSync, statSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHUNK_SIZE } from "../../../parsers/evtx/chunk.ts";
import { FILE_HEADER_SIZE } from "../../../parsers/evtx/header.ts";
import { MOST_RECORDS } from "../../../src/model/source.ts";
import { coverageOf, createCoverage } from "../../../src/source/coverage.ts";
import { createFileSource } from "../../../src/source/follow/index.ts";
import { readInput } from "../../../src/source/read-input.ts";
import { evtxOf, testFolder } from "../../app/logs.ts";
import { idsOf, type Kept, nothingKept, type Run, run } from "./driver.ts";
import { growingLog, record, write } from "./growing-log.ts";

const RUNS = process.env.THAWLINE_PROOF === "full" ? 300 : 25;
const folder = testFolder();
let files = 0;
const newPath = (): string => join(folder, `log-${++files}.evtx`);
const span = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
const NOW = Date.UTC(2030, 0, 1);

interface What {
  readonly wants?: (provider: string, id: number) => boolean;
}

const follow = (kept: Kept, path: string, what: What = {}): Run =>
  run(kept, folder, (options) => createFileSource({ ...options, ...what, path, follow: true }));

/** What `analyze` finds in the file as it is now. */
async function readAtOnce(path: string, what: What = {}) {
  const tracker = createCoverage(NOW);
  const records: unknown[] = [];
  const options = { ...what, coverage: tracker.input(), folder: () => folder, stdin: Readable.from([]) };
  const use = (found: unknown): boolean => records.push(found) > 0;
  const { used: _, ...summary } = await readInput({ path, named: true, bytes: null }, use, options);
  return { records, summary, coverage: tracker.result() };
}

describe("following an event log", () => {
  it("reads what is there, then what is written, and rests in between", async () => {
    const path = newPath();
    const log = growingLog(path);
    log.add(5);
    const kept = nothingKept();
    const source = follow(kept, path);
    await source.look();
    expect(idsOf(kept, path)).toEqual([1, 2, 3, 4, 5]);
    const idle = await source.look();
    expect(idle).toMatchObject([{ records: [], caughtUp: true, trouble: null }]);
    log.add(1);
    const [news] = await source.look();
    expect(news).toMatchObject({ input: path, restart: "resumes", records: [{ recordId: 6 }] });
    await source.kill();
  });

  it("finds what analyze finds: records, coverage and totals", async () => {
    const path = newPath();
    const wants = (provider: string): boolean => provider === "ESE";
    growingLog(path).add(700);
    const kept = nothingKept();
    const source = follow(kept, path, { wants });
    await source.look();
    await source.kill();
    const once = await readAtOnce(path, { wants });
    const input = kept.inputs.get(path);
    expect(input?.records).toEqual(once.records);
    expect(coverageOf([input?.logs ?? []], NOW)).toEqual(once.coverage);
    // That it is dirty says nothing of a log that is being followed.
    expect(once.summary.diagnostics.map(({ code }) => code)).toEqual(["evtx-dirty"]);
    expect(input?.summary).toEqual({ ...once.summary, diagnostics: [] });
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
        // What is overwritten before it was looked at is lost: a chunk holds some 60 of the long ones.
        const most = (what.slots - 2) * (what.size === 400 ? 60 : 250);
        log.add(what.before, "once");
        const kept = nothingKept();
        let source = follow(kept, path);
        let unread = what.before;
        for (const one of steps) {
          if (one === "kill") {
            await source.kill();
            source = follow(kept, path);
          } else if ("take" in one) await source.batches(one.take);
          else {
            const count = Math.min(one.write, most, one.once ? 900 : 60);
            if (unread + count > most) await source.look();
            unread = unread + count > most ? count : unread + count;
            log.add(count, one.once ? "once" : undefined);
          }
        }
        await source.look();
        await source.look();
        await source.kill();
        expectAll(kept, path, log.last);
      }),
      { numRuns: RUNS },
    );
  });
});

/** Every record from the first that was there on, once; and so says the coverage. */
function expectAll(kept: Kept, path: string, last: number): void {
  const found = idsOf(kept, path)
    .map(Number)
    .sort((a, b) => a - b);
  expect(found).toEqual(last === 0 ? [] : span(found[0] ?? last, last));
  expect([...kept.inputs.keys()]).toEqual([path]);
  const [covered] = coverageOf([kept.inputs.get(path)?.logs ?? []], NOW).coverage;
  expect(covered?.records ?? 0).toBe(found.length);
  expect(covered?.gaps ?? []).toEqual([]);
}
