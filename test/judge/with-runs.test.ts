import { describe, expect, it } from "vitest";
import { arrange } from "../../src/judge/arrange.ts";
import type { RunOutcome, RunRecord } from "../../src/model/backup/run.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Job } from "../../src/model/job.ts";
import { DEFAULT_SETTINGS } from "../../src/model/settings.ts";
import { record } from "../backup/verified.ts";
import { at, event, finding } from "../report/fixtures/build.ts";
import { brief, copying, damaged, failedRun, jobWith, join, RUN, SET } from "./run-jobs.ts";

describe("a run and its job", () => {
  it("are one: the job has the steps, and names where the transcripts lie", () => {
    const { jobs, findings } = join([jobWith()], [record({ steps: [{ ...copying, outcome: "succeeded" }] })]);
    expect(jobs.map(({ id, outcome, steps }) => [id, outcome, steps])).toEqual([
      [
        SET,
        "succeeded",
        [
          {
            name: "Copy and check",
            start: at("21:40:00"),
            end: at("21:55:00"),
            outcome: "succeeded",
            detail: "robocopy ended with 8.",
            transcript: `${RUN}\\transcripts\\robocopy-database.txt`,
          },
        ],
      ],
    ]);
    expect(findings).toEqual([]);
  });

  it("have the findings of the check, under the name and the server that the events have, numbered with all others", () => {
    const slow = finding("F7", "FREEZE_SLOW", { severity: "warning", job: SET, server: "EX1.example.com" });
    const run = record({
      server: "EX1",
      databases: [{ name: "DB01", file: "files\\Sales2024.edb" }],
      findings: [damaged],
    });
    const { jobs, findings } = join([jobWith({ findings: ["F7"] })], [run], [slow]);
    expect(findings.map(brief)).toEqual([
      ["F1", "CHECKSUM_FAILED", "failure", SET, "EX1.example.com", "DB01"],
      ["F2", "FREEZE_SLOW", "warning", SET, "EX1.example.com", null],
    ]);
    expect(jobs[0]?.findings).toEqual(["F1", "F2"]);
  });

  it("are not mixed up with jobs of other sets, and of two servers of one set the run's own is meant", () => {
    const other = { ...jobWith(), id: `${SET}-2`, servers: ["EX2.example.com"] };
    const stranger = { ...jobWith(), id: "x", guid: "88888888-9999-4999-8999-999999999999" };
    const { jobs } = join([stranger, other, jobWith()], [record({ steps: [copying] })]);
    expect(jobs.map(({ id, steps }) => [id, steps?.length])).toEqual([
      ["x", undefined],
      [`${SET}-2`, undefined],
      [SET, 1],
    ]);
  });

  it("change nothing where there is no run", () => {
    const slow = finding("F7", "FREEZE_SLOW", { severity: "warning", job: SET });
    expect(join([jobWith()], [], [slow])).toEqual({ jobs: [jobWith()], findings: [slow] });
  });

  it("follow the severities that the user has set, for their database", () => {
    const severities = [{ code: "CHECKSUM_FAILED", database: "db01", severity: "off" }] as const;
    const run = record({
      findings: [
        { ...damaged, database: "DB01" },
        { ...damaged, database: "DB02" },
      ],
    });
    const { findings } = join([jobWith()], [run], [], { ...DEFAULT_SETTINGS, severities });
    expect(findings.map((one) => one.database)).toEqual(["DB02"]);
  });
});

describe("the outcome of a run beside that of the events", () => {
  const told = finding("F1", "BACKUP_FAILED", { severity: "failure", job: SET });
  const aborted = finding("F1", "JOB_ABORTED", {
    severity: "failure",
    job: SET,
    evidence: [event("22:20:00", "EX1.example.com", 9, "ESE", 2007, "aborted")],
  });
  type Row = readonly [
    when: string,
    run: Partial<RunRecord> & { readonly outcome: RunOutcome },
    job: Job["outcome"],
    told: readonly Finding[],
    then: readonly string[],
  ];
  const rows: readonly Row[] = [
    ["a proven run of a good job", { outcome: "proven" }, "succeeded", [], []],
    [
      "a proven run whose job failed: the events tell it",
      { outcome: "proven" },
      "failed",
      [told],
      ["BACKUP_FAILED failure"],
    ],
    ["a run that goes on", { outcome: "running" }, "running", [], []],
    [
      "a failed run that aborted its job: the cause stands beside it",
      { outcome: "failed" },
      "aborted",
      [aborted],
      ["BACKUP_FAILED failure", "JOB_ABORTED failure"],
    ],
    [
      "a failed run, and the writer says so, too",
      { outcome: "failed" },
      "failed",
      [told],
      ["BACKUP_FAILED failure"],
    ],
    [
      "a failed run whose cause is what was found",
      { outcome: "failed", findings: [damaged] },
      "aborted",
      [aborted],
      ["CHECKSUM_FAILED failure", "JOB_ABORTED failure"],
    ],
    [
      "a failed run of a job that Exchange calls good",
      { outcome: "failed" },
      "succeeded",
      [],
      ["BACKUP_FAILED failure", "TRUNCATED_WITHOUT_COPY warning"],
    ],
    [
      "a failed copy that Exchange calls good: nothing truncates",
      { outcome: "failed", type: "copy" },
      "succeeded",
      [],
      ["BACKUP_FAILED failure"],
    ],
    [
      "a doubtful full run: no report calls it better than the exit code of backup does, which is 2",
      { outcome: "doubtful" },
      "succeeded",
      [],
      ["BACKUP_FAILED failure", "TRUNCATED_WITHOUT_COPY warning"],
    ],
    ["a doubtful copy", { outcome: "doubtful", type: "copy" }, "succeeded", [], ["BACKUP_FAILED failure"]],
    [
      "a doubtful run whose job failed",
      { outcome: "doubtful" },
      "aborted",
      [aborted],
      ["JOB_ABORTED failure"],
    ],
  ];
  it.each(rows)("%s", (_, run, outcome, events, then) => {
    const { findings } = join([jobWith({ outcome })], [record(run)], events);
    expect(findings.map(({ code, severity }) => `${code} ${severity}`)).toEqual(then);
  });

  it("is told with its reasons and the transcript of the step that failed", () => {
    const [found] = join([jobWith({ outcome: "aborted" })], [failedRun]).findings;
    expect(found?.detail).toBe(
      `robocopy ended with 8. What the program printed: ${RUN}\\transcripts\\robocopy-database.txt.`,
    );
    expect([found?.server, found?.database]).toEqual(["EX1.example.com", "DB01"]);
  });

  it("stands behind what went wrong before it in the same job, at the time when the run failed", () => {
    const known = (code: Finding["code"], time: string) =>
      finding("F1", code, {
        severity: "failure",
        job: SET,
        evidence: [event(time, "EX1.example.com", 8, "ESE", 2004, "told")],
      });
    // The step that failed ended at 21:55.
    const told = [known("FREEZE_TIMEOUT", "21:41:00"), known("JOB_ABORTED", "21:56:00")];
    const { jobs, findings } = join([jobWith({ outcome: "aborted" })], [failedRun], told);
    expect(findings.map(({ code }) => code)).toEqual(["FREEZE_TIMEOUT", "BACKUP_FAILED", "JOB_ABORTED"]);
    expect(findings.map(({ at: moment }) => moment)).toEqual([undefined, at("21:55:00"), undefined]);
    // Stored and put in order anew, as a watcher does, they stay as they are.
    expect(arrange(jobs, findings.toReversed()).findings).toEqual(findings);
  });

  it.each([
    ["full", "may delete its logs", /^If verify finds fault.* take another full backup at once/],
    ["copy", "was told nothing", /^If verify finds fault.* make another backup/],
  ] as const)("is in doubt, with what to do next: %s", (type, cause, next) => {
    const reasons = ['Diskshadow ended with 3 at "delete shadows set".'];
    const { findings } = join([jobWith()], [record({ outcome: "doubtful", type, reasons })]);
    const [found] = findings.filter(({ code }) => code === "BACKUP_FAILED");
    expect(found?.title).toBe("Run of the backup in doubt");
    expect(found?.detail).toContain(reasons[0]);
    expect(found?.cause).toContain(cause);
    expect(found?.remedy[0]).toContain("thawline verify");
    expect(found?.remedy.some((step) => next.test(step))).toBe(true);
  });

  it("names shadow copies that stayed, with what removes them", () => {
    const shadow = { id: "5a5a", alias: "thawline_1", volume: "v", exposedAs: null, removed: false };
    const left = ["vssadmin delete shadows /shadow={5a5a}"];
    const { findings } = join(
      [jobWith()],
      [record({ shadows: [shadow, { ...shadow, removed: true }], left })],
    );
    expect(findings.map(({ code, detail, remedy }) => [code, detail, remedy])).toEqual([
      ["SHADOW_ORPHANED", "The run left a shadow copy behind: 5a5a.", left],
    ]);
  });
});
