import { describe, expect, it } from "vitest";
import { jobIdOf } from "../../src/judge/job-of-run.ts";
import { record } from "../backup/verified.ts";
import { at } from "../report/fixtures/build.ts";
import { brief, failedRun, jobWith, join, SET } from "./run-jobs.ts";

describe("a run of which there are no events", () => {
  it("is a job of its own, by the set's id, among the others by start", () => {
    const early = { ...jobWith(), id: "early", guid: null, start: at("20:00:00") };
    const late = { ...jobWith(), id: "late", guid: null, start: at("23:00:00") };
    const { jobs, findings } = join([early, late], [failedRun]);
    expect(jobs.map(({ id, outcome }) => [id, outcome])).toEqual([
      ["early", "succeeded"],
      [SET, "failed"],
      ["late", "succeeded"],
    ]);
    expect(
      jobs[1]?.databases.map(({ name, outcome, truncation }) => [name, outcome, truncation.state]),
    ).toEqual([["DB01", "failed", "not-expected"]]);
    expect(findings.map(brief)).toEqual([["F1", "BACKUP_FAILED", "failure", SET, "EX1.example.com", "DB01"]]);
  });

  it("is not called good: nobody has heard the writer", () => {
    const { jobs, findings } = join([], [record()]);
    expect(jobs.map(({ outcome, databases: [only] }) => [outcome, only?.truncation.state])).toEqual([
      ["incomplete", "unproven"],
    ]);
    expect(findings).toEqual([]);
  });

  it("has a name of its own before there was a snapshot, and none while it goes on", () => {
    expect(jobIdOf(record({ snapshotSet: null, outcome: "failed" }))).toBe("run-0123456789abcdef");
    expect(jobIdOf(record({ snapshotSet: null, outcome: "running" }))).toBeNull();
    expect(join([], [record({ snapshotSet: null, outcome: "running" })]).jobs).toEqual([]);
  });
});
