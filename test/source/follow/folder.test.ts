import { appendFileSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SourceBatch } from "../../../src/model/source.ts";
import { createFolderSource } from "../../../src/source/follow/index.ts";
import { evtxOf, testFolder } from "../../app/logs.ts";
import { idsOf, type Kept, nothingKept, type Run, run } from "./driver.ts";
import { growingLog, jsonLines, record, span } from "./growing-log.ts";

const folder = testFolder();
let folders = 0;
function newFolder(): string {
  const path = join(folder, `drop-${++folders}`);
  mkdirSync(path);
  return path;
}
const follow = (kept: Kept, path: string, more = true): Run =>
  run(kept, folder, (options) => createFolderSource({ ...options, path, follow: more }));
const evtx = (from: number, to: number): Uint8Array => evtxOf(span(from, to).map((id) => record(id, 4)));

describe("following a folder", () => {
  it("reads exports that are dropped into it, also in folders of it, each once", async () => {
    const drop = newFolder();
    const kept = nothingKept();
    const source = follow(kept, drop);
    expect(await source.look()).toMatchObject([{ records: [], caughtUp: true, trouble: null }]);
    writeFileSync(join(drop, "a.evtx"), evtx(1, 10));
    mkdirSync(join(drop, "deep", "er"), { recursive: true });
    writeFileSync(join(drop, "deep", "er", "b.xml"), "<Events>");
    await source.look();
    appendFileSync(
      join(drop, "deep", "er", "b.xml"),
      '<Event><System><Provider Name="ESE"/><EventID>2001</EventID><EventRecordID>7</EventRecordID></System></Event></Events>',
    );
    for (let i = 0; i < 3; i++) await source.look();
    expect(idsOf(kept, join(drop, "a.evtx"))).toEqual(span(1, 10));
    expect(idsOf(kept, join(drop, "deep", "er", "b.xml"))).toEqual([7]);
    expect(await source.look()).toMatchObject([{ records: [], caughtUp: true }]);
    await source.kill();
    const again = follow(kept, drop);
    expect(await again.look()).toMatchObject([{ records: [], caughtUp: true }]);
    await again.kill();
  });

  it("finds what is dropped after the clock was set back", async () => {
    const drop = newFolder();
    const kept = nothingKept();
    const source = follow(kept, drop);
    await source.look();
    source.setBack(2 * 3_600_000);
    writeFileSync(join(drop, "a.evtx"), evtx(1, 10));
    await source.look();
    await source.look();
    expect(idsOf(kept, join(drop, "a.evtx"))).toEqual(span(1, 10));
    await source.kill();
  });

  it("follows several that grow at once, over kills", async () => {
    const drop = newFolder();
    const logs = ["a", "b", "c"].map((name) => growingLog(join(drop, `${name}.evtx`)));
    const json = join(drop, "d.ndjson");
    const kept = nothingKept();
    let source = follow(kept, drop);
    for (let i = 0; i < 10; i++) {
      for (const [at, log] of logs.entries()) log.add(5 * (at + 1));
      appendFileSync(json, jsonLines(i * 3 + 1, i * 3 + 3));
      await (i % 3 === 0 ? source.batches(2) : source.look());
      if (i % 4 !== 0) continue;
      await source.kill();
      source = follow(kept, drop);
    }
    await source.look();
    await source.look();
    await source.kill();
    for (const [at, name] of ["a", "b", "c"].entries()) {
      expect(idsOf(kept, join(drop, `${name}.evtx`))).toEqual(span(1, 50 * (at + 1)));
    }
    expect(idsOf(kept, json)).toEqual(span(1, 30));
  });

  it("gives each file its turn, however large another one is", async () => {
    const drop = newFolder();
    writeFileSync(join(drop, "a.evtx"), evtx(1, 5000));
    writeFileSync(join(drop, "b.evtx"), evtx(1, 3));
    const kept = nothingKept();
    const source = follow(kept, drop);
    const batches = (await source.look()).filter(({ records }) => records.length > 0);
    await source.kill();
    expect(batches.map(({ input, records }) => [input.at(-6), records.length]).slice(0, 2)).toEqual([
      ["a", 1000],
      ["b", 3],
    ]);
    expect(idsOf(kept, join(drop, "a.evtx"))).toEqual(span(1, 5000));
  });

  it("keeps its place small for many old files, and knows them and what took their names", async () => {
    const drop = newFolder();
    const old = new Date(Date.UTC(2029, 0, 1));
    const name = (i: number): string => join(drop, `export-of-the-application-log-${i}.evtx`);
    for (let i = 0; i < 60; i++) {
      writeFileSync(name(i), i === 0 ? evtx(1, 2) : `${jsonLines(i, i)}[`);
      utimesSync(name(i), old, old);
    }
    const kept = nothingKept();
    const source = follow(kept, drop);
    for (let i = 0; i < 34; i++) await source.look();
    await source.kill();
    expect(JSON.stringify(kept.position).length).toBeLessThan(60 * 24);
    const count = kept.inputs.size;
    writeFileSync(name(5), jsonLines(900, 901));
    const again = follow(kept, drop);
    const batches: SourceBatch[] = [];
    for (let i = 0; i < 3; i++) batches.push(...(await again.look()));
    await again.kill();
    expect(batches.flatMap(({ records }) => records).map(({ recordId }) => recordId)).toEqual([900, 901]);
    expect(idsOf(kept, `${name(5)}#2`)).toEqual([900, 901]);
    expect(kept.inputs.size).toBe(count + 1);
  });

  it("tells of a folder that is not there, of files that are no logs, and lets files go", async () => {
    const drop = newFolder();
    const kept = nothingKept();
    const source = follow(kept, join(drop, "later"));
    const [missing] = await source.look();
    expect(missing).toMatchObject({ caughtUp: false });
    expect(missing?.trouble).toContain("there is no such file or folder");
    mkdirSync(join(drop, "later"));
    writeFileSync(join(drop, "later", "notes.txt"), "Call Jim about the tapes.");
    writeFileSync(join(drop, "later", "a.evtx"), evtx(1, 3));
    await source.look();
    const found = await source.look();
    expect(found.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code))).toEqual([
      "input-passed-over",
    ]);
    rmSync(join(drop, "later", "a.evtx"));
    expect(await source.look()).toMatchObject([{ records: [], trouble: null, caughtUp: true }]);
    renameSync(join(drop, "later"), join(drop, "gone"));
    expect((await source.look()).at(-1)).toMatchObject({ caughtUp: false });
    await source.kill();
  });

  it("replays what is there, and ends", async () => {
    const drop = newFolder();
    writeFileSync(join(drop, "b.evtx"), evtx(1, 1500));
    writeFileSync(join(drop, "a.ndjson"), jsonLines(1, 5));
    const kept = nothingKept();
    await follow(kept, drop, false).batches(1);
    const rest = await follow(kept, drop, false).batches(100);
    expect(rest.map(({ records }) => records.length)).toEqual([1000, 500, 0]);
    expect(idsOf(kept, join(drop, "b.evtx"))).toEqual(span(1, 1500));
    expect(idsOf(kept, join(drop, "a.ndjson"))).toEqual(span(1, 5));
  });
});
