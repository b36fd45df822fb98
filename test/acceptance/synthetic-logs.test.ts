import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { analyzePaths } from "../history/analysing.ts";

const data = fileURLToPath(new URL("../../../shared/data/evtx", import.meta.url));
const logs = (name: string): Promise<Report> => analyzePaths([join(data, name)]);
const codes = ({ findings }: Report, severity: string): readonly string[] => [
  ...new Set(findings.filter((one) => one.severity === severity).map(({ code }) => code)),
];

describe.skipIf(!existsSync(data))("made logs of Exchange servers (skipped without ../shared/data)", () => {
  it("2016: two good full backups of two databases, told by the engine alone", async () => {
    const report = await logs("synth-ex2016-full-ok.evtx");
    expect(report.jobs.map(({ writer, type, outcome }) => ({ writer, type, outcome }))).toEqual([
      { writer: "ese-only", type: "full", outcome: "succeeded" },
      { writer: "ese-only", type: "full", outcome: "succeeded" },
    ]);
    expect(report.jobs.map(({ databases }) => databases.map(({ name }) => name))).toEqual([
      ["DB01", "DB02"],
      ["DB01", "DB02"],
    ]);
    const truncations = report.jobs.flatMap(({ databases }) => databases.map(({ truncation }) => truncation));
    for (const { state, firstLog, lastLog } of truncations) {
      expect([state, firstLog, lastLog]).toEqual([
        "deleted",
        "D:\\Logs\\DB01\\E0000000A1F.log".replace(
          "DB01",
          firstLog?.includes("DB02") === true ? "DB02" : "DB01",
        ),
        "D:\\Logs\\DB01\\E0000000B03.log".replace(
          "DB01",
          lastLog?.includes("DB02") === true ? "DB02" : "DB01",
        ),
      ]);
    }
    // 20:08:18.86 (DB01) to 20:08:21.55 (DB02), and 20:34:06.57 to 20:34:11.69
    expect(report.jobs.map(({ freeze }) => freeze?.seconds?.toFixed(1))).toEqual(["2.7", "5.1"]);
    expect(codes(report, "failure")).toEqual([]);
    expect(report.summary.verdict).toBe("ok");
  });

  it("2019: a freeze that times out and is aborted, and a good copy an hour later", async () => {
    const report = await logs("synth-ex2019-timeout-dirty-wrapped.evtx");
    expect(report.jobs.map(({ type }) => type)).toEqual(["full", "copy"]);
    const [first, second] = report.jobs;
    expect(["failed", "aborted"]).toContain(first?.outcome);
    expect(first?.freeze).toMatchObject({ outcome: "timed-out", limitSeconds: 60 });
    expect(first?.databases.map(({ name }) => name)).toEqual(["Mailbox Database 0123456789"]);
    // the engine's log alone shows a copy that ended; no 224 is to be expected of it
    expect(["succeeded", "incomplete"]).toContain(second?.outcome);
    expect(second?.freeze?.seconds).toBeCloseTo(5.46, 1);
    expect(second?.databases[0]?.truncation.state).toBe("not-expected");
    expect(codes(report, "failure")).toContain("FREEZE_TIMEOUT");
    expect(report.findings.filter(({ job }) => job === second?.id && job !== undefined)).not.toContainEqual(
      expect.objectContaining({ severity: "failure" }),
    );
    expect(report.summary.verdict).toBe("failure");
  });

  it("2010: a full and an incremental backup, with whole seconds and the pid alone", async () => {
    const report = await logs("synth-ex2010-seconds-only.evtx");
    expect(report.jobs.map(({ type, outcome }) => ({ type, outcome }))).toEqual([
      { type: "full", outcome: "succeeded" },
      { type: "incremental", outcome: "succeeded" },
    ]);
    expect(report.jobs.map(({ freeze }) => freeze?.seconds)).toEqual([4, 6]);
    expect(
      report.jobs.map(({ databases }) => databases.map(({ name, truncation }) => [name, truncation.state])),
    ).toEqual([[["DATABASE", "deleted"]], [["DATABASE", "deleted"]]]);
    expect(codes(report, "failure")).toEqual([]);
    expect(report.summary.verdict).toBe("ok");
  });
});
