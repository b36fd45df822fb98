import { describe, expect, it } from "vitest";
import type { Topology } from "../../src/model/topology.ts";
import { coverageOf, replay, timeline } from "./timeline.ts";

const ACTIVE = `
  01:00:01 MBX1 MSExchangeRepl/2110 guid=a1 database=DB01
  01:00:01 MBX1 MSExchangeRepl/2023 guid=a1
  01:00:02 MBX1 ESE/2005 pid=4312 eseInstance=1 database=DB01
  01:00:10 MBX1 ESE/2001 pid=4312 eseInstance=1 database=DB01
  01:00:11 MBX1 MSExchangeRepl/2027 guid=a1
  01:00:14 MBX1 ESE/2003 pid=4312 eseInstance=1
  01:00:15 MBX1 MSExchangeRepl/2029 guid=a1
  01:00:16 MBX1 MSExchangeRepl/2035 guid=a1
  01:40:00 MBX1 MSExchangeRepl/2046 guid=a1 database=DB01
  01:40:01 MBX1 ESE/225 pid=4312 database=DB01 task=16
  01:40:01 MBX1 ESE/2006 pid=4312 eseInstance=1
  01:40:02 MBX1 MSExchangeRepl/2033 guid=a1
  01:40:03 MBX1 MSExchangeRepl/2037 guid=a1`;

const PASSIVE = `
  01:00:01 MBX2 MSExchangeRepl/2110 guid=b2 database=DB01
  01:00:01 MBX2 MSExchangeRepl/2023 guid=b2
  01:00:02 MBX2 "ESE BACKUP"/960 pid=3528 peer=MBX1
  01:00:03 MBX1 ESE/210 pid=4312 database=DB01
  01:00:03 MBX2 MSExchangeRepl/2025 guid=b2
  01:00:11 MBX2 MSExchangeRepl/2027 guid=b2
  01:00:15 MBX2 MSExchangeRepl/2029 guid=b2
  01:00:16 MBX2 MSExchangeRepl/2035 guid=b2
  01:40:00 MBX2 MSExchangeRepl/2046 guid=b2 database=DB01
  01:40:01 MBX1 ESE/213 pid=4312 database=DB01
  01:40:02 MBX2 MSExchangeRepl/2033 guid=b2
  01:40:03 MBX2 MSExchangeRepl/2037 guid=b2`.replaceAll('"ESE BACKUP"', "ESE BACKUP");

const LATER = "\n01:55:00 MBX1 ESE/224 pid=4312 database=DB01 task=3 firstLog=E1.log lastLog=E9.log";

const DAG: Topology = {
  servers: [
    { name: "MBX1", dag: "DAG1" },
    { name: "MBX2", dag: "DAG1" },
  ],
  databases: [
    {
      name: "DB01",
      copies: [
        { server: "MBX1", active: true },
        { server: "MBX2", active: false, replayLagSeconds: 604800 },
      ],
    },
  ],
};

const STANDALONE: Topology = {
  servers: [{ name: "MBX1" }],
  databases: [{ name: "DB01", copies: [{ server: "MBX1", active: true }] }],
};

function judged(text: string, hours: number, topology?: Topology) {
  const events = timeline(text);
  const { facts, strays } = replay(events, {
    coverage: coverageOf(events, hours),
    ...(topology === undefined ? {} : { topology }),
  });
  return { result: facts[0]?.result, database: facts[0]?.result.databases[0], strays };
}

describe("an active copy", () => {
  it("is proven by the 224 that comes after the job, outside of its session", () => {
    const { database } = judged(ACTIVE + LATER, 0);
    expect(database).toMatchObject({
      role: "active",
      truncation: { state: "deleted", firstLog: "E1.log", lastLog: "E9.log" },
    });
  });

  it("says nothing by its 225: unproven while it is not known whether the database is replicated", () => {
    expect(judged(ACTIVE, 25).database).toMatchObject({ role: "unknown", truncation: { state: "unproven" } });
  });

  it("is missing a truncation when the log goes on for a day without one", () => {
    expect(judged(ACTIVE, 25, DAG).database).toMatchObject({
      role: "active",
      truncation: { state: "missing" },
    });
    expect(judged(ACTIVE, 20, DAG).database?.truncation.state).toBe("unproven");
  });

  it("had nothing to delete when it stands alone", () => {
    expect(judged(ACTIVE, 0, STANDALONE).database).toMatchObject({
      role: "standalone",
      truncation: { state: "nothing-to-delete" },
    });
  });

  it("is blocked by a copy that cannot tell its position", () => {
    const blocked = "\n02:10:00 MBX2 MSExchangeRepl/2137 database=DB01 copyServer=MBX2";
    expect(judged(ACTIVE + blocked, 25).database?.truncation).toMatchObject({
      state: "failed",
      copies: [
        { server: "MBX1", state: "failed" },
        { server: "MBX2", state: "failed" },
      ],
    });
  });

  it("names a lagged copy, which keeps its logs by design", () => {
    expect(judged(ACTIVE + LATER, 0, DAG).database?.truncation.copies).toEqual([
      { server: "MBX1", state: "deleted", lagged: false, proof: "2024-03-10T01:55:00.000Z" },
      { server: "MBX2", state: "not-expected", lagged: true },
    ]);
  });
});

describe("a passive copy", () => {
  it("joins the active server's side to the job", () => {
    const { result, database, strays } = judged(PASSIVE + LATER, 0);
    expect(result).toMatchObject({
      id: "b2",
      servers: ["MBX2", "MBX1"],
      outcome: "succeeded",
      writer: "replication",
    });
    expect(database).toMatchObject({
      role: "passive",
      freeze: { seconds: 4 },
      truncation: { state: "deleted" },
    });
    expect(strays).toEqual([]);
  });

  it("joins it when the active server's clock is three minutes ahead or behind", () => {
    for (const [at, end] of [
      ["00:57:03", "01:37:01"],
      ["01:03:03", "01:43:01"],
    ]) {
      const events = timeline(
        PASSIVE.replace("01:00:03 MBX1", `${at} MBX1`).replace("01:40:01 MBX1", `${end} MBX1`),
      );
      const sorted = events.sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
      const { facts, strays } = replay(sorted);
      expect(facts.map((f) => f.result.servers)).toEqual([["MBX2", "MBX1"]]);
      expect(strays).toEqual([]);
    }
  });

  it("is unproven when the active server's log was not read", () => {
    const alone = PASSIVE.split("\n")
      .filter((line) => !line.includes("MBX1 ESE"))
      .join("\n");
    expect(judged(alone, 48).database).toMatchObject({ role: "passive", truncation: { state: "unproven" } });
  });

  it("is missing a truncation when the active server's whole day shows none", () => {
    expect(judged(PASSIVE, 25).database?.truncation.state).toBe("missing");
  });
});

describe("the time for a proof", () => {
  it("lasts over incremental backups: what a later one deletes was this one's to delete as well", () => {
    const incremental = ACTIVE.replaceAll("a1", "c3")
      .replace("/2005", "/2008")
      .replaceAll(" 01:", " 03:")
      .replaceAll("eseInstance=1", "eseInstance=2");
    const events = timeline(
      `${ACTIVE}\n${incremental.replaceAll("\n  01:", "\n  03:")}\n04:10:00 MBX1 ESE/224 pid=4312 database=DB01 task=3 firstLog=E1.log lastLog=E9.log`,
    );
    const { facts } = replay(events, { coverage: coverageOf(events, 30) });
    expect(facts.map((f) => [f.result.type, f.result.databases[0]?.truncation.state])).toEqual([
      ["full", "deleted"],
      ["incremental", "deleted"],
    ]);
  });

  it("begins earlier by the clock of an active server that is behind", () => {
    const behind = "\n01:33:00 MBX1 ESE/224 pid=4312 database=DB01 task=3 firstLog=E1.log lastLog=E9.log";
    const events = timeline(PASSIVE + behind).sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
    const { facts } = replay(events, { coverage: coverageOf(events, 30) });
    expect(facts[0]?.result.databases[0]?.truncation).toMatchObject({
      state: "deleted",
      deadline: "2024-03-11T01:40:02.000Z",
    });
  });
});

describe("types that do not truncate", () => {
  it("tells a copy by 2047 and expects nothing of it", () => {
    const { result, database } = judged(
      ACTIVE.replaceAll("/2046", "/2047").replace("/2005", "/2009"),
      30,
      DAG,
    );
    expect(result?.type).toBe("copy");
    expect(database?.truncation).toEqual({
      state: "not-expected",
      firstLog: null,
      lastLog: null,
      copies: [],
    });
  });
});

describe("other engines", () => {
  it("never make a job", () => {
    const { facts, strays } = replay(
      timeline(
        "01:00:00 DC1 ESENT/2005 pid=5 eseInstance=6\n01:00:20 DC1 ESENT/2004 pid=5 eseInstance=6 milliseconds=20000",
      ),
    );
    expect(facts).toEqual([]);
    expect(strays).toHaveLength(2);
  });
});
