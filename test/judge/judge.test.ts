import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/model/settings.ts";
import { judged } from "./case.ts";
import { before, GOOD } from "./logs.ts";

const ABORTED = `${before("01:30:00")}
  01:00:05 MBX1 VSS/8193 routine=X hresult=0x8007001f
  01:10:00 MBX1 MSExchangeRepl/2031 guid=a1`;

describe("a judgement", () => {
  it("puts the worst first and numbers the findings in that order", () => {
    const { findings } = judged({ log: ABORTED });
    expect(findings.map(({ id, code }) => `${id} ${code}`)).toEqual(["F1 JOB_ABORTED", "F2 VSS_ERROR"]);
  });

  it("has each job name its findings", () => {
    const { jobs } = judged({ log: `${ABORTED}\n00:30:00 MBX1 volsnap/25 volume=D:` });
    expect(jobs.map(({ guid, findings }) => [guid, findings])).toEqual([["a1", ["F1", "F3"]]]);
  });

  it("finds nothing in a good job", () => {
    expect(judged({ log: GOOD }).findings).toEqual([]);
  });

  it("does not depend on the order of the jobs' logs on the way in", () => {
    const other = ABORTED.replaceAll("MBX1", "MBX2").replaceAll("a1", "b2").replaceAll("DB01", "DB02");
    const codes = (log: string) => judged({ log }).findings.map(({ id, code, job }) => [id, code, job]);
    expect(codes(`${other}\n${ABORTED}`)).toEqual(codes(`${ABORTED}\n${other}`));
  });
});

describe("the advice for logs that were not deleted", () => {
  it("names the harmless reason first: a database with little traffic keeps up to 1,000 logs", () => {
    const log = GOOD.replace("ESE/224", "ESE/225");
    const databases = [{ name: "DB01", copies: [{ server: "MBX1", active: true }, { server: "MBX2" }] }];
    const { findings } = judged({ log, hoursAfter: 25, given: { topology: { servers: [], databases } } });
    const [missing] = findings.filter(({ code }) => code === "TRUNCATION_MISSING");
    expect(missing?.cause).toMatch(/harmless.*about 100 logs.*up to 1,000/);
    expect(missing?.remedy[0]).toMatch(/^Count the log files/);
  });
});

describe("severities from the settings", () => {
  const given = (severities: typeof DEFAULT_SETTINGS.severities) => ({
    settings: { ...DEFAULT_SETTINGS, severities },
  });
  const slow = `${before("01:00:12")}\n01:00:25 MBX1 ESE/2003 pid=11 eseInstance=1 database=DB01`;

  it("go before the rule's own", () => {
    const { findings } = judged({ log: slow, given: given([{ code: "FREEZE_SLOW", severity: "failure" }]) });
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([["FREEZE_SLOW", "failure"]]);
  });

  it("turn a code off for one database, whatever the case of its name", () => {
    const off = (database: string) => given([{ code: "FREEZE_SLOW", database, severity: "off" }]);
    expect(judged({ log: slow, given: off("db01") }).findings).toEqual([]);
    expect(judged({ log: slow, given: off("DB02") }).findings).toHaveLength(1);
  });
});

describe("events whose meaning is known from memory only", () => {
  it("make a warning on their own, and it is said why", () => {
    const { findings } = judged({ log: "01:00:00 MBX1 MSExchangeIS/9782 guid=a1 database=DB01" });
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([["BACKUP_FAILED", "warning"]]);
    expect(findings[0]?.detail).toContain("not publicly documented");
  });

  it("make a failure where the job holds other events of its own", () => {
    const log = `01:00:00 MBX1 MSExchangeIS/9606 guid=a1
      01:30:00 MBX1 MSExchangeIS/9782 guid=a1 database=DB01`;
    expect(judged({ log }).findings.map(({ code, severity }) => [code, severity])).toEqual([
      ["BACKUP_FAILED", "failure"],
    ]);
  });
});

describe("evidence", () => {
  it("is cut at twenty records, and the rest is counted", () => {
    const pages = Array.from(
      { length: 25 },
      (_, n) => `02:00:${n + 10} MBX1 ESE/474 pid=11 file=D:\\DB01.edb database=DB01 page=${n}`,
    );
    const [finding] = judged({ log: pages.join("\n") }).findings;
    expect(finding?.evidence).toHaveLength(20);
    expect(finding?.detail).toContain("5 more records tell the same");
  });
});
