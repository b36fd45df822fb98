import { describe, expect, it } from "vitest";
import { eventRecord } from "../../parsers/record.ts";
import { normalise } from "../../src/correlate/normalise.ts";

const GUID = "3d2f77ec-302d-42d4-9eac-e38082398947";

function event(provider: string, eventId: number, strings: readonly string[], more: object = {}) {
  return normalise(eventRecord({ origin: "log:1", provider, eventId, strings, ...more }));
}

function keys(provider: string, eventId: number, strings: readonly string[], more: object = {}) {
  return event(provider, eventId, strings, more)?.keys;
}

describe("the database engine's strings", () => {
  it("reads process, engine state, build and session of Exchange 2016", () => {
    const read = event("ESE", 2005, ["Information Store - DB01", "23412,G,0,15.01.2308.014", "", "1"], {
      task: 16,
    });
    expect(read).toMatchObject({
      signal: "session-started",
      type: "full",
      exchange: true,
      shadowCopyTask: true,
    });
    expect(read?.keys).toEqual({
      process: "Information Store - DB01",
      pid: 23412,
      engineState: "G",
      build: "15.01.2308.014",
      database: "DB01",
      eseInstance: 1,
    });
  });

  it("reads the older forms of %2", () => {
    expect(keys("ESE", 2003, ["Information Store", "1444", "", "6"])).toEqual({
      process: "Information Store",
      pid: 1444,
      eseInstance: 6,
    });
    expect(keys("ESE", 2003, ["svchost", "14840,D,50", "", "6"])).toMatchObject({
      pid: 14840,
      engineState: "D",
    });
  });

  it("takes the database from %3 first, without its colon", () => {
    const first = "Information Store - A very long database name that is cut o";
    expect(keys("ESE", 224, [first, "1", "DB: 7: ", "C:\\a.log", "C:\\b.log"])).toMatchObject({
      database: "DB: 7",
      firstLog: "C:\\a.log",
      lastLog: "C:\\b.log",
    });
    expect(keys("ESE", 225, ["lsass", "548", "First Storage Group: "])?.database).toBe("First Storage Group");
  });

  it("says when the database's name may be cut, at the 64 characters of %1", () => {
    const cut = `Information Store - ${"x".repeat(44)}`;
    expect(cut).toHaveLength(64);
    expect(keys("ESE", 2003, [cut, "1", "", "1"])).toMatchObject({
      database: "x".repeat(44),
      databaseCut: true,
    });
    expect(keys("ESE", 2003, [cut.slice(0, 63), "1", "", "1"])).not.toHaveProperty("databaseCut");
    // %3 is not cut.
    const whole = keys("ESE", 225, [cut, "1", `${"x".repeat(60)}: `]);
    expect(whole?.database).toBe("x".repeat(60));
    expect(whole).not.toHaveProperty("databaseCut");
  });

  it("takes a missing string for an empty one and passes over more than it knows", () => {
    expect(keys("ESE", 2004, ["Information Store", "1444", "", "6"])).not.toHaveProperty("milliseconds");
    expect(
      keys("ESE", 327, ["NTDS", "3392", "", "2", "C:\\ntds.dit", "0", "[1] 0.000", "0 0", "new", "newer"]),
    ).toEqual({
      process: "NTDS",
      pid: 3392,
      text: "2",
      file: "C:\\ntds.dit",
      seconds: 0,
    });
  });

  it("reads the limit of a time-out, errors, pages and counts", () => {
    expect(keys("ESE", 2004, ["Information Store", "1", "", "6", "20000"])?.milliseconds).toBe(20_000);
    expect(keys("ESE", 2002, ["Information Store", "1", "", "6", "-2403"])?.jetError).toBe(-2403);
    expect(keys("ESE", 227, ["Information Store", "1", "DB: ", "12"])?.count).toBe(12);
    const page = [
      "a",
      "1",
      "DB: ",
      "E:\\a.edb",
      "3846455296 (0xe5444000)",
      "8192 (0x2000)",
      "-1018 (0xfffffc06)",
      "1",
      "2",
      "117391 (0x1CA8F)",
    ];
    expect(keys("ESE", 474, page)).toMatchObject({ file: "E:\\a.edb", jetError: -1018, page: 117_391 });
  });

  it("does not take the engines of other products for Exchange's", () => {
    expect(event("ESENT", 2004, ["lsass", "548", "", "6", "20000"])).toMatchObject({
      signal: "session-timed-out",
      exchange: false,
    });
    expect(event("NTDS ISAM", 102, ["NTDS", "548", "", "0"])?.exchange).toBe(false);
  });

  it("does not take the engine's instance number for that of a shadow copy", () => {
    expect(
      keys("ESE", 102, ["Information Store - DB01", "1", "DB01: ", "4", "15", "01", "2507", "006"]),
    ).not.toHaveProperty("eseInstance");
  });

  it("tells the category by number, by its English name, and not from a translated one", () => {
    const task = (more: object) => event("ESE", 225, ["a", "1", ""], more)?.shadowCopyTask;
    expect([task({ task: 16 }), task({ task: 3 }), task({})]).toEqual([true, false, null]);
    expect([task({ taskName: "ShadowCopy" }), task({ taskName: "(16)" })]).toEqual([true, true]);
    expect([task({ taskName: "Logging/Recovery" }), task({ taskName: "Protokollierung" })]).toEqual([
      false,
      null,
    ]);
    expect(event("MSExchangeRepl", 2023, [GUID], { task: 16 })?.shadowCopyTask).toBeNull();
  });
});

describe("the writers' strings", () => {
  it("gives one GUID for its three spellings", () => {
    for (const spelling of [GUID, `{${GUID}}`, GUID.toUpperCase()]) {
      expect(keys("MSExchangeRepl", 2027, [spelling])).toEqual({ guid: GUID });
    }
  });

  it("splits the name of a copy, and reads the error", () => {
    expect(keys("MSExchangeRepl", 2112, [GUID, "80070020", "DB01\\MBX2"])).toEqual({
      guid: GUID,
      hresult: "0x80070020",
      database: "DB01",
      copyServer: "mbx2",
    });
    expect(keys("MSExchangeRepl", 2110, [GUID, "Mailbox Database 01", "Mailbox Database 01"])).toEqual({
      guid: GUID,
      database: "Mailbox Database 01",
    });
    expect(keys("MSExchangeRepl", 2034, [GUID, "FFFFFFFC"])).toEqual({ guid: GUID, hresult: "0xfffffffc" });
  });

  it("keeps the component's GUID apart from the job's", () => {
    const component = "11111111-2222-3333-4444-555555555555";
    expect(keys("MSExchangeRepl", 2038, [GUID, component])).toEqual({ guid: GUID, databaseGuid: component });
  });

  it("reads the server behind a lost link as one name", () => {
    expect(keys("MSExchangeRepl", 2153, ["MBX1.contoso.com", "DB01\\MBX2.contoso.com", "timeout"])).toEqual({
      peer: "mbx1",
      database: "DB01",
      copyServer: "mbx2",
      text: "timeout",
    });
  });

  it("tells the two kinds of instance by their shape", () => {
    expect(keys("MSExchangeIS", 9606, [GUID])).toEqual({ guid: GUID });
    expect(keys("MSExchangeIS", 9811, ["2", "DATABASE"])).toEqual({ eseInstance: 2, database: "DATABASE" });
    expect(keys("MSExchangeIS", 9811, [GUID, "DATABASE"])).toEqual({ guid: GUID, database: "DATABASE" });
    expect(keys("MSExchangeIS", 9780, [`${GUID}:3`, "SG1\\DB1"])).toEqual({
      guid: GUID,
      text: "3",
      database: "SG1\\DB1",
    });
  });

  it("finds the error wherever the version put it, and the engine's error in it", () => {
    // 0xfffff69d = 2^32 - 2403; 0x713 = 1811
    expect(keys("MSExchangeIS", 9611, ["0xfffff69d"])).toEqual({ hresult: "0xfffff69d", jetError: -2403 });
    expect(keys("MSExchangeIS", 9609, [GUID, "0xc8000713"])).toEqual({
      guid: GUID,
      hresult: "0xc8000713",
      jetError: -1811,
    });
    expect(keys("MSExchangeIS", 9617, ["-2403", `{${GUID}}`])).toMatchObject({ guid: GUID, jetError: -2403 });
  });

  it("reads the reason of Exchange 2003 from the binary data", () => {
    const binary = Buffer.from("Backup in progress.\0", "latin1").toString("hex").toUpperCase();
    expect(keys("MSExchangeIS", 9607, ["0x50d"], { binary })).toEqual({
      hresult: "0x50d",
      binaryText: "Backup in progress.",
    });
    expect(
      keys("volsnap", 36, ["d", "C:"], { binary: "000000000200300000000000240006C0" }),
    ).not.toHaveProperty("binaryText");
  });

  it("reads strings whose order is not known by their shape", () => {
    expect(keys("MSExchangeRepl", 2119, ["D:\\Logs\\E00.log", "DB01\\MBX2", GUID])).toEqual({
      guid: GUID,
      database: "DB01",
      copyServer: "mbx2",
      file: "D:\\Logs\\E00.log",
    });
    expect(keys("MSExchangeRepl", 4102, ["DB01\\MBX2", "a sentence about it"])).toEqual({
      database: "DB01",
      copyServer: "mbx2",
    });
  });
});
