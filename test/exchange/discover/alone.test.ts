import { expect, test } from "vitest";
import { discover } from "../../../src/exchange/index.ts";
import type { ShellRow } from "../../../src/model/shell.ts";
import { row } from "../shell.ts";
import { database, GUID2, holder, server } from "./database-rows.ts";
import { machineRow, simulated, VSSADMIN, volumeRow } from "./machine.ts";

const HERE = [machineRow("EX1"), volumeRow("c", "C:"), row("letter", { letter: "C:\\" })];
const found = (exchange: readonly ShellRow[]) =>
  discover(simulated({ machine: HERE, exchange, vssadmin: VSSADMIN }));

test("Exchange 2010: mailbox and public folder databases of a server by itself", async () => {
  const { units, problems } = await found([
    server("EX1"),
    database("MDB1", { home: "EX1", worker: null }),
    holder("MDB1", "EX1"),
    database("PFDB", { guid: GUID2, home: "EX1", public: "True", prefix: "E01", system: "D:\\System\\PFDB" }),
    holder("PFDB", "corp.local/Servers/EX1"),
  ]);
  expect(problems).toEqual([]);
  expect(
    units.map(({ name, role, copies, databases, systemFolder }) => [
      name,
      role,
      copies,
      databases[0]?.publicFolders,
      systemFolder,
    ]),
  ).toEqual([
    [
      "MDB1",
      "standalone",
      [{ server: "EX1", replayLagSeconds: null }],
      false,
      "C:\\ExchangeDatabases\\MDB1\\MDB1.log",
    ],
    ["PFDB", "standalone", [{ server: "EX1", replayLagSeconds: null }], true, "D:\\System\\PFDB"],
  ]);
});

test("a single database, of which Exchange says hardly anything, is found, and what is not known is told", async () => {
  const { units, problems } = await found([server("EX1"), row("database", { name: "DB01" })]);
  expect(units).toEqual([
    {
      kind: "database",
      name: "DB01",
      guid: null,
      recovery: false,
      role: "unknown",
      mountedOn: null,
      databases: [{ name: "DB01", guid: null, publicFolders: false, mounted: null, file: null }],
      logFolder: null,
      systemFolder: null,
      logPrefix: null,
      circularLogging: null,
      backupInProgress: null,
      copyStatus: null,
      copies: [{ server: "EX1", replayLagSeconds: null }],
    },
  ]);
  expect(problems).toEqual([
    expect.stringMatching(/^DB01: its store could not be asked/),
    "DB01: the Exchange shell did not tell its GUID, where it is mounted, the file of DB01, its log folder, its system folder, the prefix of its logs, whether its logging is circular",
  ]);
});

test("a dismounted database of a DAG has the role of the server that should have it mounted", async () => {
  const { units } = await found([
    server("EX1"),
    database("DB01", { mountedOn: null, mounted: "False" }),
    holder("DB01", "EX1"),
    holder("DB01", "EX2"),
  ]);
  expect(units.map(({ role, databases }) => [role, databases[0]?.mounted])).toEqual([["active", false]]);
});

test("a server without databases has none, and it is said", async () => {
  const { units, problems } = await found([server("EX1")]);
  expect(units).toEqual([]);
  expect(problems).toEqual(["the Exchange shell told no database of EX1"]);
});

test("a server can be named, and is then called as Exchange calls it", async () => {
  const machine = simulated({
    machine: HERE,
    exchange: [server("EX1"), database("DB01")],
    vssadmin: VSSADMIN,
  });
  const { server: name } = await discover(machine, { server: "ex1.corp.local" });
  expect(machine.asked).toEqual([["ex1.corp.local"]]);
  expect(name).toBe("EX1");
});
