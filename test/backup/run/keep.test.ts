import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keepNewest } from "../../../src/backup/run/keep.ts";
import { runBackup } from "../../../src/backup/run/run-backup.ts";
import type { RunRecord } from "../../../src/model/backup/run.ts";
import { testFolder } from "../../app/logs.ts";
import { fakeServer } from "./fake-server.ts";

const top = testFolder();
let last = 0;

/** Good runs of one server, the oldest first; each an hour after the one before. */
async function good(count: number) {
  const folder = join(top, String(++last));
  const runs: RunRecord[] = [];
  let registry = "";
  for (let at = 1; at <= count; at++) {
    const fake = fakeServer(folder, {}, `${at}`.repeat(16));
    const record = await runBackup(fake.plan, fake.ports);
    expect(record.outcome).toBe("proven");
    registry = fake.ports.registry;
    runs.push(rewritten(record, { startedAt: `2026-03-01T0${at}:00:00.000Z` }));
  }
  const newest = runs.at(-1);
  if (newest === undefined) throw new Error("no run");
  return { runs, newest, registry, target: join(folder, "target") };
}

function rewritten(record: RunRecord, change: Partial<RunRecord>): RunRecord {
  const changed = { ...record, ...change };
  writeFileSync(join(record.folder, "run.json"), JSON.stringify(changed));
  return changed;
}

const there = (runs: readonly RunRecord[]): readonly boolean[] =>
  runs.map(({ folder }) => existsSync(folder));

describe("keeping the newest good runs", () => {
  it("removes older ones with all that they made, and their records", async () => {
    const { runs, newest, registry, target } = await good(3);
    expect(keepNewest(newest, 2, registry)).toEqual({ removed: [runs[0]?.folder], left: [] });
    expect(there(runs)).toEqual([false, true, true]);
    expect(readdirSync(target)).toHaveLength(2);
    expect(readdirSync(registry).sort()).toEqual(["2".repeat(16), "3".repeat(16)].map((id) => `${id}.json`));
    expect(keepNewest(newest, 1, registry).removed).toEqual([runs[1]?.folder]);
    expect(there(runs)).toEqual([false, false, true]);
  });

  it("touches nothing but good runs of the same server and unit, whose content is known", async () => {
    const { runs, newest, registry, target } = await good(3);
    const [one, two] = runs as [RunRecord, RunRecord];
    rewritten(one, { outcome: "doubtful" });
    rewritten(two, { unit: "DB02" });
    mkdirSync(join(target, "mine"));
    writeFileSync(join(target, "mine/run.json"), "{}");
    expect(keepNewest(newest, 1, registry)).toEqual({ removed: [], left: [] });
    expect(there(runs)).toEqual([true, true, true]);
  });

  it.each<readonly [string, (run: RunRecord) => void, string]>([
    ["a file of somebody", ({ folder }) => writeFileSync(join(folder, "notes.txt"), ""), "notes.txt"],
    [
      "one among the copied files",
      ({ folder }) => writeFileSync(join(folder, "files/other.edb"), ""),
      "files/other.edb",
    ],
    ["a folder", ({ folder }) => mkdirSync(join(folder, "files/more")), "files/more"],
    ["a link to elsewhere", ({ folder }) => symlinkSync(top, join(folder, "snapshot/1")), "snapshot/1"],
    [
      "a link in place of a file",
      ({ folder }) => symlinkSync(join(folder, "plan.json"), join(folder, "report.html")),
      "report.html",
    ],
  ])("leaves a run in which %s lies, and says so", async (_, put, name) => {
    const { runs, newest, registry } = await good(2);
    put(runs[0] as RunRecord);
    const { removed, left } = keepNewest(newest, 1, registry);
    expect(removed).toEqual([]);
    expect(left).toEqual([`${runs[0]?.folder} was left: ${name} is not what a run makes.`]);
    expect(readdirSync(join(runs[0]?.folder ?? "", "files"))).toContain("DB01.edb");
  });

  it("follows no link in the target", async () => {
    const { runs, newest, registry, target } = await good(2);
    const [one] = runs as [RunRecord];
    const away = join(top, `away-${last}`);
    renameSync(one.folder, away);
    symlinkSync(away, one.folder);
    expect(keepNewest(newest, 1, registry)).toEqual({ removed: [], left: [] });
    expect(existsSync(join(away, "files/DB01.edb"))).toBe(true);
    expect(readdirSync(target)).toHaveLength(2);
  });

  it("removes no file that a planted record names in place of its own number", async () => {
    const { runs, newest, registry } = await good(2);
    const victim = join(top, `victim-${last}.json`);
    writeFileSync(victim, "{}");
    rewritten(runs[0] as RunRecord, { id: `../../victim-${last}` });
    keepNewest(newest, 1, registry);
    expect(existsSync(victim)).toBe(true);
  });

  it("leaves a run that was moved here from elsewhere", async () => {
    const { runs, newest, registry } = await good(2);
    const [one] = runs as [RunRecord];
    renameSync(one.folder, `${one.folder}-copy`);
    const { removed, left } = keepNewest(newest, 1, registry);
    expect([removed, left]).toEqual([
      [],
      [`${one.folder}-copy was left: it was made elsewhere, as ${one.folder}.`],
    ]);
  });

  it.each([
    ["2027-01-01T00:00:00.000Z", "it is dated 2027-01-01T00:00:00.000Z, after the run that was just made"],
    ["some day", "when it began cannot be told"],
  ])("neither counts nor removes a run dated %s, and says so", async (startedAt, why) => {
    const { runs, newest, registry } = await good(4);
    const [one, strange, two] = runs as [RunRecord, RunRecord, RunRecord];
    rewritten(strange, { startedAt });
    const said = `${strange.folder} was left, and is not counted: ${why}.`;
    expect(keepNewest(newest, 3, registry)).toEqual({ removed: [], left: [said] });
    expect(keepNewest(newest, 2, registry)).toEqual({ removed: [one.folder], left: [said] });
    expect(keepNewest(newest, 1, registry)).toEqual({ removed: [two.folder], left: [said] });
    expect(there(runs)).toEqual([false, true, false, true]);
  });

  it("counts a run that began later and ended before this one did", async () => {
    const { runs, newest, registry } = await good(3);
    const [one, two] = runs as [RunRecord, RunRecord];
    rewritten(two, { startedAt: "2026-03-01T03:10:00.000Z" });
    const ended = { ...newest, endedAt: "2026-03-01T04:00:00.000Z" };
    expect(keepNewest(ended, 2, registry)).toEqual({ removed: [one.folder], left: [] });
  });

  it("goes on with a removal that was broken off, and counts that run among none", async () => {
    const { runs, newest, registry } = await good(3);
    const [one] = runs as [RunRecord];
    renameSync(one.folder, `${one.folder}.removing`);
    expect(keepNewest(newest, 2, registry).removed).toEqual([one.folder]);
    expect(there(runs)).toEqual([false, true, true]);
    expect(existsSync(`${one.folder}.removing`)).toBe(false);
  });

  it("keeps all where the newest is not proven, or none should be kept", async () => {
    const { runs, newest, registry } = await good(2);
    expect(keepNewest({ ...newest, outcome: "doubtful" }, 1, registry).removed).toEqual([]);
    for (const keep of [0, -1, 1.5, Number.NaN])
      expect(keepNewest(newest, keep, registry).removed).toEqual([]);
    expect(there(runs)).toEqual([true, true]);
    expect(JSON.parse(readFileSync(join(newest.folder, "run.json"), "utf8"))).toMatchObject({
      outcome: "proven",
    });
  });
});
