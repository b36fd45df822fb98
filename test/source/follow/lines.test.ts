import { appendFileSync, readFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_RECORDS } from "../../../src/model/source.ts";
import { coverageOf } from "../../../src/source/coverage.ts";
import { createFileSource } from "../../../src/source/follow/index.ts";
import { testFolder } from "../../app/logs.ts";
import { NOW, readAtOnce } from "./at-once.ts";
import { idsOf, type Kept, nothingKept, type Run, run } from "./driver.ts";
import { jsonLine, jsonLines, span } from "./growing-log.ts";

const RUNS = process.env.THAWLINE_PROOF === "full" ? 500 : 60;
const folder = testFolder();
let files = 0;
const newPath = (): string => join(folder, `events-${++files}.ndjson`);
const follow = (kept: Kept, path: string): Run =>
  run(kept, folder, (options) => createFileSource({ ...options, path, follow: true }));

describe("following a file of JSON lines", () => {
  it("has each record once, wherever lines are cut and the reading is killed", async () => {
    const bytes = Buffer.from(jsonLines(1, 60));
    const step = fc.oneof(fc.integer({ min: 1, max: 4000 }), fc.constant("kill" as const));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const path = newPath();
        writeFileSync(path, "");
        const kept = nothingKept();
        let source = follow(kept, path);
        let at = 0;
        for (const one of steps) {
          if (one === "kill") {
            await source.kill();
            source = follow(kept, path);
            continue;
          }
          appendFileSync(path, bytes.subarray(at, at + one));
          at = Math.min(bytes.length, at + one);
          await source.look();
          const whole = bytes.subarray(0, at).toString().split("\n").length - 1;
          // A last line without its end is taken if there is all of it but that.
          const count = idsOf(kept, path).length;
          expect([whole, whole + 1]).toContain(count);
          expect(idsOf(kept, path)).toEqual(span(1, count));
        }
        appendFileSync(path, bytes.subarray(at));
        await source.look();
        await source.kill();
        expect(idsOf(kept, path)).toEqual(span(1, 60));
        expect(kept.inputs.get(path)?.records.map(({ origin }) => origin)).toEqual(
          span(1, 60).map((line) => `${path}:${line}`),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it("finds what analyze finds, also of what is no event and of times without zone", async () => {
    const path = newPath();
    const local = jsonLines(5, 6).replaceAll(/T(\d\d:\d\d:\d\d).000Z/g, " $1");
    writeFileSync(path, `${jsonLines(1, 4)}{"other":true}\n{"eventId":1,\n${local}`);
    const { summary, coverage } = await readAtOnce(path, folder);
    const kept = nothingKept();
    const source = follow(kept, path);
    await source.look();
    await source.kill();
    expect(summary.records).toBe(6);
    expect(summary.diagnostics.map(({ code }) => code)).toContain("time-zone-assumed");
    expect(kept.inputs.get(path)?.summary).toEqual(summary);
    expect(coverageOf([kept.inputs.get(path)?.logs ?? []], NOW)).toEqual(coverage);
  });

  it("hands on the records of a long line in parts, each once", async () => {
    const path = newPath();
    const many = span(2, 2501).map((id) => jsonLine(id));
    writeFileSync(path, `${jsonLines(1, 1)}{"Events":[${many.join(",")}]}\n${jsonLines(2502, 2510)}`);
    const kept = nothingKept();
    for (let kills = 0; kills < 6; kills++) {
      const source = follow(kept, path);
      for (const batch of await source.batches(1))
        expect(batch.records.length).toBeLessThanOrEqual(MOST_RECORDS);
      await source.kill();
    }
    expect(idsOf(kept, path)).toEqual(span(1, 2510));
    expect(kept.inputs.get(path)?.summary?.records).toBe(2510);
  });

  it.each([
    ["begun anew in its place", (path: string) => writeFileSync(path, jsonLines(900, 910))],
    ["emptied and written again", (path: string) => truncateSync(path)],
    [
      "replaced",
      (path: string) => {
        writeFileSync(`${path}.new`, readFileSync(path));
        renameSync(`${path}.new`, path);
      },
    ],
  ])("reads a file that was %s as another input", async (_, change) => {
    const path = newPath();
    writeFileSync(path, jsonLines(1, 20));
    const kept = nothingKept();
    const source = follow(kept, path);
    await source.look();
    change(path);
    await source.look();
    appendFileSync(path, jsonLines(950, 951));
    await source.look();
    await source.look();
    await source.kill();
    expect(idsOf(kept, path)).toEqual(span(1, 20));
    expect(idsOf(kept, `${path}#2`).slice(-2)).toEqual([950, 951]);
  });
});
