import { describe, expect, it } from "vitest";
import { jobIdOf, jobOfRun } from "../../src/judge/job-of-run.ts";
import type { RunRecord } from "../../src/model/backup/run.ts";
import type { Job } from "../../src/model/job.ts";
import { record } from "../backup/verified.ts";
import { database, job } from "../report/fixtures/build.ts";

const OTHER = "11111111-1111-4111-8111-111111111111";
const THIRD = "22222222-2222-4222-8222-222222222222";

/** A run of EX1 from 21:30 to 22:10 that did not come to know its set. */
const unnamed = (over: Partial<RunRecord> = {}): RunRecord =>
  record({ outcome: "failed", snapshotSet: null, server: "EX1", ...over });

const failed = (id: string, over: Partial<Job> = {}): Job =>
  job(id, {
    servers: ["EX1.example.com"],
    outcome: "failed",
    start: "2026-03-01T21:30:20.000Z",
    databases: [database("DB01", "EX1.example.com", { outcome: "failed" })],
    ...over,
  });

const found = (run: RunRecord, jobs: readonly Job[]): string | null => jobOfRun(run, jobs)?.id ?? null;

describe("the job of a run that does not know its snapshot set", () => {
  it("is the one that failed on its server, in its time, with its database", () => {
    expect(unnamed().databases.map(({ name }) => name)).toEqual(["DB01"]);
    expect(found(unnamed(), [failed(OTHER)])).toBe(OTHER);
  });

  it("may begin a little before the run by logs of whole seconds, but not long before, nor after it", () => {
    const at = (start: string): string | null => found(unnamed(), [failed(OTHER, { start })]);
    expect(at("2026-03-01T21:29:59.500Z")).toBe(OTHER);
    expect(at("2026-03-01T21:29:00.000Z")).toBeNull();
    expect(at("2026-03-01T22:10:01.000Z")).toBeNull();
    expect(found(unnamed(), [failed(OTHER, { start: null })])).toBeNull();
  });

  it("is none that went well, of another server, of a foreign database, or of none", () => {
    const none = (over: Partial<Job>): string | null => found(unnamed(), [failed(OTHER, over)]);
    expect(none({ outcome: "succeeded" })).toBeNull();
    expect(none({ servers: ["EX2.example.com"] })).toBeNull();
    expect(none({ databases: [] })).toBeNull();
    const both = ["DB01", "DB02"].map((name) => database(name, "EX1.example.com", { outcome: "failed" }));
    expect(none({ databases: both })).toBeNull();
    expect(none({ guid: null })).toBeNull();
  });

  it("is not guessed where two could be meant", () => {
    expect(found(unnamed(), [failed(OTHER), failed(THIRD)])).toBeNull();
  });

  it("is not looked for while the run goes on, or where it was good or in doubt", () => {
    for (const outcome of ["running", "proven", "doubtful"] as const)
      expect(found(unnamed({ outcome }), [failed(OTHER)])).toBeNull();
  });
});

describe("a run that was told its set by the logs", () => {
  it("goes by it, and by its own where it has one", () => {
    expect(jobIdOf(unnamed({ toldSet: OTHER }))).toBe(OTHER);
    expect(jobIdOf(unnamed({ toldSet: OTHER, snapshotSet: THIRD }))).toBe(THIRD);
    // Not the one that would be guessed.
    expect(found(unnamed({ toldSet: OTHER }), [failed(THIRD)])).toBeNull();
  });
});
