import { PassThrough, Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ndjson } from "../../../parsers/ndjson.ts";
import { MOST_RECORDS, type SourceBatch } from "../../../src/model/source.ts";
import { createStdinSource } from "../../../src/source/follow/index.ts";
import { evtxOf, testFolder } from "../../app/logs.ts";
import { idsOf, type Kept, nothingKept, type Run, run } from "./driver.ts";
import { jsonLine, jsonLines, record, span } from "./growing-log.ts";

const folder = testFolder();
const follow = (kept: Kept, stdin: Readable): Run =>
  run(kept, folder, (options) => createStdinSource({ ...options, stdin }), false);
const all = (source: Run): Promise<readonly SourceBatch[]> => source.batches(Number.POSITIVE_INFINITY);

describe("standard input", () => {
  it("hands on JSON lines as they come, without waiting for the end or for many", async () => {
    const pipe = new PassThrough();
    const kept = nothingKept();
    const source = follow(kept, pipe);
    pipe.write(jsonLine(1).slice(0, 20));
    pipe.write(`${jsonLine(1).slice(20)}\n${jsonLine(2)}\n${jsonLine(3).slice(0, 9)}`);
    while (idsOf(kept, "-").length < 2) await source.batches(1);
    expect(idsOf(kept, "-")).toEqual([1, 2]);
    pipe.end(jsonLine(3).slice(9));
    const rest = await all(source);
    expect(rest.at(-1)).toMatchObject({ input: "-", position: null, caughtUp: true, restart: "resumes" });
    expect(idsOf(kept, "-")).toEqual([1, 2, 3]);
    expect(kept.inputs.get("-")?.summary).toMatchObject({
      format: "event-json",
      records: 3,
      diagnostics: [],
    });
  });

  it("ends when it is told to while nobody writes", async () => {
    const pipe = new PassThrough();
    const source = follow(nothingKept(), pipe);
    pipe.write(jsonLines(1, 2));
    await source.batches(1);
    await source.kill();
    expect(pipe.destroyed).toBe(true);
  });

  it("goes on with what is known of what was piped in before", async () => {
    const kept = nothingKept();
    for (const [from, to] of [
      [1, 40],
      [41, 90],
    ] as const) {
      const source = follow(kept, Readable.from([Buffer.from(jsonLines(from, to))]));
      await all(source);
    }
    expect(idsOf(kept, "-")).toEqual(span(1, 90));
    expect(kept.inputs.get("-")?.summary?.records).toBe(90);
    expect(kept.inputs.get("-")?.logs[0]?.epochs).toMatchObject([[{ from: 1, to: 90 }]]);
  });

  it("reads any other format to its end", async () => {
    const kept = nothingKept();
    const log = gzipSync(evtxOf(span(1, 1200).map((id) => record(id, 4))));
    const batches = await all(follow(kept, Readable.from([log.subarray(0, 5), log.subarray(5)])));
    expect(batches.map(({ records }) => records.length)).toEqual([1000, 200]);
    expect(batches.at(-1)).toMatchObject({ caughtUp: true, restart: "resumes" });
    expect(idsOf(kept, "-")).toEqual(span(1, 1200));
  });

  it.each([
    ["nothing", "", "input-empty"],
    ["no events", "a list of tapes\n", "input-unrecognised"],
  ])("says that there was %s", async (_, text, code) => {
    const kept = nothingKept();
    await all(follow(kept, Readable.from([Buffer.from(text)])));
    expect(kept.inputs.get("-")?.summary?.diagnostics.map((it) => it.code)).toEqual([code]);
  });

  it("reads no faster than it is asked to", async () => {
    const RECORDS = 200_000;
    let written = 0;
    function* flood(): Generator<Buffer> {
      for (let from = 1; from <= RECORDS; from += 100) {
        written = from + 99;
        yield Buffer.from(
          span(from, from + 99)
            .map((id) => `${ndjson(record(id, 10))}\n`)
            .join(""),
        );
      }
    }
    let [taken, ahead] = [0, 0];
    const source = createStdinSource({
      stdin: Readable.from(flood()),
      folder: () => folder,
      known: () => null,
    });
    for await (const batch of source.batches(null, new AbortController().signal)) {
      expect(batch.records.length).toBeLessThanOrEqual(MOST_RECORDS);
      taken += batch.records.length;
      await new Promise(setImmediate);
      ahead = Math.max(ahead, written - taken);
    }
    expect(taken).toBe(RECORDS);
    // One batch being made, and what streams hold between the ends of a pipe.
    expect(ahead).toBeLessThan(10_000);
  }, 60_000);
});
