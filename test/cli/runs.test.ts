import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { RunRecord } from "../../src/model/backup/run.ts";
import type { Job } from "../../src/model/job.ts";
import type { Report } from "../../src/model/report.ts";
import { testFolder, writeLogs } from "../app/logs.ts";
import { record } from "../backup/verified.ts";
import { damagedBackup } from "../verify/scenes.ts";
import { thawline } from "./run.ts";

const folder = testFolder();
const state = join(folder, "state");
const run = join(folder, "run");
const early = "0000000000000001";
const stored = (...args: readonly string[]) => thawline([...args, "--state", state]);
const reportOf = async (...args: readonly string[]): Promise<Report> =>
  JSON.parse((await stored(...args, "--format", "json")).stdout) as Report;

let job: Job;

beforeAll(async () => {
  const logs = writeLogs(folder, "good-2016");
  const { code } = await stored("watch", "--replay", "--source", logs);
  expect(code).toBe(0);
  job = (await reportOf("report", "last")).jobs[0] as Job;
  mkdirSync(join(run, "files"), { recursive: true });
  mkdirSync(join(run, "transcripts"));
  for (const [name, bytes] of Object.entries(damagedBackup())) writeFileSync(join(run, "files", name), bytes);
  writeFileSync(join(run, "transcripts", "robocopy.txt"), "first\r\nERROR 5 (0x00000005)\r\n");
  const step = { start: job.start ?? "", end: job.end, detail: "", transcript: null };
  const made: RunRecord = record({
    server: job.servers[0] ?? "",
    databases: [{ name: job.databases[0]?.name ?? "", file: "files/DB01.edb" }],
    folder: run,
    snapshotSet: job.guid,
    startedAt: job.start ?? "",
    endedAt: job.end,
    steps: [
      { ...step, name: "Prepare", outcome: "succeeded" },
      { ...step, name: "Copy", outcome: "failed", transcript: "transcripts/robocopy.txt" },
    ],
  });
  writeFileSync(join(run, "run.json"), JSON.stringify(made));
});

describe("a run of backup beside a store", () => {
  it("has the result of a verification, which says so and ends as the files deserve", async () => {
    const { code, stderr } = await stored("verify", run, "--format", "json");
    expect(code).toBe(2);
    const known = join(state, "runs", "0123456789abcdef.json");
    expect(stderr.trimEnd().split("\n").slice(-2)).toEqual([
      `thawline: the result is recorded with run 0123456789abcdef in ${join(run, "run.json")}`,
      `thawline: the result is recorded with run 0123456789abcdef in ${known}`,
    ]);
    expect(readFileSync(known)).toEqual(readFileSync(join(run, "run.json")));
  });

  it("is a part of its job, with the end of what was printed where it failed", async () => {
    const { jobs, findings, summary } = await reportOf("report", job.id.slice(0, 8));
    expect(jobs.map(({ id, outcome }) => [id, outcome])).toEqual([[job.id, "succeeded"]]);
    expect(jobs[0]?.steps?.map(({ name, excerpt }) => [name, excerpt])).toEqual([
      ["Prepare", undefined],
      ["Copy", ["first", "ERROR 5 (0x00000005)"]],
      ["Verified again", undefined],
    ]);
    const database = job.databases[0]?.name;
    expect(
      findings.filter(({ code }) => code === "CHECKSUM_FAILED").map((one) => [one.job, one.database]),
    ).toEqual([[job.id, database]]);
    expect(summary.verdict).toBe("failure");
  });

  it("is shown as text, and listed with what it found", async () => {
    expect((await stored("show", "last")).stdout).toContain("Verified again, failed");
    expect((await stored("jobs")).stdout).toContain("checksum failed");
  });

  it("is a job of its own where no log tells of it, the newest by its start", async () => {
    const failed = record({
      id: early,
      snapshotSet: null,
      outcome: "failed",
      startedAt: "2030-01-01T00:00:00.000Z",
      endedAt: "2030-01-01T00:01:00.000Z",
      reasons: ["There is no room on the target."],
    });
    writeFileSync(join(state, "runs", `${early}.json`), JSON.stringify(failed));
    for (const name of ["last", `run-${early}`, "run-00"]) {
      const { jobs, findings } = await reportOf("report", name);
      expect(jobs.map(({ id, outcome }) => [id, outcome])).toEqual([[`run-${early}`, "failed"]]);
      expect(findings.map(({ code, detail }) => [code, detail])).toEqual([
        ["BACKUP_FAILED", "There is no room on the target."],
      ]);
    }
    expect((await stored("show", "run-9")).code).toBe(64);
  });

  it("is named where its record cannot be read, and the rest stands", async () => {
    const path = join(state, "runs", "ffffffffffffffff.json");
    writeFileSync(path, '{"schema": "thawline.run/1", "id');
    const { inputs, jobs } = await reportOf("report", job.id);
    expect(jobs).toHaveLength(1);
    expect(inputs.find((input) => input.path === path)?.diagnostics.map(({ code }) => code)).toEqual([
      "input-unreadable",
    ]);
  });
});
