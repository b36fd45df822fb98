import { describe, expect, it } from "vitest";
import { CATALOGUE, findRow, isKnownProvider, rowsWithId, wants } from "../../src/catalogue/index.ts";

const of = (provider: string) => CATALOGUE.filter((row) => row.provider === provider);

describe("the catalogue", () => {
  it("holds every known event of every provider", () => {
    const counts = {
      ESE: 61,
      "ESE BACKUP": 2,
      MSExchangeRepl: 61,
      MSExchangeIS: 28,
      VSS: 20,
      volsnap: 26,
      "Microsoft-Windows-Backup": 14,
      "Microsoft-Exchange-HighAvailability": 3,
      "Microsoft-Exchange-MailboxDatabaseFailureItems": 1,
    };
    for (const [provider, count] of Object.entries(counts))
      expect([provider, of(provider).length]).toEqual([provider, count]);
    expect(CATALOGUE).toHaveLength(216);
  });

  it("has one row for an id of a provider, and a citation for every row", () => {
    const keys = CATALOGUE.map((row) => `${row.provider} ${row.id ?? row.channel}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(CATALOGUE.filter((row) => row.citation.trim() === "" || row.meaning.trim() === "")).toEqual([]);
  });

  it("names a string for every %n of a text", () => {
    for (const row of CATALOGUE.filter(
      ({ template, carries }) => template !== null && carries === undefined,
    )) {
      const named = (row.template ?? "").match(/%\d+/g) ?? [];
      const last = Math.max(0, ...named.map((n) => Number(n.slice(1))));
      // 516 refers to strings whose meaning is not known.
      if (row.id !== 516) expect([row.id, row.strings.length >= last]).toEqual([row.id, true]);
    }
  });

  it("gives no text where none is known", () => {
    for (const id of [
      2024, 2025, 2026, 2028, 2030, 2031, 2032, 2036, 2038, 2047, 2048, 2111, 2112, 2118, 4088,
    ]) {
      expect([id, findRow("MSExchangeRepl", id)?.template]).toEqual([id, null]);
    }
    for (const id of [9604, 9608, 9610, 9612, 9614, 9616, 9622, 9648, 9780, 9840]) {
      expect([id, findRow("MSExchangeIS", id)?.template]).toEqual([id, null]);
    }
    expect(findRow("ESE BACKUP", 910)?.template).toBeNull();
  });

  it("knows what a freeze that timed out looks like", () => {
    expect(findRow("ESE", 2004)).toMatchObject({
      symbol: "OS_SNAPSHOT_TIME_OUT_ID",
      level: "Error",
      signal: "session-timed-out",
      outcome: "failure",
      template: "Shadow copy instance %4 freeze timed-out (%5 ms).",
      confidence: "quoted",
    });
    expect(findRow("ESE", 2004)?.strings.map(({ role }) => role)).toEqual([
      "process",
      "pid",
      "instanceName",
      "eseInstance",
      "milliseconds",
    ]);
  });

  it("tells the type of a backup as far as its start tells it", () => {
    const types = [2005, 2008, 2009, 2010].map((id) => findRow("ESE", id)?.type);
    expect(types).toEqual(["full", "incremental", "copy", "differential"]);
    expect(findRow("MSExchangeRepl", 2110)?.type).toBe("full-or-copy");
    expect(findRow("MSExchangeRepl", 2111)?.type).toBe("incremental-or-differential");
    expect(findRow("MSExchangeIS", 9811)?.type).toBe("full-or-copy");
  });

  it("calls an abort a failure although its level is Information", () => {
    for (const [provider, id] of [
      ["MSExchangeRepl", 2031],
      ["MSExchangeIS", 9614],
    ] as const) {
      expect(findRow(provider, id)).toMatchObject({
        level: "Information",
        outcome: "failure",
        signal: "writer-aborted",
      });
    }
  });

  it("rests the error twins of the store's writer on the rule that names them, the rest on memory", () => {
    for (const id of [9609, 9613, 9615, 9617, 9623]) {
      const row = findRow("MSExchangeIS", id);
      expect([id, row?.confidence]).toEqual([id, "derived"]);
      expect(row?.citation).toContain("bb218863");
    }
    for (const id of [9602, 9604, 9610, 9612, 9616, 9618, 9620, 9622, 9648, 9780, 9781, 9782, 9812]) {
      expect([id, findRow("MSExchangeIS", id)?.confidence]).toEqual([id, "memory"]);
    }
  });
});

describe("finding a row", () => {
  it("compares providers without case", () => {
    expect(findRow("Volsnap", 36)?.signal).toBe("shadow-storage");
    expect(findRow("volsnap", 36)?.signal).toBe("shadow-storage");
    expect(findRow("ESE Backup", 960)?.signal).toBe("surrogate-running");
    expect(isKnownProvider("msexchangerepl")).toBe(true);
  });

  it("gives engines of other products the rows of Exchange's", () => {
    expect(findRow("ESENT", 2004)).toBe(findRow("ESE", 2004));
    expect(findRow("NTDS ISAM", 474)).toBe(findRow("ESE", 474));
  });

  it("finds every id of a range", () => {
    expect([4336, 4337, 4350, 4373, 4374].map((id) => findRow("MSExchangeRepl", id)?.signal)).toEqual([
      undefined,
      "writer-restore",
      "writer-restore",
      "writer-restore",
      undefined,
    ]);
  });

  it("does not take an id of one provider for that of another", () => {
    expect(findRow("MSExchangeRepl", 2004)).toBeNull();
    expect(findRow("Service Control Manager", 2004)).toBeNull();
    expect(isKnownProvider("MSExchange CmdletLogs")).toBe(false);
    expect(
      rowsWithId(5)
        .map((row) => row.provider)
        .sort(),
    ).toEqual(["Microsoft-Windows-Backup", "volsnap"]);
  });
});

describe("which records are wanted", () => {
  it("wants every id of the providers that write of Exchange's backups", () => {
    for (const provider of ["ESE", "ese", "MSExchangeIS", "MSExchangeRepl", "ESE BACKUP"]) {
      expect([provider, wants(provider, 65_000)]).toEqual([provider, true]);
    }
  });

  it("wants only known ids of the others, and nothing of strangers", () => {
    expect(wants("VSS", 12298)).toBe(true);
    expect(wants("VSS", 8219)).toBe(false);
    expect(wants("ESENT", 2004)).toBe(true);
    expect(wants("ESENT", 641)).toBe(false);
    expect(wants("volsnap", 3)).toBe(false);
    expect(wants("MSExchange CmdletLogs", 1)).toBe(false);
  });
});
