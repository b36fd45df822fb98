import { describe, expect, test } from "vitest";
import { discover } from "../../../src/exchange/index.ts";
import type { ShellRow } from "../../../src/model/shell.ts";
import { row } from "../shell.ts";
import {
  EXCHANGE_WRITER,
  machineRow,
  mountRow,
  ONE_SHADOW,
  simulated,
  TOOLS,
  VSSADMIN,
  volumeName,
  volumeRow,
  WRITERS,
} from "./machine.ts";

const GUID1 = "5f1ad2f6-2b8e-4f0c-9d4e-0a6d7c1b2e3f";
const GUID2 = "6a2be3a7-3c9f-4a1d-8e5f-1b7e8d2c3f40";
const server = (name: string): ShellRow =>
  row("server", { name, fqdn: `${name}.corp.local`, version: "Version 15.1 (Build 2507.6)" });

const database = (name: string, over: Readonly<Record<string, string | null>> = {}): ShellRow =>
  row("database", {
    name,
    guid: GUID1,
    server: "EX1",
    mountedOn: "EX1.corp.local",
    home: "DAG1",
    group: null,
    recovery: "False",
    public: "False",
    circular: "False",
    mounted: "True",
    inProgress: "False",
    file: `C:\\ExchangeDatabases\\${name}\\${name}.db\\${name}.edb`,
    logs: `C:\\ExchangeDatabases\\${name}\\${name}.log`,
    system: null,
    prefix: "E00",
    worker: "4711",
    ...over,
  });
const holder = (name: string, on: string): ShellRow => row("holder", { database: name, server: on });
const copy = (name: string, on: string, status: string, active: string): ShellRow =>
  row("copy", { database: name, server: on, active, status });

describe("Exchange 2016, a DAG with an active and a passive copy here", () => {
  const machine = [
    machineRow("EX1", { cluster: "DAG1" }),
    volumeRow("c", "C:"),
    volumeRow("1", null, "C:\\ExchangeVolumes\\Volume1\\"),
    mountRow("1", "C:\\ExchangeVolumes\\Volume1"),
    mountRow("1", "C:\\ExchangeDatabases\\DB01"),
    mountRow("2", "C:\\ExchangeDatabases\\DB02"),
    volumeRow("2", null, volumeName("2")),
    row("volume", {
      name: volumeName("d"),
      letter: "D:",
      path: "D:\\",
      bytes: null,
      free: null,
      fileSystem: null,
    }),
    row("letter", { letter: "C:\\" }),
    row("letter", { letter: "D:\\" }),
    row("letter", { letter: "Z:\\" }),
    row("letter", { letter: "h" }),
  ];
  const exchange = [
    server("EX1"),
    server("EX2"),
    row("dag", { name: "DAG1", witness: "FS1" }),
    database("DB02", { guid: GUID2, mountedOn: "EX2.corp.local", server: "EX2", prefix: "E01" }),
    holder("DB02", "EX1"),
    holder("DB02", "EX2"),
    row("replay", { database: "DB02", server: "EX1", value: "7.00:00:00", pair: null }),
    row("replay", { database: "DB02", server: null, value: null, pair: "[EX2, 00:00:00]" }),
    database("DB01"),
    holder("DB01", "EX1"),
    holder("DB01", "EX2"),
    database("RDB1", { recovery: "True", mounted: "False", home: "EX1" }),
    holder("RDB1", "EX1"),
    // Of another server: not asked for, but nothing here depends on that.
    database("DB77", { mountedOn: "EX2.corp.local", server: "EX2" }),
    holder("DB77", "EX2"),
    copy("DB01", "EX1", "Mounted", "True"),
    copy("DB01", "EX2", "Healthy", "False"),
    copy("DB02", "EX1", "FailedAndSuspended", "False"),
    copy("DB02", "EX2", "Mounted", "True"),
  ];
  const place = () =>
    simulated({ machine, exchange, vssadmin: { writers: [WRITERS, 0], shadows: [ONE_SHADOW, 0] } });

  test("is found with roles, copies and lags, recovery databases among them", async () => {
    const asked = place();
    const { server: name, node, units, problems } = await discover(asked);
    expect(asked.asked).toEqual([["EX1"]]);
    expect([name, node]).toEqual(["EX1", "EX1"]);
    expect(problems).toEqual([]);
    expect(
      units.map((unit) => [unit.name, unit.role, unit.mountedOn, unit.recovery, unit.copyStatus]),
    ).toEqual([
      ["DB01", "active", "EX1", false, "Mounted"],
      ["DB02", "passive", "EX2", false, "FailedAndSuspended"],
      ["RDB1", "standalone", "EX1", true, null],
    ]);
    expect(units[1]).toEqual({
      kind: "database",
      name: "DB02",
      guid: GUID2,
      recovery: false,
      role: "passive",
      mountedOn: "EX2",
      databases: [
        {
          name: "DB02",
          guid: GUID2,
          publicFolders: false,
          mounted: true,
          file: "C:\\ExchangeDatabases\\DB02\\DB02.db\\DB02.edb",
        },
      ],
      logFolder: "C:\\ExchangeDatabases\\DB02\\DB02.log",
      systemFolder: "C:\\ExchangeDatabases\\DB02\\DB02.log",
      logPrefix: "E01",
      circularLogging: false,
      backupInProgress: false,
      copyStatus: "FailedAndSuspended",
      copies: [
        { server: "EX1", replayLagSeconds: 604_800 },
        { server: "EX2", replayLagSeconds: 0 },
      ],
    });
  });

  test("its volumes are found with all their mount points, and the letters of all drives", async () => {
    const { volumes, letters, elevated, bits } = await discover(place());
    expect(volumes).toEqual([
      {
        name: volumeName("c"),
        mountPoints: ["C:\\"],
        bytes: 1_099_509_530_624,
        freeBytes: 549_754_765_312,
        fileSystem: "NTFS",
      },
      expect.objectContaining({ name: volumeName("2"), mountPoints: ["C:\\ExchangeDatabases\\DB02\\"] }),
      expect.objectContaining({
        name: volumeName("1"),
        mountPoints: ["C:\\ExchangeVolumes\\Volume1\\", "C:\\ExchangeDatabases\\DB01\\"],
      }),
      { name: volumeName("d"), mountPoints: ["D:\\"], bytes: null, freeBytes: null, fileSystem: null },
    ]);
    expect(letters).toEqual(["C", "D", "H", "Z"]);
    expect([elevated, bits]).toEqual([true, { system: 64, process: 64 }]);
  });

  test("with writers, shadow copies and tools", async () => {
    const { writers, shadows, tools } = await discover(place());
    expect(writers?.map(({ name, id, condition, hasError }) => [name, id, condition, hasError])).toEqual([
      ["System Writer", "e8132975-6f93-4464-a53e-1050253ae220", "stable", false],
      ["Microsoft Exchange Writer", EXCHANGE_WRITER, "stable", false],
    ]);
    expect(shadows).toEqual([
      {
        id: "7a8b9c0d-1111-4222-8333-444455556666",
        set: "5c6d1f2a-1111-4222-8333-444455556666",
        volume: volumeName("e"),
      },
    ]);
    expect(tools).toEqual(TOOLS);
  });
});

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
