import { describe, expect, test } from "vitest";
import { componentsOf } from "../../../src/backup/plan/components.ts";
import { copiedDatabases } from "../../../src/backup/plan/transfers.ts";
import { freeLetters } from "../../../src/backup/plan/volumes.ts";
import type { BackupUnit } from "../../../src/model/backup/discovery.ts";
import {
  DB01,
  DB02,
  discovery,
  EXCHANGE,
  planOf,
  REGISTRY,
  RUN,
  RUN_ID,
  SYSTEM,
  unit,
  volume,
  volumeName,
  writer,
} from "../site.ts";

const STORE = "\\Microsoft Exchange Server\\Microsoft Information Store";

function withUnit(over: Partial<BackupUnit>, ...volumes: Parameters<typeof volume>[]) {
  return discovery({
    units: [unit("DB01", DB01, over)],
    ...(volumes.length > 0 ? { volumes: volumes.map((one) => volume(...one)) } : {}),
  });
}

function database(name: string, guid: string | null, file: string | null): BackupUnit["databases"][number] {
  return { name, guid, publicFolders: false, mounted: true, file };
}

describe("the folder of a run", () => {
  test("has server, database, time and id in its name, and all of the run below it", () => {
    expect(planOf().folders).toEqual({
      run: RUN,
      files: `${RUN}\\files`,
      transcripts: `${RUN}\\transcripts`,
      metadata: `${RUN}\\backup.cab`,
      script: `${RUN}\\backup.dsh`,
      command: `${RUN}\\copy.cmd`,
    });
  });

  test("is plain whatever the database is called", () => {
    const plan = planOf(discovery({ units: [unit("DB & 01 \u00dcber", DB01)] }));
    expect(plan.folders.run).toBe(`D:\\Backup\\EX1_DB-01-Uber_20260301T213000Z_${RUN_ID}`);
  });

  test("cannot lie where Diskshadow cannot read its path", () => {
    expect(() => planOf(discovery(), { target: "D:\\My Backup" })).toThrow("cannot carry");
    expect(() => planOf(discovery(), { target: "D:\\S\u00e4ule" })).toThrow("cannot carry");
  });

  test("is given to the program that Diskshadow starts", () => {
    expect(planOf().copyCommand.slice(-2)).toEqual(["backup-step", RUN]);
  });
});

describe("the snapshot set", () => {
  test("has each volume of databases, logs and checkpoint once", () => {
    expect(planOf().snapshot.volumes).toEqual([
      { name: volumeName("e"), mountPoint: "E:\\", alias: `thawline_${RUN_ID}_1`, exposeAs: "G:" },
      { name: volumeName("f"), mountPoint: "F:\\", alias: `thawline_${RUN_ID}_2`, exposeAs: "H:" },
    ]);
    const one = planOf(withUnit({ logFolder: "E:\\Logs\\DB01", systemFolder: "e:\\logs\\db01" }));
    expect(one.snapshot.volumes.map(({ name }) => name)).toEqual([volumeName("e")]);
    const three = planOf(withUnit({ systemFolder: "D:\\System" }));
    expect(three.snapshot.volumes.map(({ exposeAs }) => exposeAs)).toEqual(["G:", "H:", "I:"]);
  });

  test("has the volume that is mounted in a folder, not the one of the letter", () => {
    const plan = planOf(
      withUnit(
        {
          databases: [database("DB01", DB01, "C:\\ExVol\\DB01\\data\\DB01.edb")],
          logFolder: "C:\\ExVol\\DB01\\logs",
          systemFolder: "C:\\ExVol\\DB01\\logs",
        },
        ["c", "C:\\"],
        ["1", "C:\\ExVol\\DB01\\"],
      ),
    );
    expect(plan.snapshot.volumes.map(({ name }) => name)).toEqual([volumeName("1")]);
    expect(plan.transfers.map(({ from }) => from)).toEqual(["G:\\data", "G:\\logs"]);
  });

  test("is shown on free letters only, and never past Z", () => {
    const used = discovery({ letters: ["C", "G", "h", "J"] });
    expect(planOf(used).snapshot.volumes.map(({ exposeAs }) => exposeAs)).toEqual(["I:", "K:"]);
    expect(planOf(used, { firstLetter: "Y" }).snapshot.volumes.map(({ exposeAs }) => exposeAs)).toEqual([
      "Y:",
      "Z:",
    ]);
    expect(() => planOf(used, { firstLetter: "Z" })).toThrow("2 drive letters are needed");
    expect(freeLetters({ letters: ["Y"] }, "x:")).toEqual(["X", "Z"]);
  });

  test("is shown in folders of the run where that is asked", () => {
    const plan = planOf(discovery(), { expose: "folders", firstLetter: "Z" });
    expect(plan.snapshot.volumes.map(({ exposeAs }) => exposeAs)).toEqual([
      `${RUN}\\snapshot\\1`,
      `${RUN}\\snapshot\\2`,
    ]);
    expect(plan.transfers[1]?.from).toBe(`${RUN}\\snapshot\\2\\Logs\\DB01`);
  });

  test("lies in folders of this system where the target does", () => {
    const plan = planOf(discovery(), { expose: "folders", target: "/tmp/lab/target" });
    expect(plan.transfers[0]).toMatchObject({
      from: `/tmp/lab/target/EX1_DB01_20260301T213000Z_${RUN_ID}/snapshot/1/Databases/DB01`,
      to: `/tmp/lab/target/EX1_DB01_20260301T213000Z_${RUN_ID}/files`,
    });
  });
});

describe("who takes part", () => {
  test("all writers but Exchange's are excluded, each class once", () => {
    const writers = [
      writer(SYSTEM, "System Writer"),
      writer(SYSTEM, "System Writer"),
      writer(EXCHANGE, "Microsoft Exchange Writer"),
      writer(REGISTRY, "Registry Writer"),
    ];
    expect(planOf(discovery({ writers })).snapshot.excludedWriters).toEqual([
      { id: REGISTRY, name: "Registry Writer" },
      { id: SYSTEM, name: "System Writer" },
    ]);
  });

  test("all other databases are excluded, by the path that their copy has; recovery ones are not listed by the writer", () => {
    const third = "33333333-3333-4333-8333-333333333333";
    const recovery = "44444444-4444-4444-8444-444444444444";
    const units = [
      unit("DB01", DB01),
      unit("DB02", DB02, { role: "passive" }),
      unit("DB03", third, { role: "standalone" }),
      unit("RDB", recovery, { recovery: true }),
    ];
    const { component, excludedComponents } = planOf(discovery({ units })).snapshot;
    expect(component).toBe(`Microsoft Exchange Writer:${STORE}\\EX1\\${DB01}`);
    expect(excludedComponents).toEqual([
      `Microsoft Exchange Writer:${STORE}\\EX1\\${third}`,
      `Microsoft Exchange Writer:${STORE}\\Replica\\EX1\\${DB02}`,
    ]);
  });

  test("a passive copy belongs to the replica writer where the machine has one", () => {
    const writers = [
      writer(EXCHANGE, "Microsoft Exchange Replica Writer"),
      writer(EXCHANGE, "Microsoft Exchange Writer"),
    ];
    const node = "ex1.example.com";
    expect(componentsOf({ node, writers }, { guid: DB01, role: "passive" })).toEqual([
      `Microsoft Exchange Replica Writer:${STORE}\\Replica\\ex1\\${DB01}`,
    ]);
    expect(componentsOf({ node, writers }, { guid: DB01, role: "active" })).toEqual([
      `Microsoft Exchange Writer:${STORE}\\ex1\\${DB01}`,
    ]);
  });

  test("another database of unknown role is excluded in both places", () => {
    const units = [unit("DB01", DB01), unit("DB02", DB02, { role: "unknown" })];
    expect(planOf(discovery({ units })).snapshot.excludedComponents).toEqual([
      `Microsoft Exchange Writer:${STORE}\\EX1\\${DB02}`,
      `Microsoft Exchange Writer:${STORE}\\Replica\\EX1\\${DB02}`,
    ]);
  });
});

describe("what is copied", () => {
  test("the database by its name with its flush map, all logs of the prefix, the checkpoint", () => {
    expect(planOf().transfers).toEqual([
      {
        name: "database",
        live: "E:\\Databases\\DB01",
        from: "G:\\Databases\\DB01",
        to: `${RUN}\\files`,
        files: ["DB01.edb", "DB01.jfm"],
      },
      {
        name: "logs",
        live: "F:\\Logs\\DB01",
        from: "H:\\Logs\\DB01",
        to: `${RUN}\\files`,
        files: ["E00*.log", "E00.chk"],
      },
    ]);
  });

  test("the checkpoint by itself where it lies elsewhere", () => {
    const { transfers } = planOf(withUnit({ systemFolder: "E:\\System" }));
    expect(transfers.map(({ name, from, files }) => [name, from, files])).toEqual([
      ["database", "G:\\Databases\\DB01", ["DB01.edb", "DB01.jfm"]],
      ["logs", "H:\\Logs\\DB01", ["E00*.log"]],
      ["checkpoint", "G:\\System", ["E00.chk"]],
    ]);
  });

  test("all databases of a storage group; files of one name do not overwrite each other", () => {
    const databases = [
      database("First", "aaaaaaaa-0000-4000-8000-000000000001", "E:\\SG1\\mail.edb"),
      database("Second", "aaaaaaaa-0000-4000-8000-000000000002", "E:\\SG1\\other.edb"),
      database("Third", "aaaaaaaa-0000-4000-8000-000000000003", "F:\\SG1\\Mail.edb"),
    ];
    const plan = planOf(withUnit({ kind: "storage-group", name: "SG1", databases }));
    expect(plan.transfers.filter(({ name }) => name === "database")).toMatchObject([
      { from: "G:\\SG1", files: ["mail.edb", "mail.jfm", "other.edb", "other.jfm"] },
      { from: "H:\\SG1", to: `${plan.folders.files}\\aaaaaaaa-0000-4000-8000-000000000003` },
    ]);
    expect(copiedDatabases(plan).map(({ to }) => to)).toEqual([
      `${plan.folders.files}\\mail.edb`,
      `${plan.folders.files}\\other.edb`,
      `${plan.folders.files}\\aaaaaaaa-0000-4000-8000-000000000003\\Mail.edb`,
    ]);
  });
});

test.each([
  ["a recovery database", { recovery: true }],
  ["no GUID", { guid: null }],
  ["an unknown role", { role: "unknown" as const }],
  ["no log folder", { logFolder: null }],
  ["no checkpoint folder", { systemFolder: null }],
  ["no prefix", { logPrefix: null }],
  ["no file", { databases: [database("DB01", DB01, null)] }],
  ["no database", { databases: [] }],
  ["a file on no volume", { databases: [database("DB01", DB01, "X:\\db\\DB01.edb")] }],
])("nothing is planned for a unit with %s", (_, over) => {
  expect(() => planOf(withUnit(over))).toThrow(Error);
});

test("nothing is planned without the list of writers, a tool, or the GUID of another database", () => {
  expect(() => planOf(discovery({ writers: null }))).toThrow("writers");
  expect(() => planOf(discovery({ tools: { ...discovery().tools, eseutil: null } }))).toThrow("eseutil");
  const units = [unit("DB01", DB01), unit("DB02", DB02, { guid: null })];
  expect(() => planOf(discovery({ units }))).toThrow("GUID of DB02");
});
