import { readFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CHUNK_SIZE } from "../../../parsers/evtx/chunk.ts";
import { FILE_HEADER_SIZE } from "../../../parsers/evtx/header.ts";
import { MOST_RECORDS } from "../../../src/model/source.ts";
import { coverageOf } from "../../../src/source/coverage.ts";
import { createFileSource } from "../../../src/source/follow/index.ts";
import { evtxOf, testFolder } from "../../app/logs.ts";
import { NOW, readAtOnce } from "./at-once.ts";
import { idsOf, type Kept, nothingKept, type Run, run } from "./driver.ts";
import { growingLog, record, span, write } from "./growing-log.ts";

const folder = testFolder();
let files = 0;
const newPath = (): string => join(folder, `log-${++files}.evtx`);

interface What {
  readonly wants?: (provider: string, id: number) => boolean;
}

const follow = (kept: Kept, path: string, what: What = {}): Run =>
  run(kept, folder, (options) => createFileSource({ ...options, ...what, path, follow: true }));

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
    const once = await readAtOnce(path, folder, wants);
    const input = kept.inputs.get(path);
    expect(input?.records).toEqual(once.records);
    expect(coverageOf([input?.logs ?? []], NOW)).toEqual(once.coverage);
    // That it is dirty says nothing of a log that is being followed.
    expect(once.summary.diagnostics.map(({ code }) => code)).toEqual(["evtx-dirty"]);
    expect(input?.summary).toEqual({ ...once.summary, diagnostics: [] });
  });

  it.each([
    ["by a file of another log", (path: string) => renameSync(other(path, 1, 90_000), path)],
    [
      "in its place, by a longer one",
      (path: string) => writeFileSync(path, readFileSync(other(path, 1, 90_000, 300))),
    ],
    [
      "by one that is shorter",
      (path: string) => {
        truncateSync(path, FILE_HEADER_SIZE + CHUNK_SIZE);
        write(path, 0, readFileSync(other(path, 1, 90_000, 20)));
      },
    ],
  ])("reads a log that was replaced as another one: %s", async (_, replace) => {
    const path = newPath();
    growingLog(path).add(100);
    const kept = nothingKept();
    const source = follow(kept, path);
    await source.look();
    replace(path);
    await source.look();
    await source.look();
    await source.kill();
    const count = idsOf(kept, `${path}#2`).length;
    expect([...kept.inputs.keys()]).toEqual([path, `${path}#2`]);
    expect(idsOf(kept, path)).toEqual(span(1, 100));
    expect(idsOf(kept, `${path}#2`)).toEqual(span(1, count));
    expect(count).toBeGreaterThanOrEqual(20);
    expect(kept.inputs.get(`${path}#2`)?.records[0]?.origin).toContain(`${path}#2@0x`);
    // The same is found out after a restart.
    const again = follow(kept, path);
    expect(await again.look()).toMatchObject([{ input: `${path}#2`, records: [] }]);
    await again.kill();
  });

  /** Another log, with times that are so many seconds later. */
  function other(path: string, from: number, start: number, count = 40): string {
    growingLog(`${path}.new`, { from, start }).add(count);
    return `${path}.new`;
  }

  it("waits for a chunk that is half written, and says nothing of it", async () => {
    const path = newPath();
    const log = growingLog(path);
    log.add(10);
    const before = readFileSync(path);
    log.add(1);
    const after = readFileSync(path);
    // The header is new, the record not there yet.
    const torn = Buffer.concat([
      after.subarray(0, FILE_HEADER_SIZE + 512),
      before.subarray(FILE_HEADER_SIZE + 512),
    ]);
    writeFileSync(path, before);
    const kept = nothingKept();
    const source = follow(kept, path);
    await source.look();
    write(path, 0, torn);
    expect(await source.look()).toMatchObject([{ records: [], diagnostics: [] }]);
    write(path, 0, after);
    await source.look();
    await source.kill();
    expect(idsOf(kept, path)).toEqual(span(1, 11));
    expect(kept.inputs.get(path)?.summary?.diagnostics).toEqual([]);
  });

  it("reads a chunk that stays torn as far as it goes, and what mends it, each record once", async () => {
    const path = newPath();
    const log = growingLog(path);
    log.add(10);
    const before = readFileSync(path);
    log.add(3);
    const after = readFileSync(path);
    const torn = Buffer.concat([
      after.subarray(0, FILE_HEADER_SIZE + 512),
      before.subarray(FILE_HEADER_SIZE + 512),
    ]);
    writeFileSync(path, torn);
    const kept = nothingKept();
    const source = follow(kept, path);
    for (let i = 0; i < 3; i++) await source.look();
    expect(idsOf(kept, path)).toEqual(span(1, 10));
    const codes = kept.inputs.get(path)?.summary?.diagnostics.map(({ code }) => code);
    expect(codes).toContain("evtx-chunk-checksum");
    write(path, 0, after);
    await source.look();
    expect(idsOf(kept, path)).toEqual(span(1, 13));
    await source.kill();
  });

  it("reads a copy that arrives slowly, and one that was given its length first", async () => {
    const whole = evtxOf(span(1, 300).map((id) => record(id)));
    for (const atOnce of [true, false]) {
      const path = newPath();
      if (atOnce) {
        writeFileSync(path, "");
        truncateSync(path, whole.length);
      }
      const kept = nothingKept();
      let source = follow(kept, path);
      for (let at = 0; at < whole.length; at += 50_000) {
        write(path, at, whole.subarray(at, at + 50_000));
        await source.look();
        if (at % 200_000 !== 0) continue;
        await source.kill();
        source = follow(kept, path);
      }
      for (let i = 0; i < 8; i++) await source.look();
      await source.kill();
      expect([...kept.inputs.keys()]).toEqual([path]);
      expect([...idsOf(kept, path)].sort((a, b) => Number(a) - Number(b))).toEqual(span(1, 300));
    }
  });

  it("tells that the file cannot be read, and goes on when it can", async () => {
    const path = newPath();
    const kept = nothingKept();
    const source = follow(kept, path);
    const [missing] = await source.look();
    expect(missing).toMatchObject({ records: [], caughtUp: false });
    expect(missing?.trouble).toBe(`${path}: there is no such file or folder (ENOENT)`);
    growingLog(path).add(3);
    expect((await source.look()).at(-1)).toMatchObject({ trouble: null });
    expect(idsOf(kept, path)).toEqual([1, 2, 3]);
    await source.kill();
  });

  it("yields batches of bounded size, and after a kill goes on behind the last one", async () => {
    const path = newPath();
    writeFileSync(path, evtxOf(span(1, 2500).map((id) => record(id, 4))));
    const kept = nothingKept();
    const first = follow(kept, path);
    const [batch] = await first.batches(1);
    expect(batch).toMatchObject({ caughtUp: false });
    expect(batch?.records).toHaveLength(MOST_RECORDS);
    expect(coverageOf([kept.inputs.get(path)?.logs ?? []], NOW).coverage[0]?.records).toBe(MOST_RECORDS);
    await first.kill();
    const second = follow(kept, path);
    const sizes = (await second.look()).map(({ records }) => records.length);
    expect(sizes).toEqual([1000, 500]);
    await second.kill();
    expect(idsOf(kept, path)).toEqual(span(1, 2500));
  });
});
