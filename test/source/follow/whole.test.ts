import { appendFileSync, copyFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { coverageOf } from "../../../src/source/coverage.ts";
import { createFileSource } from "../../../src/source/follow/index.ts";
import { evtxOf, testFolder } from "../../app/logs.ts";
import { NOW, readAtOnce } from "./at-once.ts";
import { idsOf, type Kept, nothingKept, type Run, run } from "./driver.ts";
import { record } from "./growing-log.ts";

const folder = testFolder();
let files = 0;
const newPath = (name: string): string => join(folder, `${++files}-${name}`);
const follow = (kept: Kept, path: string, more = true): Run =>
  run(kept, folder, (options) => createFileSource({ ...options, path, follow: more }));

function samples(): readonly string[] {
  return readdirSync("samples", { recursive: true, encoding: "utf8" })
    .map((name) => join("samples", name))
    .filter((path) => statSync(path).isFile());
}

/** Three events as Event Viewer exports them, a German one by its order of dates. */
const csv = (from: number, to: number): string => {
  const rows = Array.from({ length: to - from + 1 }, (_, i) => {
    const day = String(from + i).padStart(2, "0");
    return `Informationen,${day}.04.2026 20:00:00,ESE,${2000 + from + i},ShadowCopy,Text\r\n`;
  });
  return `Ebene,Datum und Uhrzeit,Quelle,Ereignis-ID,Aufgabenkategorie\r\n${rows.join("")}`;
};
const eventIds = (kept: Kept, input: string): readonly (number | null)[] =>
  kept.inputs.get(input)?.records.map(({ eventId }) => eventId) ?? [];

describe("a file in a format without places to go on from", () => {
  it("is read when it is whole, however slowly it comes", async () => {
    const path = newPath("export.txt");
    // UTF-16, as PowerShell and the Event Viewer write it.
    const bytes = Buffer.from(`\uFEFF${csv(13, 28)}`, "utf16le");
    const kept = nothingKept();
    const source = follow(kept, path);
    for (let at = 0; at < bytes.length; at += 301) {
      appendFileSync(path, bytes.subarray(at, at + 301));
      for (const batch of await source.look()) expect(batch).toMatchObject({ records: [], caughtUp: false });
    }
    const batches = await source.look();
    await source.kill();
    expect(batches.map(({ records }) => records.length)).toEqual([16]);
    expect(batches[0]).toMatchObject({ restart: "rereads", caughtUp: true });
    expect(kept.inputs.get(path)?.records).toEqual((await readAtOnce(path, folder)).records);
  });

  it("is read again from its start after a kill, and not at all when it was read", async () => {
    const path = newPath("log.evtx.gz");
    const records = Array.from({ length: 2500 }, (_, i) => record(i + 1, 4));
    writeFileSync(path, gzipSync(evtxOf(records)));
    const kept = nothingKept();
    const first = follow(kept, path);
    await first.look();
    await first.look();
    await first.kill();
    expect(idsOf(kept, path)).toHaveLength(2500);
    const killed = nothingKept();
    const second = follow(killed, path);
    await second.batches(1);
    await second.look();
    await second.batches(1);
    await second.kill();
    expect(idsOf(killed, path).length % 1000).toBe(0);
    for (let i = 0; i < 2; i++) {
      const again = follow(killed, path);
      await again.look();
      await again.look();
      await again.kill();
      expect(idsOf(killed, path)).toEqual(records.map(({ recordId }) => recordId));
    }
    const later = follow(killed, path);
    expect(await later.look()).toMatchObject([{ records: [] }]);
    await later.kill();
  });

  it("is another input when it was written to", async () => {
    const path = newPath("export.csv");
    writeFileSync(path, csv(13, 15));
    const kept = nothingKept();
    const source = follow(kept, path);
    await source.look();
    await source.look();
    writeFileSync(path, csv(16, 20));
    for (let i = 0; i < 3; i++) await source.look();
    await source.kill();
    expect(eventIds(kept, path)).toEqual([2013, 2014, 2015]);
    expect(eventIds(kept, `${path}#2`)).toEqual([2016, 2017, 2018, 2019, 2020]);
  });

  it("is said to be none, once, when no format knows it", async () => {
    const path = newPath("notes.txt");
    writeFileSync(path, "Backup failed again, call Jim.\n");
    const kept = nothingKept();
    const source = follow(kept, path);
    const batches = [await source.look(), await source.look(), await source.look()].flat();
    await source.kill();
    const codes = batches.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));
    expect(codes).toEqual(["input-unrecognised"]);
    expect(kept.inputs.get(path)?.summary?.diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});

describe("a replay", () => {
  it("finds in every sample what analyze finds, under the same name, and ends", async () => {
    const paths = samples();
    for (const path of paths) {
      const kept = nothingKept();
      const source = follow(kept, path, false);
      const batches = await source.batches(Number.POSITIVE_INFINITY);
      const once = await readAtOnce(path, folder);
      const input = kept.inputs.get(path);
      expect([...kept.inputs.keys()]).toEqual([path]);
      expect(batches.at(-1)?.caughtUp).toBe(true);
      expect(input?.records).toEqual(once.records);
      expect(input?.summary).toEqual(once.summary);
      expect(coverageOf([input?.logs ?? []], NOW)).toEqual(once.coverage);
    }
    expect(paths.length).toBeGreaterThan(300);
  }, 300_000);

  it("finds the same when every sample is followed", async () => {
    for (const path of samples()) {
      const kept = nothingKept();
      const source = follow(kept, path);
      for (let i = 0; i < 3; i++) await source.look();
      await source.kill();
      const once = await readAtOnce(path, folder);
      expect(kept.inputs.get(path)?.records).toEqual(once.records);
      expect(kept.inputs.get(path)?.summary).toEqual(once.summary);
      expect(coverageOf([kept.inputs.get(path)?.logs ?? []], NOW)).toEqual(once.coverage);
    }
  }, 300_000);

  it("has nothing to do when it was done before, and begins anew on another file", async () => {
    const path = newPath("replayed.csv");
    writeFileSync(path, csv(13, 20));
    const kept = nothingKept();
    await follow(kept, path, false).batches(10);
    expect(await follow(kept, path, false).batches(10)).toEqual([]);
    copyFileSync("samples/event-csv/directory-timeout-event-viewer-us/MBX1962A.csv", path);
    expect((await follow(kept, path, false).batches(10))[0]?.input).toBe(`${path}#2`);
  });

  it("tells of a file that is not there", async () => {
    const path = newPath("missing");
    const [batch] = await follow(nothingKept(), path, false).batches(10);
    expect(batch).toMatchObject({ records: [], caughtUp: true, diagnostics: [{ code: "input-unreadable" }] });
  });
});
