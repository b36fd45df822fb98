import { describe, expect, test } from "vitest";
import { discover } from "../../../src/exchange/index.ts";
import type { ShellRow } from "../../../src/model/shell.ts";
import { row } from "../shell.ts";
import { EXCHANGE_WRITER, machineRow, simulated, VSSADMIN, volumeRow, writerText } from "./machine.ts";

const SG1 = "0a0a0a0a-1111-4222-8333-444455556666";
const SG2 = "0b0b0b0b-1111-4222-8333-444455556666";

const group = (name: string, guid: string, over: Readonly<Record<string, string | null>> = {}): ShellRow =>
  row("group", {
    name,
    guid: guid.toUpperCase(),
    server: "EXCMS",
    circular: "False",
    logs: `L:\\${name}`,
    system: `S:\\${name}`,
    prefix: "E00",
    recovery: "False",
    ...over,
  });
const database = (name: string, of: string, over: Readonly<Record<string, string | null>> = {}): ShellRow =>
  row("database", {
    name,
    guid: null,
    server: "EXCMS",
    mountedOn: null,
    home: null,
    group: `EXCMS\\${of}`,
    recovery: null,
    public: "False",
    circular: null,
    mounted: "True",
    inProgress: "False",
    file: `E:\\${of}\\${name}.edb`,
    logs: null,
    system: null,
    prefix: null,
    worker: null,
    ...over,
  });

const EXCHANGE = [
  row("server", { name: "EXCMS", fqdn: "EXCMS.corp.local", version: "Version 8.3 (Build 83.6)" }),
  row("server", { name: "EXOTHER", fqdn: "EXOTHER.corp.local", version: "Version 8.3 (Build 83.6)" }),
  group("First Storage Group", SG1),
  group("Second Storage Group", SG2, { prefix: "E01", circular: "True" }),
  // Of the same name, on another server.
  group("First Storage Group", SG2, { server: "EXOTHER", logs: "X:\\", prefix: "E09" }),
  group("Recovery Storage Group", "0c0c0c0c-1111-4222-8333-444455556666", {
    recovery: "True",
    prefix: "R00",
  }),
  group("Empty", "0d0d0d0d-1111-4222-8333-444455556666"),
  database("Mailbox Database", "First Storage Group"),
  database("Managers", "First Storage Group", { inProgress: "True" }),
  database("Public Folder Database", "Second Storage Group", { public: "True" }),
  database("Mailbox Database", "Recovery Storage Group", { mounted: "False" }),
  database("Elsewhere", "First Storage Group", { server: "EXOTHER", group: "EXOTHER\\First Storage Group" }),
];
const node = (name: string, storage: string): ShellRow =>
  row("node", { server: "EXCMS", node: name, storage });
const operational = (text: string): ShellRow => row("operational", { server: "EXCMS", node: text });
const NODES = [node("NODE1", "NonShared"), node("NODE2", "NonShared")];

const found = async (name: string, exchange: readonly ShellRow[]) => {
  const machine = simulated({
    machine: [machineRow(name, { cluster: "CLUSTER1" }), volumeRow("e", "E:")],
    exchange,
    vssadmin: VSSADMIN,
  });
  return { asked: machine.asked, discovery: await discover(machine) };
};

describe("Exchange 2007, cluster continuous replication", () => {
  const ccr = [
    ...NODES,
    operational("NODE1 <Active, Quorum Owner>"),
    operational("NODE2"),
    ...EXCHANGE,
    row("groupCopy", { group: "EXCMS\\First Storage Group", status: "Healthy" }),
    row("groupCopy", { group: "EXCMS\\Second Storage Group", status: "Suspended" }),
  ];

  test("the active node has the mailbox server's storage groups, several databases in one", async () => {
    const { asked, discovery } = await found("NODE1", ccr);
    expect(asked).toEqual([["NODE1"]]);
    expect([discovery.server, discovery.node]).toEqual(["EXCMS", "NODE1"]);
    expect(discovery.problems).toEqual([]);
    expect(discovery.units.map(({ name, recovery }) => [name, recovery])).toEqual([
      ["First Storage Group", false],
      ["Recovery Storage Group", true],
      ["Second Storage Group", false],
    ]);
    expect(discovery.units[0]).toEqual({
      kind: "storage-group",
      name: "First Storage Group",
      guid: SG1,
      recovery: false,
      role: "active",
      mountedOn: "NODE1",
      databases: [
        {
          name: "Mailbox Database",
          guid: null,
          publicFolders: false,
          mounted: true,
          file: "E:\\First Storage Group\\Mailbox Database.edb",
        },
        {
          name: "Managers",
          guid: null,
          publicFolders: false,
          mounted: true,
          file: "E:\\First Storage Group\\Managers.edb",
        },
      ],
      logFolder: "L:\\First Storage Group",
      systemFolder: "S:\\First Storage Group",
      logPrefix: "E00",
      circularLogging: false,
      backupInProgress: true,
      copyStatus: null,
      copies: [
        { server: "NODE1", replayLagSeconds: null },
        { server: "NODE2", replayLagSeconds: null },
      ],
    });
    expect(discovery.units[2]).toMatchObject({
      guid: SG2,
      circularLogging: true,
      backupInProgress: false,
      databases: [{ name: "Public Folder Database", publicFolders: true }],
    });
  });

  test("the other node has passive copies, with their state", async () => {
    const { discovery } = await found("NODE2", ccr);
    expect(
      discovery.units
        .filter(({ recovery }) => !recovery)
        .map(({ name, role, mountedOn, copyStatus }) => [name, role, mountedOn, copyStatus]),
    ).toEqual([
      ["First Storage Group", "passive", "NODE1", "Healthy"],
      ["Second Storage Group", "passive", "NODE1", "Suspended"],
    ]);
  });

  test("where the cluster does not say which node is active, the role is not known, and it is said", async () => {
    const { discovery } = await found("NODE1", [...NODES, ...EXCHANGE]);
    expect(discovery.units.map(({ role }) => role)).toEqual(["unknown", "unknown", "unknown"]);
    expect(discovery.problems).toEqual(expect.arrayContaining(["on which node EXCMS runs is not known"]));
  });
});

describe("Exchange 2007, single copy cluster", () => {
  const scc = [
    node("NODE1", "Shared"),
    node("NODE2", "Shared"),
    operational("NODE2 <Active>"),
    operational("NODE1 <Quorum Owner>"),
    ...EXCHANGE,
  ];

  test("the active node has the only copy", async () => {
    const { discovery } = await found("NODE2", scc);
    expect(discovery.units[0]).toMatchObject({
      role: "standalone",
      copies: [{ server: "EXCMS", replayLagSeconds: null }],
    });
    expect(discovery.problems).toEqual([]);
  });

  test("the other node has nothing, and it is said", async () => {
    const { discovery } = await found("NODE1", scc);
    expect(discovery.units[0]?.role).toBe("unknown");
    expect(discovery.problems).toEqual(
      expect.arrayContaining([expect.stringMatching(/^EXCMS runs on NODE2, .*nothing of it here/)]),
    );
  });
});

test("Exchange 2007 on a server by itself, its writers, and its folder from the registry", async () => {
  const eseutil = "C:\\Program Files\\Microsoft\\Exchange Server\\Bin\\eseutil.exe";
  const machine = simulated({
    machine: [
      machineRow("EXCMS"),
      row("exchange", { folder: "C:\\Program Files\\Microsoft\\Exchange Server\\" }),
    ],
    exchange: EXCHANGE,
    vssadmin: { ...VSSADMIN, writers: [writerText("Microsoft Exchange Writer", EXCHANGE_WRITER), 0] },
    files: [eseutil],
    env: {},
  });
  const { units, tools, problems } = await discover(machine);
  expect(units[0]).toMatchObject({
    role: "standalone",
    mountedOn: "EXCMS",
    copies: [{ server: "EXCMS", replayLagSeconds: null }],
  });
  expect(tools).toEqual({ diskshadow: null, robocopy: null, eseutil });
  expect(problems).toEqual([]);
});

test("a server that names itself as its only node, and no storage of a cluster, is no cluster", async () => {
  const { discovery } = await found("EXCMS", [node("EXCMS", "Disabled"), ...EXCHANGE]);
  expect(discovery.units[0]?.role).toBe("standalone");
});

test("whether a backup is in progress is known of a storage group when all its databases say so", async () => {
  const told = async (one: string | null, other: string | null) => {
    const { discovery } = await found("EXCMS", [
      group("First Storage Group", SG1),
      database("A", "First Storage Group", { inProgress: one }),
      database("B", "First Storage Group", { inProgress: other }),
    ]);
    return discovery.units[0]?.backupInProgress;
  };
  expect(await told("False", "False")).toBe(false);
  expect(await told("False", null)).toBeNull();
  expect(await told(null, "True")).toBe(true);
});

test("a storage group of which the shell told only its databases is a unit with what is known", async () => {
  const { discovery } = await found("EXCMS", [
    row("warning", { about: "storage groups", message: "Access is denied." }),
    ...EXCHANGE.filter(([kind]) => kind !== "group"),
  ]);
  expect(discovery.units[0]).toMatchObject({ name: "First Storage Group", guid: null, logFolder: null });
  expect(discovery.problems).toEqual(
    expect.arrayContaining([
      "storage groups: Access is denied.",
      expect.stringMatching(
        /^First Storage Group: .* its GUID, its log folder, its system folder, the prefix/,
      ),
    ]),
  );
});
