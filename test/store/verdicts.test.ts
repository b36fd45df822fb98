import { describe, expect, it } from "vitest";
import type { JobSelection } from "../../src/model/store.ts";
import { at, coverage, database, event, finding, job } from "../report/fixtures/build.ts";
import { inStore, stateFolder } from "./stores.ts";

const when = (time: string): number => Date.parse(at(time));

/** Four jobs of one day, and one of which nothing is known. */
const JOBS = [
  job("3-noon", {
    servers: ["MBX1.contoso.example"],
    start: at("12:00:00"),
    end: at("12:30:00"),
    databases: [database("DB01", "MBX1"), database("Ärzte", "MBX1")],
  }),
  job("1-morning", {
    servers: ["mbx2"],
    start: at("06:00:00"),
    end: at("07:00:00"),
    databases: [database("DB02", "mbx2")],
  }),
  job("4-evening", {
    servers: ["MBX1.fabrikam.example", "MBX2.contoso.example"],
    start: at("18:00:00"),
    end: null,
    outcome: "running",
    databases: [database("db01", "MBX1")],
  }),
  job("2-nine", {
    servers: [],
    start: at("09:00:00"),
    end: null,
    outcome: "incomplete",
    // Its last event counts where it has no end.
    events: [event("10:00:00", "MBX3", 1, "ESE", 2006, "")],
  }),
  job("5-undated", { servers: ["MBX4"], start: null, end: null, outcome: "incomplete" }),
];

function chosen(selection?: JobSelection): readonly string[] {
  return inStore(stateFolder(), ({ verdicts }) => {
    for (const one of JOBS) verdicts.putJob(one, []);
    return verdicts.jobs(selection).map((stored) => stored.job.id);
  });
}

describe("the jobs", () => {
  it("come by start, oldest first; those without one before", () => {
    expect(chosen()).toEqual(["5-undated", "1-morning", "2-nine", "3-noon", "4-evening"]);
  });

  it("are the newest where there is a limit, still oldest first", () => {
    expect(chosen({ limit: 2 })).toEqual(["3-noon", "4-evening"]);
    expect(chosen({ limit: 1, database: "DB02" })).toEqual(["1-morning"]);
    expect(chosen({ limit: 99 })).toHaveLength(5);
  });

  it("are those that were there at some time of a span; what has no time cannot lie outside", () => {
    expect(chosen({ since: when("12:30:00") })).toEqual(["5-undated", "3-noon", "4-evening"]);
    expect(chosen({ since: when("12:30:00") + 1 })).toEqual(["5-undated", "4-evening"]);
    expect(chosen({ since: when("09:30:00"), until: when("09:40:00") })).toEqual(["5-undated", "2-nine"]);
    // One that runs is there from its start on.
    expect(chosen({ since: when("2026-03-05T00:00:00.000Z") })).toEqual(["5-undated", "4-evening"]);
    expect(chosen({ until: when("06:00:00") })).toEqual(["5-undated", "1-morning"]);
  });

  it("are those of a server by its short or its full name, without case", () => {
    expect(chosen({ server: "mbx1" })).toEqual(["3-noon", "4-evening"]);
    expect(chosen({ server: "MBX1.CONTOSO.example" })).toEqual(["3-noon"]);
    // Where a log has the short name only, the full one means it.
    expect(chosen({ server: "MBX2.contoso.example" })).toEqual(["1-morning", "4-evening"]);
    expect(chosen({ server: "MBX" })).toEqual([]);
  });

  it("are those of a database, without case", () => {
    expect(chosen({ database: "Db01" })).toEqual(["3-noon", "4-evening"]);
    expect(chosen({ database: "äRZTE" })).toEqual(["3-noon"]);
    expect(chosen({ database: "DB0%" })).toEqual([]);
    expect(chosen({ database: "db01", server: "mbx2", since: 0, until: when("23:00:00"), limit: 5 })).toEqual(
      ["4-evening"],
    );
  });

  it("are put in the place of those with their id, with all that they are found by", () => {
    const folder = stateFolder();
    inStore(folder, ({ verdicts }) => {
      verdicts.putJob(
        job("a", { databases: [database("OLD", "MBX1")] }),
        [finding("f1", "FREEZE_SLOW")],
        "x",
      );
      const renamed = job("a", { servers: ["MBX7"], databases: [database("NEW", "MBX7")] });
      verdicts.putJob(renamed, [finding("f2", "FREEZE_TIMEOUT")], "y");
      verdicts.putJob(job("b"), []);
      verdicts.removeJob("b");
      verdicts.removeJob("never there");
    });
    inStore(folder, ({ verdicts }) => {
      expect(verdicts.jobs({ database: "old" })).toEqual([]);
      expect(verdicts.jobs({ server: "mbx1" })).toEqual([]);
      expect(verdicts.jobs()).toEqual([
        {
          job: job("a", { servers: ["MBX7"], databases: [database("NEW", "MBX7")] }),
          findings: [finding("f2", "FREEZE_TIMEOUT")],
          order: "y",
        },
      ]);
    });
  });

  it("are found by id, or by the start of one that no other has", () => {
    inStore(stateFolder(), ({ verdicts }) => {
      for (const id of ["643fb011-8e4f", "643fc000-0000", "abc", "abcdef", "x%y", "x_z"])
        verdicts.putJob(job(id), []);
      const found = (id: string): unknown => {
        const one = verdicts.job(id);
        return one === null || one === "ambiguous" ? one : one.job.id;
      };
      expect(found("643fb011-8e4f")).toBe("643fb011-8e4f");
      expect(found("643fb")).toBe("643fb011-8e4f");
      expect(found("643f")).toBe("ambiguous");
      // A whole id, though another begins like it.
      expect(found("abc")).toBe("abc");
      expect(found("abcd")).toBe("abcdef");
      expect(found("643fb011-8e4f-")).toBeNull();
      expect(found("x%")).toBe("x%y");
      expect(found("%")).toBeNull();
    });
  });
});

describe("what is of no job", () => {
  it("is put in the place of all there was", () => {
    const folder = stateFolder();
    inStore(folder, ({ verdicts }) => {
      expect(verdicts.findings()).toEqual([]);
      expect(verdicts.coverage()).toEqual([]);
      verdicts.putFindings([finding("f1", "SHADOW_STORAGE"), finding("f2", "EVENTS_LOST")]);
      verdicts.putFindings([finding("f3", "BACKUP_OVERDUE")]);
      verdicts.putCoverage([coverage("MBX1"), coverage("MBX2")]);
    });
    inStore(folder, ({ verdicts }) => {
      expect(verdicts.findings()).toEqual([finding("f3", "BACKUP_OVERDUE")]);
      expect(verdicts.coverage()).toEqual([coverage("MBX1"), coverage("MBX2")]);
    });
  });
});
