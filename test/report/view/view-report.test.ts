import { describe, expect, it } from "vitest";
import { viewReport } from "../../../src/report/view/view-report.ts";
import { cutOff } from "../fixtures/cut.ts";
import { noJobs, nothing } from "../fixtures/empty.ts";
import { frozenTooLong } from "../fixtures/frozen.ts";
import { good } from "../fixtures/good.ts";
import { FIXTURES } from "../fixtures/index.ts";
import { many } from "../fixtures/many.ts";
import { neverTruncates } from "../fixtures/truncation.ts";

describe("the verdict in words", () => {
  it("says that the backup is good, and why", () => {
    const { verdict } = viewReport(good);
    expect(verdict.word).toBe("GOOD");
    expect(verdict.headline).toBe("The backup is good.");
    expect(verdict.why).toBe("The freeze took 4.2 s; logs: deleted, requested.");
    expect(verdict.remedy).toBeNull();
  });

  it("names the worst finding and its first remedy, wherever it stood", () => {
    const { verdict, findings } = viewReport(frozenTooLong);
    expect(verdict.headline).toBe("The backup failed.");
    expect(verdict.why).toBe("The freeze timed out (DB01 on MBX1).");
    expect(verdict.remedy).toBe("Put fewer databases and volumes into one snapshot set.");
    expect(verdict.worst).toBe("f-timeout");
    expect(findings.map((group) => group.severity)).toEqual(["failure", "failure", "warning"]);
  });

  it("does not call a job failed that ended well but truncated nothing", () => {
    const view = viewReport(neverTruncates);
    expect(view.verdict.headline).toBe("The backup is not good.");
    expect(view.verdict.tally).toBe("1: 1 ended but not good");
    expect(view.jobs[0]?.result).toBe("succeeded, but truncation blocked");
  });

  it("counts among many jobs", () => {
    const { verdict } = viewReport(many);
    expect(verdict.headline).toBe("3 of 400 backups have failed.");
    expect(verdict.tally).toBe("400: 386 good, 10 with warnings, 3 failed, 1 not proven");
    expect(verdict.why).toBe("The requester aborted the job (MBX1), and 2 more of this kind.");
  });

  it("says what could not be judged", () => {
    const { verdict } = viewReport(cutOff);
    expect(verdict.word).toBe("CANNOT TELL");
    expect(verdict.headline).toBe("None of the 2 backups is proven good.");
    expect(verdict.unjudged).toEqual(cutOff.summary.notes);
    expect(viewReport(nothing).verdict.unjudged).toEqual([
      "None of the inputs held a record that could be read.",
    ]);
  });

  it("says clearly that no job is no fault when the logs were read well", () => {
    const { verdict } = viewReport(noJobs);
    expect(verdict.tone).toBe("good");
    expect(`${verdict.headline} ${verdict.why}`).toBe(
      "No backup job of Exchange in these logs. Read: 2 logs of MBX1, MBX2, 48,210 records, 2026-03-01 20:00:00 to 23:40:00 UTC.",
    );
  });
});

describe("evidence", () => {
  it("has one number an event, in the order of the findings, the same in the timeline", () => {
    const view = viewReport(frozenTooLong);
    expect(view.evidence.map((event) => [event.number, event.recordId])).toEqual([
      [1, "6012"],
      [2, "6019"],
      [3, "6021"],
    ]);
    // The slow freeze rests on an event that the timeout has numbered already.
    expect(view.findings.map((group) => group.occurrences[0]?.evidence)).toEqual([[1, 2], [3], [1]]);
    const numbers = view.jobs[0]?.timeline.items.flatMap((item) =>
      item.kind === "event" && item.event.number !== null ? [[item.event.recordId, item.event.number]] : [],
    );
    expect(numbers).toEqual([
      ["6012", 1],
      ["6019", 2],
      ["6021", 3],
    ]);
  });

  it("knows an event again that another file holds at another place", () => {
    const [first] = frozenTooLong.findings;
    const moved = {
      ...first,
      evidence: first?.evidence.map((event) => ({ ...event, origin: "copy.evtx@0x0" })),
    };
    const view = viewReport({
      ...frozenTooLong,
      findings: [...frozenTooLong.findings, moved as typeof first & object],
    });
    expect(view.evidence).toHaveLength(3);
  });
});

describe("jobs", () => {
  it("have titles, durations and freezes with their limits", () => {
    const [job] = viewReport(frozenTooLong).jobs;
    expect(job?.title).toBe("Full backup of DB01, DB02 on MBX1");
    expect(job?.seconds).toBe(104);
    expect(job?.result).toBe("aborted: freeze timed out");
    expect(job?.freeze).toMatchObject({
      duration: "70 s",
      words: "timed out, limit 70 s",
      tone: "failure",
      limits: [10, 20, 60, 70],
      precision: "±1 s: the log tells whole seconds",
    });
    expect(job?.databases[1]?.freeze).toMatchObject({ words: "thawed, slow, over 10 s", tone: "warning" });
  });

  it("show holes in the log and silences where they were", () => {
    const items = viewReport(frozenTooLong).jobs[0]?.timeline.items ?? [];
    const gap = items.findIndex((item) => item.kind === "gap");
    expect(items[gap]).toMatchObject({ missing: 3, offset: 31 });
    expect(items[gap - 1]).toMatchObject({ kind: "event", offset: 30 });
    const pauses = viewReport(good).jobs[0]?.timeline.items.filter((item) => item.kind === "pause");
    // From the start of the transfer at 22:00:41 to its end at 23:12:37.
    expect(pauses).toMatchObject([{ offset: 41, seconds: 4316 }]);
  });

  it("are all detailed when few; else only the bad ones, worst and newest first, up to a limit", () => {
    expect(viewReport(cutOff).jobs.map((job) => job.detailed)).toEqual([true, true]);
    const view = viewReport(many, { mostDetailed: 5 });
    // Three aborted ones (0-based 100, 201, 350), then the newest two of the slow ones (7, 47, ... 367).
    expect(view.jobs.filter((job) => job.detailed).map((job) => job.number)).toEqual([
      101, 202, 328, 351, 368,
    ]);
    expect(view.jobsLeftOut).toBe(14 - 5);
    expect(viewReport(many, { verbose: true }).jobs.every((job) => job.detailed)).toBe(true);
  });

  it("tell of each database when it was last backed up well", () => {
    const [first] = viewReport(many).databases;
    // The last job, index 399, still runs; index 398 is the night of 199 days after 2025-01-01, 22:00 + 4000 s.
    expect(first).toMatchObject({
      jobs: 400,
      good: 396,
      lastGood: "2025-07-19T23:06:40.000Z",
      newest: "unproven",
    });
  });

  it("tell truncation with the range of logs and the copies", () => {
    expect(viewReport(good).jobs[0]?.databases[0]?.truncation).toMatchObject({
      word: "deleted",
      words: "logs deleted: E00000001A2.log to E00000001C4.log",
    });
    expect(viewReport(neverTruncates).jobs[0]?.databases[0]?.truncation.copies).toEqual([
      { server: "MBX2", state: "healthy", words: "healthy, lagged copy", proof: null },
      { server: "MBX3", state: "failed", words: "failed", proof: null },
    ]);
  });
});

describe("the view", () => {
  it("calls servers by their short names, and one without a name by that", () => {
    const [job] = frozenTooLong.jobs;
    const servers = ["MBX1.corp.example.com", ""];
    const view = viewReport({ ...frozenTooLong, jobs: job ? [{ ...job, servers }] : [] });
    expect(view.jobs[0]?.title).toBe("Full backup of DB01, DB02 on MBX1, unknown server");
    expect(view.evidence.every((event) => event.server === "MBX1")).toBe(true);
  });

  it("does not repeat source and id where an event has no message", () => {
    const [finding] = frozenTooLong.findings;
    const evidence = finding?.evidence.map((event) => ({
      ...event,
      text: `${event.provider} ${event.eventId}: 42`,
    }));
    const view = viewReport({
      ...frozenTooLong,
      findings: finding && evidence ? [{ ...finding, evidence }] : [],
    });
    expect(view.evidence.map((event) => event.text)).toEqual(["42"]);
  });

  it("folds findings of one cause into one group", () => {
    const view = viewReport(many);
    expect(view.findings.map((group) => [group.code, group.occurrences.length])).toEqual([
      ["JOB_ABORTED", 3],
      ["FREEZE_SLOW", 10],
    ]);
  });

  it("keeps what is no fault apart from faults", () => {
    expect(viewReport(good).findings).toEqual([]);
    expect(viewReport(good).notes.map((group) => group.word)).toEqual(["not a fault"]);
    expect(viewReport(cutOff).notes.map((group) => group.word)).toEqual(["not proven"]);
  });

  it("folds diagnostics by code, errors first", () => {
    expect(viewReport(frozenTooLong).inputs[0]?.diagnostics).toEqual([
      {
        code: "csv-time-unclear",
        severity: "error",
        count: 1,
        where: "mbx1.csv:40",
        message: "Day or month first?",
      },
      {
        code: "csv-row-short",
        severity: "warning",
        count: 2,
        where: "mbx1.csv:17",
        message: "The row ends early.",
      },
    ]);
  });

  it.each(Object.entries(FIXTURES))("of %s is plain data", (_, report) => {
    const view = viewReport(report);
    expect(JSON.parse(JSON.stringify(view))).toEqual(view);
  });
});
