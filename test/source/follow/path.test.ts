import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createPathSource } from "../../../src/source/follow/index.ts";
import { evtxOf, testFolder } from "../../app/logs.ts";
import { idsOf, type Kept, nothingKept, type Run, run } from "./driver.ts";
import { record, span } from "./growing-log.ts";

const folder = testFolder();
const follow = (kept: Kept, path: string): Run =>
  run(kept, folder, (options) => createPathSource({ ...options, path, follow: true }));
const evtx = (from: number, to: number): Uint8Array => evtxOf(span(from, to).map((id) => record(id, 4)));

describe("a path that is not there when a watcher begins", () => {
  it("is trouble until it is there, and is then read as the folder that it is", async () => {
    const share = join(folder, "share");
    const kept = nothingKept();
    const source = follow(kept, share);
    const missing = { records: [], caughtUp: false, trouble: expect.stringContaining("ENOENT") };
    expect(await source.look()).toMatchObject([missing]);
    expect(await source.look()).toMatchObject([missing]);
    mkdirSync(share);
    writeFileSync(join(share, "a.evtx"), evtx(1, 10));
    for (let i = 0; i < 3; i++) await source.look();
    expect(idsOf(kept, join(share, "a.evtx"))).toEqual(span(1, 10));
    expect(await source.look()).toMatchObject([{ trouble: null, caughtUp: true }]);
    await source.kill();
  });

  it("costs a folder none of its places while it is away", async () => {
    const share = join(folder, "comes-and-goes");
    mkdirSync(share);
    writeFileSync(join(share, "a.evtx"), evtx(1, 10));
    const kept = nothingKept();
    let source = follow(kept, share);
    for (let i = 0; i < 3; i++) await source.look();
    await source.kill();
    const { position } = kept;
    rmSync(share, { recursive: true });
    source = follow(kept, share);
    expect(await source.look()).toMatchObject([{ trouble: expect.stringContaining("ENOENT") }]);
    await source.kill();
    expect(kept.position).toEqual(position);
  });

  it("is begun anew when it is a file where a folder was", async () => {
    const share = join(folder, "changes");
    mkdirSync(share);
    const kept = nothingKept();
    let source = follow(kept, share);
    await source.look();
    await source.kill();
    rmSync(share, { recursive: true });
    writeFileSync(share, evtx(1, 10));
    source = follow(kept, share);
    for (let i = 0; i < 3; i++) await source.look();
    expect(idsOf(kept, share)).toEqual(span(1, 10));
    await source.kill();
  });
});
