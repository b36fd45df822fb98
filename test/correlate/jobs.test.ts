import { describe, expect, it } from "vitest";
import { coverageOf, replay, timeline } from "./timeline.ts";

const FULL_2016 = `
  01:00:00 MBX1 MSExchangeRepl/2021
  01:00:01 MBX1 MSExchangeRepl/2110 guid=a1 database=DB01
  01:00:01 MBX1 MSExchangeRepl/2023 guid=a1
  01:00:02 MBX1 ESE/2005 process="Information Store - DB01" pid=4312 eseInstance=1 database=DB01
  01:00:03 MBX1 MSExchangeRepl/2025 guid=a1
  01:00:10 MBX1 ESE/2001 pid=4312 eseInstance=1 database=DB01
  01:00:11 MBX1 MSExchangeRepl/2027 guid=a1
  01:00:14 MBX1 ESE/2003 pid=4312 eseInstance=1 database=DB01
  01:00:15 MBX1 MSExchangeRepl/2029 guid=a1
  01:00:16 MBX1 MSExchangeRepl/2035 guid=a1
  01:40:00 MBX1 MSExchangeRepl/2046 guid=a1 database=DB01
  01:40:01 MBX1 ESE/224 pid=4312 database=DB01 task=16 firstLog=E00000001.log lastLog=E00000009.log
  01:40:01 MBX1 ESE/2006 pid=4312 eseInstance=1 database=DB01
  01:40:02 MBX1 MSExchangeRepl/2033 guid=a1
  01:40:03 MBX1 MSExchangeRepl/2037 guid=a1`;

describe("one job of the replication writer", () => {
  const { facts, strays } = replay(timeline(FULL_2016));
  const job = facts[0]?.result;

  it("ties writer events and the ESE session into one job and leaves nothing over", () => {
    expect(facts).toHaveLength(1);
    expect(strays).toEqual([]);
    expect(job?.events).toHaveLength(15);
  });

  it("tells what happened", () => {
    expect(job).toMatchObject({
      id: "a1",
      guid: "a1",
      servers: ["MBX1"],
      writer: "replication",
      type: "full",
      outcome: "succeeded",
      start: "2024-03-10T01:00:01.000Z",
      end: "2024-03-10T01:40:03.000Z",
      freeze: {
        start: "2024-03-10T01:00:10.000Z",
        end: "2024-03-10T01:00:15.000Z",
        seconds: 5,
        outcome: "thawed",
      },
    });
    expect(job?.databases).toMatchObject([
      {
        name: "DB01",
        role: "standalone",
        eseInstance: 1,
        processId: 4312,
        type: "full",
        outcome: "succeeded",
        freeze: { seconds: 4, outcome: "thawed" },
        truncation: { state: "deleted", firstLog: "E00000001.log", lastLog: "E00000009.log" },
      },
    ]);
  });

  it("names the phases in order", () => {
    expect(job?.phases.map((p) => [p.phase, p.start.slice(11, 19), p.end?.slice(11, 19)])).toEqual([
      ["metadata", "01:00:00", "01:00:00"],
      ["prepare-backup", "01:00:01", "01:00:01"],
      ["prepare-snapshot", "01:00:01", "01:00:03"],
      ["freeze", "01:00:10", "01:00:15"],
      ["post-snapshot", "01:00:15", "01:00:16"],
      ["transfer", "01:00:16", "01:40:00"],
      ["backup-complete", "01:40:00", "01:40:02"],
      ["shutdown", "01:40:03", "01:40:03"],
    ]);
  });
});

describe("keys", () => {
  it("keeps two processes with the same instance number apart, in one job", () => {
    const { facts } = replay(
      timeline(`
        01:00:01 MBX1 MSExchangeRepl/2110 guid=a1 database=DB01
        01:00:01 MBX1 MSExchangeRepl/2110 guid=a1 database=DB02
        01:00:01 MBX1 MSExchangeRepl/2023 guid=a1
        01:00:02 MBX1 ESE/2005 pid=4312 eseInstance=1 database=DB01
        01:00:02 MBX1 ESE/2005 pid=5120 eseInstance=1 database=DB02
        01:00:10 MBX1 ESE/2001 pid=4312 eseInstance=1 database=DB01
        01:00:10 MBX1 ESE/2001 pid=5120 eseInstance=1 database=DB02
        01:00:12 MBX1 ESE/2003 pid=4312 eseInstance=1 database=DB01
        01:00:22 MBX1 ESE/2003 pid=5120 eseInstance=1 database=DB02`),
    );
    expect(facts).toHaveLength(1);
    expect(facts[0]?.result.databases.map((d) => [d.name, d.freeze?.seconds])).toEqual([
      ["DB01", 2],
      ["DB02", 12],
    ]);
  });

  it("merges the store's and the replication service's events of one GUID on one server", () => {
    const { facts } = replay(
      timeline(`
        01:00:00 MBX1 MSExchangeIS/9606 guid=a1
        01:00:00 MBX1 MSExchangeRepl/2110 guid=a1 database=DB02
        01:00:01 MBX1 MSExchangeRepl/2023 guid=a1
        01:00:02 MBX1 ESE/2005 pid=5340 eseInstance=2
        01:00:02 MBX1 MSExchangeIS/9811 eseInstance=2 database=DB01`),
    );
    expect(facts.map((f) => [f.result.writer, f.result.databases.map((d) => d.name)])).toEqual([
      ["both", ["DB01", "DB02"]],
    ]);
  });

  it("finds the database of a session whose 9811 comes first", () => {
    const { facts } = replay(
      timeline(`
        01:00:00 MBX1 MSExchangeIS/9606 guid=a1
        01:00:02 MBX1 MSExchangeIS/9811 eseInstance=2 database="First Storage Group"
        01:00:02 MBX1 ESE/2005 pid=5340 eseInstance=2
        01:00:04 MBX1 ESE/2001 pid=5340 eseInstance=2`),
    );
    expect(facts).toHaveLength(1);
    expect(facts[0]?.result.databases).toMatchObject([{ name: "First Storage Group", eseInstance: 2 }]);
  });

  it("starts a new job when a counter restarts with the process", () => {
    const one = (from: string, to: string) => `
      ${from}:00 MBX1 ESE/2005 pid=77 eseInstance=1 database=DB01
      ${from}:05 MBX1 ESE/2001 pid=77 eseInstance=1 database=DB01
      ${from}:06 MBX1 ESE/2003 pid=77 eseInstance=1
      ${to}:00 MBX1 ESE/224 pid=77 database=DB01 task=16 firstLog=a.log lastLog=b.log
      ${to}:00 MBX1 ESE/2006 pid=77 eseInstance=1`;
    const { facts } = replay(timeline(one("01:00", "01:30") + one("03:00", "03:30")));
    expect(facts.map((f) => [f.result.writer, f.result.outcome])).toEqual([
      ["ese-only", "succeeded"],
      ["ese-only", "succeeded"],
    ]);
  });

  it("keeps the overlapping tails of two jobs apart", () => {
    const { facts } = replay(
      timeline(`
        01:00:00 MBX1 MSExchangeRepl/2110 guid=a1 database=DB01
        01:00:01 MBX1 MSExchangeRepl/2023 guid=a1
        01:00:02 MBX1 ESE/2005 pid=1 eseInstance=1 database=DB01
        01:00:03 MBX1 MSExchangeRepl/2025 guid=a1
        01:00:04 MBX1 MSExchangeRepl/2027 guid=a1
        01:00:06 MBX1 MSExchangeRepl/2029 guid=a1
        01:00:07 MBX1 MSExchangeRepl/2035 guid=a1
        01:05:00 MBX1 MSExchangeRepl/2110 guid=b2 database=DB02
        01:05:01 MBX1 MSExchangeRepl/2023 guid=b2
        01:05:02 MBX1 ESE/2005 pid=2 eseInstance=1 database=DB02
        01:05:04 MBX1 MSExchangeRepl/2027 guid=b2
        01:05:05 MBX1 ESE/2001 pid=2 eseInstance=1 database=DB02
        01:05:06 MBX1 ESE/2003 pid=2 eseInstance=1
        01:05:06 MBX1 MSExchangeRepl/2029 guid=b2
        01:06:00 MBX1 MSExchangeRepl/2046 guid=a1 database=DB01
        01:06:01 MBX1 ESE/2006 pid=1 eseInstance=1
        01:06:02 MBX1 MSExchangeRepl/2033 guid=a1
        01:07:00 MBX1 MSExchangeRepl/2031 guid=b2
        01:07:01 MBX1 ESE/2006 pid=2 eseInstance=1`),
    );
    expect(
      facts.map((f) => [f.result.id, f.result.outcome, f.result.databases.map((d) => d.processId)]),
    ).toEqual([
      ["a1", "succeeded", [1]],
      ["b2", "aborted", [2]],
    ]);
  });
});

describe("Exchange 2003, which names no GUID", () => {
  it("takes an abort and the refusal after it for two jobs", () => {
    const { facts } = replay(
      timeline("- S1 MSExchangeIS/9608\n- S1 MSExchangeIS/9614\n- S1 MSExchangeIS/9607"),
    );
    expect(facts.map((f) => [f.result.writer, f.result.outcome]).sort()).toEqual([
      ["store", "aborted"],
      ["store", "failed"],
    ]);
  });

  it("joins ESE's refusal to the writer's, whichever is written first", () => {
    const { facts } = replay(
      timeline("- S1 MSExchangeIS/9611 jetError=-2403\n- S1 ESE/2002 pid=5992 jetError=-2403"),
    );
    expect(facts.map((f) => [f.result.writer, f.result.outcome, f.result.freeze])).toMatchObject([
      ["store", "failed", null],
    ]);
  });

  it("leaves a running job alone when another is refused", () => {
    const { facts } = replay(
      timeline(`
        01:00:00 S1 MSExchangeIS/9606
        01:00:05 S1 MSExchangeIS/9610
        01:00:06 S1 MSExchangeIS/9612
        01:00:07 S1 MSExchangeIS/9622
        01:10:00 S1 MSExchangeIS/9607 hresult=0x50d
        01:30:00 S1 MSExchangeIS/9616`),
    );
    expect(facts.map((f) => f.result.outcome)).toContain("failed");
    expect(facts).toHaveLength(2);
  });
});

describe("ends", () => {
  const START = `
    01:00:01 MBX1 MSExchangeRepl/2110 guid=a1 database=DB01
    01:00:01 MBX1 MSExchangeRepl/2023 guid=a1
    01:00:04 MBX1 MSExchangeRepl/2027 guid=a1
    01:00:06 MBX1 MSExchangeRepl/2029 guid=a1`;
  const outcome = (more: string, hours = 0) => {
    const events = timeline(START + more);
    return replay(events, { coverage: coverageOf(events, hours) }).facts[0]?.result.outcome;
  };

  it.each([
    ["the log ends", "", 0, "running"],
    ["the log goes on for a day", "", 25, "abandoned"],
    ["shutdown without completion", "\n02:00:00 MBX1 MSExchangeRepl/2037 guid=a1", 1, "abandoned"],
    ["the orphan's GUID is named", "\n09:00:00 MBX1 MSExchangeRepl/2118 guid=a1", 1, "abandoned"],
    ["the service starts anew", "\n02:00:00 MBX1 MSExchangeRepl/2018", 1, "abandoned"],
    ["abort", "\n01:00:09 MBX1 MSExchangeRepl/2031 guid=a1", 1, "aborted"],
    [
      "the requester reports failure",
      "\n02:00:00 MBX1 MSExchangeRepl/2034 guid=a1 hresult=0xfffffffc",
      1,
      "failed",
    ],
    ["completion", "\n02:00:00 MBX1 MSExchangeRepl/2033 guid=a1", 1, "succeeded"],
  ])("%s", (_, more, hours, expected) => expect(outcome(more, hours)).toBe(expected));

  it("counts a database as abandoned whose store worker started anew, whatever the writer says at the end", () => {
    const session =
      "\n01:00:02 MBX1 ESE/2005 process=W pid=7 eseInstance=1 database=DB01\n01:00:05 MBX1 ESE/2003 process=W pid=7 eseInstance=1";
    const more = `\n01:20:00 MBX1 ESE/100 process=W pid=8\n01:40:00 MBX1 MSExchangeRepl/2046 guid=a1 database=DB01\n01:40:01 MBX1 MSExchangeRepl/2033 guid=a1`;
    const events = timeline(START + session + more).sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
    expect(replay(events).facts[0]?.result).toMatchObject({
      outcome: "abandoned",
      databases: [{ outcome: "abandoned" }],
    });
  });

  it("ties the late end of an aborted job's session to it", () => {
    const late = `\n01:00:09 MBX1 MSExchangeRepl/2031 guid=a1\n03:00:00 MBX1 ESE/2006 pid=7 eseInstance=1`;
    const session =
      "\n01:00:02 MBX1 ESE/2005 pid=7 eseInstance=1 database=DB01\n01:00:05 MBX1 ESE/2003 pid=7 eseInstance=1";
    const events = timeline(START + session + late).sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
    expect(replay(events).facts.map((f) => [f.result.id, f.result.outcome])).toEqual([["a1", "aborted"]]);
  });

  it("does not call a job abandoned whose completion may lie before the log", () => {
    const { facts } = replay(timeline("02:00:00 MBX1 MSExchangeRepl/2037 guid=a1"));
    expect(facts[0]?.result).toMatchObject({ outcome: "incomplete", start: null });
  });

  it("does not call a job abandoned whose completion may only have been left out of a filtered export", () => {
    const events = timeline(`${START}\n02:00:00 MBX1 MSExchangeRepl/2037 guid=a1`);
    const [whole] = coverageOf(events, 1);
    if (whole === undefined) throw new Error("no coverage");
    const { facts } = replay(events, { coverage: [{ ...whole, filtered: true }] });
    expect(facts[0]?.result.outcome).toBe("incomplete");
  });

  it("lets the failure of one database stand beside the success of another", () => {
    const { facts } = replay(
      timeline(`${START}
        01:00:07 MBX1 MSExchangeRepl/2110 guid=a1 database=DB02
        02:00:00 MBX1 MSExchangeRepl/2048 guid=a1 database=DB01 hresult=0x8007064a
        02:00:00 MBX1 MSExchangeRepl/2046 guid=a1 database=DB01
        02:00:00 MBX1 MSExchangeRepl/2046 guid=a1 database=DB02
        02:00:01 MBX1 MSExchangeRepl/2034 guid=a1`),
    );
    expect(facts[0]?.result.databases.map((d) => [d.name, d.outcome, d.truncation.state])).toEqual([
      ["DB01", "failed", "not-expected"],
      ["DB02", "succeeded", "unproven"],
    ]);
    expect(facts[0]?.result.outcome).toBe("failed");
  });
});
