import { describe, expect, it } from "vitest";
import { byNumbersInName } from "../../../src/report/view/natural.ts";
import { viewReport } from "../../../src/report/view/view-report.ts";
import { at, database, event, finding, job, report } from "../fixtures/build.ts";

describe("names of databases", () => {
  it("stand as people count, without case, zeros in front, or a limit of digits", () => {
    const long = `DB${"9".repeat(30)}`;
    const names = ["DB10", long, "db2", "DB02a", "DB", "DB1", "Archive 3", "DB2-11", "DB2-2"];
    expect(names.toSorted(byNumbersInName)).toEqual([
      "Archive 3",
      "DB",
      "DB1",
      "db2",
      "DB2-2",
      "DB2-11",
      "DB02a",
      "DB10",
      long,
    ]);
  });

  it("stand so in titles, tables and findings of one moment, which evidence is numbered by", () => {
    const names = ["DB1", "DB10", "DB2"];
    const view = viewReport(
      report({
        verdict: "failure",
        jobs: [job("a", { start: at("22:00:00"), databases: names.map((name) => database(name, "MBX1")) })],
        findings: names.map((name, index) =>
          finding(`f${index}`, "FREEZE_FAILED", {
            job: "a",
            server: "MBX1",
            database: name,
            evidence: [event("22:00:01", "MBX1", 100 + index, "ESE", 2002, `${name} failed.`)],
          }),
        ),
      }),
    );
    expect(view.jobs[0]?.title).toBe("Full backup of DB1, DB2, DB10 on MBX1");
    expect(view.jobs[0]?.databases.map(({ name }) => name)).toEqual(["DB1", "DB2", "DB10"]);
    expect(view.databases.map(({ name }) => name)).toEqual(["DB1", "DB2", "DB10"]);
    expect(view.findings[0]?.occurrences.map(({ database: name }) => name)).toEqual(["DB1", "DB2", "DB10"]);
    expect(view.evidence.map(({ recordId }) => recordId)).toEqual(["100", "102", "101"]);
  });
});
