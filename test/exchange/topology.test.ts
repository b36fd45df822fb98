import { describe, expect, test } from "vitest";
import { askTopology } from "../../src/exchange/index.ts";
import type { ShellRow } from "../../src/model/shell.ts";
import { askedOf, CONNECTED, row } from "./shell.ts";

const topologyOf = async (rows: readonly ShellRow[]) => {
  const answer = await askTopology(askedOf({ ok: true, rows: [CONNECTED, ...rows] }), { server: null });
  if (answer.kind !== "topology") throw new Error(answer.message);
  return answer;
};

const DB01 = {
  name: "DB01",
  guid: "5F1AD2F6-2B8E-4F0C-9D4E-0A6D7C1B2E3F",
  server: "MBX1",
  mountedOn: "MBX1.corp.local",
  home: "DAG1",
  recovery: "False",
  circular: "False",
  mounted: "True",
  inProgress: "False",
  file: "C:\\ExchangeDatabases\\DB01\\DB01.edb",
  logs: "C:\\ExchangeDatabases\\DB01\\logs",
  prefix: "E00",
  worker: "4711",
};

describe("Exchange 2013 and later, in a DAG", () => {
  const rows = [
    row("server", {
      name: "MBX2",
      fqdn: "MBX2.corp.local",
      version: "Version 15.1 (Build 2507.6)",
    }),
    row("server", {
      name: "MBX1",
      fqdn: "MBX1.corp.local",
      version: "Version 15.1 (Build 2507.6)",
    }),
    row("dag", { name: "DAG1", witness: "FS1.corp.local" }),
    row("member", { dag: "DAG1", server: "MBX1" }),
    row("member", { dag: "DAG1", server: "MBX2" }),
    row("database", DB01),
    row("backups", {
      database: "DB01",
      full: "2026-03-01T20:01:22.0200000Z",
      incremental: null,
      differential: "0001-01-01T00:00:00.0000000Z",
      copy: null,
    }),
    row("holder", { database: "DB01", server: "MBX1" }),
    row("holder", { database: "DB01", server: "MBX2" }),
    row("preference", { database: "DB01", server: "MBX1", value: "1", pair: null }),
    row("preference", { database: "DB01", server: null, value: null, pair: "[MBX2, 2]" }),
    row("replay", { database: "DB01", server: null, value: null, pair: "[MBX1, 00:00:00]" }),
    row("replay", { database: "DB01", server: null, value: null, pair: "[MBX2, 7.00:00:00]" }),
    row("truncation", { database: "DB01", server: "MBX2", value: "1.12:30:00", pair: null }),
    row("copy", {
      database: "DB01",
      server: "MBX1",
      active: "True",
      status: "Mounted",
      copyQueue: "0",
      replayQueue: "0",
      databaseMount: "C:\\ExchangeVolumes\\Volume1\\",
      databaseVolume: "\\\\?\\Volume{0cc3b2a1-1111-2222-3333-444455556666}\\",
      logMount: null,
      logVolume: null,
    }),
    row("copy", {
      database: "DB01",
      server: "MBX2",
      active: "False",
      status: "Healthy",
      copyQueue: "3",
      // What Exchange prints for a queue that it does not know.
      replayQueue: "9223372036854775766",
    }),
  ];

  test("is told with roles, lags, volumes and last backups", async () => {
    const { topology, diagnostics } = await topologyOf(rows);
    expect(diagnostics).toEqual([]);
    expect(topology).toEqual({
      servers: [
        { name: "MBX1", dag: "DAG1", fqdn: "MBX1.corp.local", version: "Version 15.1 (Build 2507.6)" },
        { name: "MBX2", dag: "DAG1", fqdn: "MBX2.corp.local", version: "Version 15.1 (Build 2507.6)" },
      ],
      dags: [{ name: "DAG1", witness: "FS1.corp.local" }],
      databases: [
        {
          name: "DB01",
          guid: "5f1ad2f6-2b8e-4f0c-9d4e-0a6d7c1b2e3f",
          dag: "DAG1",
          circularLogging: false,
          mounted: true,
          backupInProgress: false,
          file: "C:\\ExchangeDatabases\\DB01\\DB01.edb",
          logFolder: "C:\\ExchangeDatabases\\DB01\\logs",
          logPrefix: "E00",
          workerProcessId: 4711,
          lastBackups: { full: "2026-03-01T20:01:22.020Z" },
          copies: [
            {
              server: "MBX1",
              active: true,
              activationPreference: 1,
              status: "Mounted",
              copyQueue: 0,
              replayQueue: 0,
              replayLagSeconds: 0,
              volumes: {
                database: {
                  mountPoint: "C:\\ExchangeVolumes\\Volume1\\",
                  name: "\\\\?\\Volume{0cc3b2a1-1111-2222-3333-444455556666}\\",
                },
              },
            },
            {
              server: "MBX2",
              active: false,
              activationPreference: 2,
              status: "Healthy",
              copyQueue: 3,
              replayLagSeconds: 604_800,
              truncationLagSeconds: 131_400,
            },
          ],
        },
      ],
    });
  });

  test("whose store cannot be asked is told as far as it is known, and what is not known is said", async () => {
    const { mounted, inProgress, mountedOn, ...rest } = DB01;
    expect([mounted, inProgress, mountedOn]).toHaveLength(3);
    const { topology, diagnostics } = await topologyOf([
      row("warning", { about: "databases", message: "Der Informationsspeicher auf MBX1 antwortet nicht." }),
      row("warning", { about: "copies on MBX2", message: "Der RPC-Server ist nicht verfügbar." }),
      row("database", { ...rest, mounted: null }),
      row("holder", { database: "DB01", server: "MBX1" }),
    ]);
    expect(topology.databases[0]).toMatchObject({ name: "DB01", copies: [{ server: "MBX1", active: true }] });
    expect(topology.databases[0]).not.toHaveProperty("mounted");
    expect(topology.databases[0]).not.toHaveProperty("lastBackups");
    expect(diagnostics.map(({ code, where, message }) => [code, where, message.slice(0, 30)])).toEqual([
      ["exchange-incomplete", "databases", "Der Informationsspeicher auf M"],
      ["exchange-incomplete", "copies on MBX2", "Der RPC-Server ist nicht verfü"],
      ["exchange-incomplete", "DB01", "its store could not be asked: "],
    ]);
  });

  test("a recovery database is left out", async () => {
    const { topology } = await topologyOf([
      row("database", { ...DB01, name: "RDB1", recovery: "True" }),
      row("database", DB01),
    ]);
    expect(topology.databases.map(({ name }) => name)).toEqual(["DB01"]);
  });
});

test("Exchange 2010: a database that is mounted elsewhere is passive here, by the copies", async () => {
  const { topology } = await topologyOf([
    row("database", { ...DB01, server: "MBX2", mountedOn: "MBX2.corp.local", worker: null }),
    row("holder", { database: "db01", server: "corp.local/Exchange/MBX1" }),
    row("holder", { database: "DB01", server: "MBX2" }),
  ]);
  expect(topology.databases[0]?.copies).toEqual([
    { server: "MBX1", active: false },
    { server: "MBX2", active: true },
  ]);
});

test("Exchange 2007: what stands at the storage group is the database's", async () => {
  const { topology, diagnostics } = await topologyOf([
    row("group", {
      name: "First Storage Group",
      server: "EX07",
      circular: "True",
      logs: "D:\\Logs\\SG1",
      prefix: "E00",
      recovery: "False",
    }),
    row("group", {
      name: "First Storage Group",
      server: "EX08",
      circular: "False",
      logs: "E:\\",
      prefix: "E05",
    }),
    row("database", {
      name: "Mailbox Database",
      server: "EX07",
      group: "EX07\\First Storage Group",
      mounted: "True",
      file: "D:\\DB\\Mailbox Database.edb",
    }),
  ]);
  expect(diagnostics).toEqual([]);
  expect(topology.databases).toEqual([
    {
      name: "Mailbox Database",
      storageGroup: "First Storage Group",
      circularLogging: true,
      mounted: true,
      file: "D:\\DB\\Mailbox Database.edb",
      logFolder: "D:\\Logs\\SG1",
      logPrefix: "E00",
      copies: [{ server: "EX07", active: true }],
    },
  ]);
});
