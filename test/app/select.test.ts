import { describe, expect, it } from "vitest";
import { type Selection, select } from "../../src/app/select.ts";
import { summarise } from "../../src/app/summarise.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { DatabaseResult, Job } from "../../src/model/job.ts";
import type { Input } from "../../src/model/report.ts";

const ALL: Selection = { since: null, until: null, server: null, database: null };

function database(name: string, state: DatabaseResult["truncation"]["state"] = "deleted"): DatabaseResult {
  return {
    name,
    server: "MBX1.example.com",
    role: "active",
    eseInstance: 1,
    processId: 7,
    type: "full",
    outcome: "succeeded",
    freeze: null,
    truncation: { state, firstLog: null, lastLog: null, copies: [] },
  };
}

function job(id: string, fields: Partial<Job> = {}): Job {
  return {
    id,
    guid: null,
    servers: ["MBX1.example.com"],
    writer: "replication",
    type: "full",
    outcome: "succeeded",
    start: "2026-03-01T20:00:00.000Z",
    end: "2026-03-01T22:00:00.000Z",
    phases: [],
    freeze: null,
    databases: [database("DB01")],
    events: [],
    findings: [],
    ...fields,
  };
}

function finding(id: string, fields: Partial<Finding> = {}): Finding {
  return {
    id,
    code: "VSS_ERROR",
    severity: "warning",
    title: "",
    detail: "",
    cause: "",
    remedy: [],
    references: [],
    job: null,
    server: null,
    database: null,
    evidence: [],
    ...fields,
  };
}

function input(fields: Partial<Input> = {}): Input {
  return {
    path: "a.evtx",
    format: "evtx",
    records: 9,
    used: 3,
    first: null,
    last: null,
    diagnostics: [],
    ...fields,
  };
}

const at = (time: string): number => Date.parse(time);
const ids = (jobs: readonly Job[], selection: Partial<Selection>): readonly string[] =>
  select({ jobs, findings: [] }, { ...ALL, ...selection }).jobs.map((it) => it.id);

describe("the selection", () => {
  const early = job("early");
  const running = job("running", { start: "2026-03-02T20:00:00.000Z", end: null, outcome: "running" });
  const cut = job("cut", { start: null, end: "2026-03-03T01:00:00.000Z", servers: ["MBX2"] });
  const jobs = [early, running, cut];

  it("takes a job that was running at any time in between", () => {
    expect(ids(jobs, { since: at("2026-03-01T22:00:00Z") })).toEqual(["early", "running", "cut"]);
    expect(ids(jobs, { since: at("2026-03-01T22:00:01Z") })).toEqual(["running", "cut"]);
    expect(ids(jobs, { until: at("2026-03-01T19:59:59Z") })).toEqual([]);
    expect(ids(jobs, { until: at("2026-03-01T20:00:00Z") })).toEqual(["early"]);
    expect(ids(jobs, { since: at("2026-03-09") })).toEqual(["running"]);
  });

  it("knows a server with and without its domain, in any case", () => {
    expect(ids(jobs, { server: "mbx1" })).toEqual(["early", "running"]);
    expect(ids(jobs, { server: "MBX1.EXAMPLE.COM" })).toEqual(["early", "running"]);
    expect(ids(jobs, { server: "mbx1.example.org" })).toEqual([]);
    expect(ids(jobs, { server: "mbx" })).toEqual([]);
  });

  it("leaves out what was found on other jobs, databases and servers", () => {
    const two = job("two", { databases: [database("DB01"), database("DB02")], findings: ["F1", "F2", "F3"] });
    const findings = [
      finding("F1", { job: "two", database: "DB01" }),
      finding("F2", { job: "two", database: "DB02" }),
      finding("F3", { job: "two" }),
      finding("F4", { job: "other" }),
      finding("F5", { database: "db02" }),
      finding("F6", { server: "MBX9" }),
    ];
    const selected = select({ jobs: [two], findings }, { ...ALL, database: "db02", server: "MBX1" });
    expect(selected.findings.map((it) => it.id)).toEqual(["F2", "F3", "F5"]);
    expect(selected.jobs[0]?.findings).toEqual(["F2", "F3"]);
  });
});

describe("the verdict", () => {
  const none = { database: null, severities: [] };
  const whole = { filtered: [], unnamedInputs: 0, jobs: 0 };
  const verdict = (
    jobs: readonly Job[],
    findings: readonly Finding[] = [],
    inputs = [input()],
    concern: Parameters<typeof summarise>[3] = none,
  ) => summarise({ jobs, findings }, inputs, whole, concern);

  it("is that of the worst finding", () => {
    expect(verdict([job("a")]).verdict).toBe("ok");
    expect(verdict([job("a")], [finding("F1", { severity: "info" })]).verdict).toBe("ok");
    expect(verdict([job("a")], [finding("F1")]).verdict).toBe("warning");
    expect(verdict([job("a")], [finding("F1"), finding("F2", { severity: "failure" })]).verdict).toBe(
      "failure",
    );
  });

  it.each([
    ["a job that is cut off", [job("a", { outcome: "incomplete" })], [input()], /not wholly in the logs/],
    ["a job that is running", [job("a", { outcome: "running" })], [input()], /not over/],
    [
      "unproven truncation",
      [job("a", { databases: [database("DB01", "unproven")] })],
      [input()],
      /not proven for DB01/,
    ],
    ["no record", [], [input({ records: 0 })], /No input could be read/],
    ["no input", [], [], /No input could be read/],
  ])("is unknown for %s, and says why", (_, jobs, inputs, why) => {
    const summary = verdict(jobs, [], inputs);
    expect(summary.verdict).toBe("unknown");
    expect(summary.notes[0]).toMatch(why);
    expect(verdict(jobs, [finding("F1")], inputs).verdict).toBe("warning");
  });

  it("does not wait for a proof that the user does not want", () => {
    const jobs = [job("a", { databases: [database("DB01", "unproven"), database("DB02", "unproven")] })];
    const off = (name?: string) => ({
      database: null,
      severities: [{ code: "TRUNCATION_UNPROVEN", database: name, severity: "off" }] as const,
    });
    expect(summarise({ jobs, findings: [] }, [input()], whole, off()).verdict).toBe("ok");
    expect(summarise({ jobs, findings: [] }, [input()], whole, off("db01")).notes[0]).toContain("for DB02:");
    expect(summarise({ jobs, findings: [] }, [input()], whole, { ...none, database: "DB03" }).verdict).toBe(
      "ok",
    );
  });

  it("counts every job once", () => {
    const outcomes = ["succeeded", "failed", "aborted", "abandoned", "running", "incomplete"] as const;
    const summary = verdict(outcomes.map((outcome) => job(outcome, { outcome })));
    expect(summary).toMatchObject({ jobs: 6, succeeded: 1, failed: 3, other: 2 });
  });

  it("tells what limits it", () => {
    const error = { code: "input-missing", severity: "error", where: "b", message: "" } as const;
    const inputs = [
      input(),
      input({ path: "b.evtx", records: 0, diagnostics: [error] }),
      input({ diagnostics: [error] }),
    ];
    const filtered = [{ server: "MBX1", channel: "Application", present: 5, range: 100 }];
    expect(summarise({ jobs: [], findings: [] }, inputs, { ...whole, filtered }, none).notes).toEqual([
      "The logs that were read hold no backup job of Exchange.",
      "Not read: b.evtx.",
      "One input is damaged; the rest was read.",
      expect.stringContaining("holds 5 of 100 records"),
    ]);
  });

  it("is unknown where the selection leaves no job", () => {
    const summary = summarise({ jobs: [], findings: [] }, [input()], { ...whole, jobs: 4 }, none);
    expect(summary).toMatchObject({
      verdict: "unknown",
      notes: ["No job matches the selection (4 jobs in the logs)."],
    });
  });

  it("is failure where a job failed and no finding says so, unless the user lowered a severity", () => {
    for (const outcome of ["failed", "aborted", "abandoned"] as const) {
      const jobs = [job("a", { outcome })];
      expect(verdict(jobs).verdict).toBe("failure");
      expect(verdict(jobs, [finding("F1", { job: "a", severity: "info" })]).verdict).toBe("failure");
      expect(verdict(jobs, [finding("F1", { job: "a" })]).verdict).toBe("warning");
      // Of the databases only DB01 was asked for, and it succeeded.
      expect(verdict(jobs, [], [input()], { ...none, database: "DB01" }).verdict).toBe("ok");
      const lowered = (name: string) => [{ code: "JOB_ABORTED", database: name, severity: "off" }] as const;
      expect(verdict(jobs, [], [input()], { ...none, severities: lowered("DB01") }).verdict).toBe("ok");
      expect(verdict(jobs, [], [input()], { ...none, severities: lowered("DB02") }).verdict).toBe("failure");
    }
  });

  it("says that inputs without computer names are taken for one server's", () => {
    const notes = (unnamedInputs: number) =>
      summarise({ jobs: [job("a")], findings: [] }, [input()], { ...whole, unnamedInputs, jobs: 1 }, none)
        .notes;
    expect(notes(1)).toEqual([]);
    expect(notes(2)).toEqual([
      expect.stringMatching(/^2 inputs hold events without a computer name.*one by one/),
    ]);
  });
});
