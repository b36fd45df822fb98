import { describe, expect, it } from "vitest";
import { guidOf } from "../../src/lab/events/draft.ts";
import { ese, repl } from "../../src/lab/events/drafts.ts";
import { startHistory } from "./history.ts";
import { SCENARIOS, scenarioNamed } from "./scenarios.ts";
import { render } from "./templates.ts";

const engine = { version: "2016", process: "Information Store - DB01", pid: 23412 } as const;

describe("a history", () => {
  it("numbers the events of each log of each server by true time, whatever order they were written in", () => {
    const history = startHistory("2024-03-10T20:00:00Z");
    const a = history.server("EX1", "2016", { firstRecord: 40 });
    const b = history.server("EX2", "2016", { firstRecord: 7, skewSeconds: -60 });
    const late = history.write(a, 10, repl(2033, ["x"]));
    const early = history.write(a, 5, repl(2023, ["x"]));
    const other = history.write(b, 6, repl(2021));
    const { records, place } = history.finish();
    expect([early, late, other].map((mark) => place(mark).recordId)).toEqual([40, 41, 7]);
    expect(records.map(({ server }) => server)).toEqual(["EX1", "EX2", "EX1"]);
    expect(place(other).time.slice(0, 23)).toBe("2024-03-10T19:59:06.000");
  });

  it("leaves record numbers out where events were lost", () => {
    const history = startHistory("2024-03-10T20:00:00Z");
    const server = history.server("EX1", "2016", { firstRecord: 1 });
    history.write(server, 1, repl(2021));
    history.lose(server, "Application", 2, 10);
    history.write(server, 3, repl(2021));
    expect(history.finish().records.map(({ recordId }) => recordId)).toEqual([1, 12]);
  });

  it("tells whole seconds only for Windows up to 2008 R2", () => {
    const history = startHistory("2024-03-10T20:00:00Z");
    const old = history.server("OLD", "2010");
    const mark = history.write(old, 1.9, repl(2021));
    expect(history.finish().place(mark).time).toBe("2024-03-10T20:00:01.0000000Z");
  });

  it("gives the same records each time, so that samples do not change", () => {
    for (const { build } of SCENARIOS) expect(build()).toEqual(build());
  });
});

describe("ESE's prefix", () => {
  it("has the pid alone before 2016, then state, trace and build; %3 only for one instance", () => {
    expect(ese({ ...engine, version: "2010" }, 2005, ["1"]).strings).toEqual([
      "Information Store - DB01",
      "23412",
      "",
      "1",
    ]);
    expect(ese(engine, 2005, ["1"]).strings[1]).toBe("23412,G,0,15.01.2507.006");
    expect(ese(engine, 225, [], { database: "DB01" }).strings.slice(1)).toEqual([
      "23412,D,50,15.01.2507.006",
      "DB01: ",
    ]);
  });

  it("cuts %1 at 64 characters, but not %3", () => {
    const { records } = scenarioNamed("good-long-name").build();
    const truncation = records.find(({ provider, eventId }) => provider === "ESE" && eventId === 224);
    expect(truncation?.strings[0]).toBe("Information Store - Mailbox Database of the Lisbon and Porto Bra");
    expect(truncation?.strings[2]).toBe(
      "Mailbox Database of the Lisbon and Porto Branch Offices 0123456789: ",
    );
  });
});

describe("a good job's events", () => {
  const idsOf = (name: string): string => {
    const backup = ["ESE", "ESE BACKUP", "MSExchangeIS", "MSExchangeRepl"];
    const { records } = scenarioNamed(name).build();
    return records
      .filter(({ provider }) => backup.includes(provider ?? ""))
      .map(({ eventId }) => eventId)
      .join(" ");
  };

  it("of 2003: no GUID, one session, per-instance 2001, no events of databases", () => {
    expect(idsOf("good-2003")).toBe("9604 9606 2005 9608 2001 2001 9610 2003 9612 9622 224 2006 9616 9648");
  });

  it("of 2010: one session for both databases, N+1 events 2001", () => {
    expect(idsOf("good-2010")).toBe(
      "9604 9606 2005 9811 9811 9608 2001 2001 2001 9610 2003 9612 9622 224 224 2006 9780 9780 9616 9648",
    );
  });

  it("of 2016: one session a database, each with instance 1", () => {
    expect(idsOf("good-2016")).toBe(
      "2021 2110 2110 2023 2005 2005 2025 2001 2001 2001 2001 2027 2003 2003 2029 2035 224 224 2006 2006 2046 2046 2033 2037",
    );
  });

  it("of a passive copy: no session, the surrogate's events on the active server, 224 there later", () => {
    expect(idsOf("good-2016-passive")).toBe(
      "2021 2110 2023 960 910 210 2025 2027 2029 2035 213 2046 2033 2037 224",
    );
  });
});

describe("rendering", () => {
  it("fills the known text, and shows the strings where none is known, as Windows does", () => {
    const { records } = scenarioNamed("good-2016").build();
    const text = (id: number): string => {
      const record = records.find(({ eventId }) => eventId === id);
      return record === undefined ? "" : render(record);
    };
    expect(text(2005)).toMatch(
      /^Information Store - DB\d+-1 \(\d+,G,0,15\.01\.2507\.006\) Shadow copy instance 1 starting\. This will be a Full shadow copy\.$/,
    );
    expect(text(2025)).toMatch(
      /^The description for Event ID 2025 from source MSExchangeRepl cannot be found\.[\s\S]+\n\n[0-9a-f-]{36}$/,
    );
  });

  it("makes GUIDs of the right shape from a text", () => {
    expect(guidOf("a")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(guidOf("a")).not.toBe(guidOf("b"));
  });
});

describe("the scenarios", () => {
  it("have names, servers and databases of their own, so that all samples can be read at once", () => {
    const servers = SCENARIOS.map((one) => ({
      name: one.name,
      servers: new Set(one.build().records.map(({ server }) => server)),
    }));
    expect(new Set(servers.map(({ name }) => name)).size).toBe(SCENARIOS.length);
    const all = servers.flatMap((one) => [...one.servers]);
    expect(all.length).toBe(new Set(all).size);
  });

  it("are small: samples are made of them", () => {
    for (const { build } of SCENARIOS) expect(build().records.length).toBeLessThan(100);
  });
});
