import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { sweepLeftovers } from "../../../src/backup/run/leftovers.ts";
import { ownProcess } from "../../../src/backup/run/lives.ts";
import { runBackup } from "../../../src/backup/run/run-backup.ts";
import type { RunRecord } from "../../../src/model/backup/run.ts";
import type { Shell } from "../../../src/model/shell.ts";
import { testFolder } from "../../app/logs.ts";
import { volumeName } from "../site.ts";
import { type Fake, fakeServer, ids, OTHERS, SET, type ShadowCopy } from "./fake-server.ts";

const top = testFolder();
const KILLED = fileURLToPath(new URL("killed-run.ts", import.meta.url));

/** A run whose process was killed where Diskshadow came to `line`; and the same server afterwards. */
async function killedAt(name: string, line: string): Promise<Fake> {
  const folder = join(top, name);
  const child = spawn(process.execPath, ["--import", "tsx", KILLED, folder, line], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let told = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    told += text;
    if (told.includes("\n")) child.kill("SIGKILL");
  });
  await once(child, "close");
  const { shadows, exposed } = JSON.parse(told) as {
    readonly shadows: readonly ShadowCopy[];
    readonly exposed: readonly (readonly [string, string])[];
  };
  const fake = fakeServer(folder);
  for (const [id, shown] of exposed) fake.server.exposed.set(id, shown);
  fake.server.shadows.push(...shadows);
  return fake;
}

const recordOf = ({ plan }: Fake): RunRecord =>
  JSON.parse(readFileSync(join(plan.folders.run, "run.json"), "utf8")) as RunRecord;

describe("a run that was killed", () => {
  it.each([
    ["before the snapshot", "create", 0],
    ["when the snapshot was made", "expose", 2],
    ["before the copying", "exec", 2],
  ])("%s is swept by the next start: its shadow copies, and no other", async (_, line, count) => {
    const fake = await killedAt(`killed-${line}`, line);
    expect(recordOf(fake)).toMatchObject({ outcome: "running", endedAt: null });
    const { cleaned, running, troubles } = await sweepLeftovers(fake.ports);
    expect([running, troubles]).toEqual([[], []]);
    expect(cleaned).toEqual([recordOf(fake)]);
    expect(cleaned[0]).toMatchObject({ outcome: "failed", reasons: ["The run was killed."], left: [] });
    expect(cleaned[0]?.shadows.map(({ removed }) => removed)).toEqual(Array(count).fill(true));
    expect(cleaned[0]?.steps.at(-1)).toMatchObject({ name: "Clean up", outcome: "succeeded" });
    expect(fake.server.shadows.map(({ id }) => id)).toEqual([OTHERS.id]);
    expect(existsSync(join(fake.plan.folders.run, "snapshot/1"))).toBe(false);
    // Once is enough.
    expect(await sweepLeftovers(fake.ports)).toEqual({ cleaned: [], running: [], troubles: [] });
  });

  it("when its copy was proven is in doubt: nobody knows whether Exchange was told", async () => {
    const fake = await killedAt("killed-end", "end backup");
    const [record] = (await sweepLeftovers(fake.ports)).cleaned;
    expect(record).toMatchObject({
      outcome: "doubtful",
      reasons: ["The run was killed when its copy was proven: whether Exchange was told is not known."],
      left: [],
    });
    expect(fake.server.shadows.map(({ id }) => id)).toEqual([OTHERS.id]);
  });

  it("is swept by its record beside the store where its target is gone", async () => {
    const fake = await killedAt("target-gone", "exec");
    renameSync(fake.server.target, `${fake.server.target}-away`);
    const { cleaned, troubles } = await sweepLeftovers(fake.ports);
    expect(troubles).toEqual([]);
    expect(cleaned[0]).toMatchObject({ outcome: "failed", left: [] });
    expect(fake.server.shadows.map(({ id }) => id)).toEqual([OTHERS.id]);
    expect(existsSync(fake.server.target)).toBe(false);
  });
});

/** A record as a run leaves it, on a server with the two shadow copies that it made. */
async function left(name: string, change: Partial<RunRecord>): Promise<Fake> {
  const fake = fakeServer(join(top, name), {
    meet: (line) => (line.startsWith("exec") ? Promise.reject(new Error("broken")) : undefined),
  });
  const record = await runBackup(fake.plan, fake.ports);
  const raw: RunRecord = {
    ...record,
    outcome: "running",
    endedAt: null,
    shadows: [],
    snapshotSet: null,
    ...change,
  };
  for (const path of [
    join(fake.plan.folders.run, "run.json"),
    join(fake.ports.registry, `${fake.plan.id}.json`),
  ]) {
    writeFileSync(path, JSON.stringify(raw));
  }
  fake.server.shadows.push(...[1, 2].map((at) => ({ id: ids(at), set: SET, volume: volumeName("e") })));
  return fake;
}

const NO_SHELL: Shell = {
  ask: async () => ({ ok: false, reason: "missing", message: "none" }),
  close: async () => undefined,
};
const GONE = { id: 2 ** 22 + 1, startedAt: "2026-03-01T21:29:59.000Z" };

describe("records of earlier runs", () => {
  it("get the ids that only Diskshadow's output holds", async () => {
    const fake = await left("transcript", { process: GONE });
    const { cleaned } = await sweepLeftovers(fake.ports);
    expect(cleaned[0]?.shadows.map(({ id, removed }) => [id, removed])).toEqual([
      [ids(1), true],
      [ids(2), true],
    ]);
    expect(fake.server.shadows).toEqual([]);
  });

  it("of a run whose process lives are left alone", async () => {
    const fake = await left("lives", { process: await ownProcess(NO_SHELL) });
    const { cleaned, running } = await sweepLeftovers(fake.ports);
    expect([cleaned, running.map(({ id }) => id)]).toEqual([[], [fake.plan.id]]);
    expect(fake.server.shadows).toHaveLength(2);
  });

  it.skipIf(process.platform !== "linux")(
    "of a process whose number another one has now are swept",
    async () => {
      const own = await ownProcess(NO_SHELL);
      const fake = await left("again", { process: { ...own, mark: "that of another one" } });
      expect((await sweepLeftovers(fake.ports)).cleaned).toHaveLength(1);
      expect(fake.server.shadows).toEqual([]);
    },
  );

  it("keep the outcome that was known before the run was killed in its cleaning", async () => {
    const fake = await left("cleaning", { process: GONE, outcome: "proven" });
    expect((await sweepLeftovers(fake.ports)).cleaned[0]).toMatchObject({
      outcome: "proven",
      reasons: [expect.any(String)],
    });
  });

  it("of a run that ended and left something are tried again", async () => {
    const fake = await left("again-left", {
      ...{ endedAt: "2026-03-01T22:00:00.000Z", outcome: "failed" },
      shadows: [
        {
          id: ids(1),
          alias: "thawline_0123456789abcdef_1",
          volume: volumeName("e"),
          exposedAs: "G:",
          removed: false,
        },
      ],
      left: ["The shadow copy could not be deleted."],
    });
    const [record] = (await sweepLeftovers(fake.ports)).cleaned;
    expect(record).toMatchObject({ outcome: "failed", endedAt: "2026-03-01T22:00:00.000Z", left: [] });
    expect(fake.server.shadows).toEqual([]);
  });

  it("that cannot be read are told, and stop nothing", async () => {
    const fake = await left("broken", { process: GONE });
    writeFileSync(join(fake.ports.registry, "00000000000000ff.json"), "{ cut");
    mkdirSync(join(fake.ports.registry, "other"));
    const { cleaned, troubles } = await sweepLeftovers(fake.ports);
    expect(cleaned).toHaveLength(1);
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toContain("The record of an earlier run cannot be read: ");
  });
});

describe("what somebody else has put in the place of a run", () => {
  const told = (id: string) => ({ id, alias: "", volume: volumeName("e"), exposedAs: null, removed: false });

  it("deletes no shadow copy that was there before, and writes nowhere else", async () => {
    const fake = await killedAt("planted", "exec");
    const { run } = fake.plan.folders;
    const away = join(top, "planted-elsewhere");
    const record = { ...recordOf(fake), folder: away, shadowsBefore: [], shadows: [told(OTHERS.id)] };
    writeFileSync(join(run, "run.json"), JSON.stringify(record));
    const { cleaned } = await sweepLeftovers(fake.ports);
    expect(fake.server.shadows.map(({ id }) => id)).toEqual([OTHERS.id]);
    expect(existsSync(away)).toBe(false);
    expect(cleaned[0]?.left.join()).toContain("was there before this run");
  });

  it("deletes none of a snapshot set that was there before", async () => {
    const fake = await killedAt("planted-set", "exec");
    const record = { ...recordOf(fake), shadowsBefore: [], snapshotSet: OTHERS.set, shadows: [] };
    writeFileSync(join(fake.plan.folders.run, "run.json"), JSON.stringify(record));
    await sweepLeftovers(fake.ports);
    expect(fake.server.shadows.map(({ id }) => id)).toEqual([OTHERS.id]);
  });

  it("does not take the record of a path for one of a run", async () => {
    const fake = await left("path", { process: GONE });
    const record = JSON.parse(readFileSync(join(fake.ports.registry, `${fake.plan.id}.json`), "utf8"));
    writeFileSync(
      join(fake.ports.registry, "00000000000000ff.json"),
      JSON.stringify({ ...record, id: "../../other" }),
    );
    const { troubles } = await sweepLeftovers(fake.ports);
    expect(troubles).toHaveLength(1);
    expect(existsSync(join(top, "other.json"))).toBe(false);
  });

  const strange = (name: string) => async (path: string) =>
    path.endsWith(name) ? `${path} is strange` : null;

  it.each([
    ["the record", "0123456789abcdef.json"],
    ["the folder of records", "runs"],
    ["the folder above it", "the-folder-above-it"],
  ])("does nothing by a record where another user has made %s", async (what, name) => {
    const fake = await left(what.replaceAll(" ", "-"), { process: GONE });
    const { cleaned, troubles } = await sweepLeftovers(fake.ports, strange(name));
    const place = name.endsWith(".json") ? join(fake.ports.registry, name) : name;
    expect([cleaned, troubles.length]).toEqual([[], 1]);
    expect(troubles[0]).toContain(`${place} is strange`);
    expect(fake.server.shadows).toHaveLength(2);
  });

  it("writes nothing into a folder of another user, and believes nothing in it", async () => {
    const fake = await left("strange-folder", { process: GONE });
    const { run } = fake.plan.folders;
    const { cleaned } = await sweepLeftovers(fake.ports, strange(run));
    expect(cleaned).toMatchObject([{ outcome: "failed", shadows: [] }]);
    expect(recordOf(fake)).toMatchObject({ outcome: "running" });
  });
});
