import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runBackup } from "../../../src/backup/run/run-backup.ts";
import type { CopyProof, RunRecord } from "../../../src/model/backup/run.ts";
import { testFolder } from "../../app/logs.ts";
import { type Behaviour, type Fake, fakeServer, ids, SET } from "./fake-server.ts";

const top = testFolder();
let last = 0;

async function made(behaviour: Behaviour = {}): Promise<Fake & { readonly record: RunRecord }> {
  const fake = fakeServer(join(top, String(++last)), behaviour);
  return { ...fake, record: await runBackup(fake.plan, fake.ports) };
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

describe("a good run", () => {
  it("is proven, told to Exchange, recorded, and leaves nothing on the server", async () => {
    const { record, server, plan, ports } = await made();
    expect(record).toMatchObject({
      outcome: "proven",
      reasons: [],
      left: [],
      findings: [],
      snapshotSet: SET,
    });
    expect(record.shadows.map(({ id, removed }) => [id, removed])).toEqual([
      [ids(1), true],
      [ids(2), true],
    ]);
    expect(server.told).toEqual(["begin", "end"]);
    expect([server.shadows, [...server.exposed]]).toEqual([[], []]);
    expect(record.steps.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["Prepare", "succeeded"],
      ["Take the snapshot", "succeeded"],
      ["Show the shadow copies", "succeeded"],
      ["Copy the database", "succeeded"],
      ["Copy the logs", "succeeded"],
      ["Compare names and sizes", "succeeded"],
      ["Check the files", "succeeded"],
      ["Tell Exchange that the backup is good", "succeeded"],
      ["Delete the shadow copies", "succeeded"],
      ["Clean up", "succeeded"],
    ]);
    const { run } = plan.folders;
    expect(json(join(run, "run.json"))).toEqual(record);
    expect(json(join(ports.registry, `${plan.id}.json`))).toEqual(record);
    expect(json(join(run, "plan.json"))).toEqual(plan);
    expect(json(join(run, "copy.json"))).toMatchObject({
      good: true,
      id: plan.id,
      files: 8,
    } satisfies Partial<CopyProof>);
    expect(readdirSync(join(run, "files")).sort()).toEqual(
      ["DB01.edb", ...[2, 3, 4, 5, 6].map((at) => `E000000000${at}.log`), "E00.chk", "E00.log"].sort(),
    );
    expect(readdirSync(join(run, "transcripts")).sort()).toEqual([
      "diskshadow.txt",
      "eseutil-1-k.txt",
      "eseutil-2-mh.txt",
      "eseutil-3-mk.txt",
      "eseutil-4-ml.txt",
      "eseutil-5-k.txt",
      "robocopy-1.txt",
      "robocopy-2.txt",
    ]);
    if (process.platform !== "win32") expect(statSync(run).mode & 0o777).toBe(0o700);
    expect(existsSync(join(run, "snapshot", "1"))).toBe(false);
  });
});
