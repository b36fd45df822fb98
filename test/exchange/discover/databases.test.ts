import { describe, expect, test } from "vitest";
import { discover } from "../../../src/exchange/index.ts";
import { row } from "../shell.ts";
import { copy, database, GUID2, holder, server } from "./database-rows.ts";
import {
  EXCHANGE_WRITER,
  machineRow,
  mountRow,
  ONE_SHADOW,
  simulated,
  TOOLS,
  volumeName,
  volumeRow,
  WRITERS,
} from "./machine.ts";

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
