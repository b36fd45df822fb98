import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTopology } from "../../src/config/topology-file.ts";
import { type FakeExecutable, fakeExecutable } from "../platform/fake-executable.ts";
import { thawline } from "./run.ts";

/** Rows as the script of the program prints them. */
const ROWS = [
  ["shell", "how", "connected"],
  ["server", "name", "MBX1", "fqdn", "MBX1.corp.local", "version", "Version 15.2 (Build 1544.9)"],
  ["server", "name", "MBX2", "fqdn", "MBX2.corp.local", "version", "Version 15.2 (Build 1544.9)"],
  ["dag", "name", "DAG1", "witness", null],
  ["member", "dag", "DAG1", "server", "MBX1"],
  ["member", "dag", "DAG1", "server", "MBX2"],
  [
    "database",
    "name",
    "DB Größe",
    "mountedOn",
    "MBX2.corp.local",
    "home",
    "DAG1",
    "mounted",
    "True",
    "circular",
    "False",
  ],
  ["backups", "database", "DB Größe", "full", "2026-03-01T20:01:22.0200000Z"],
  ["holder", "database", "DB Größe", "server", "MBX1"],
  ["holder", "database", "DB Größe", "server", "MBX2"],
  ["replay", "database", "DB Größe", "pair", "[MBX1, 7.00:00:00]"],
  ["truncation", "database", "DB Größe", "pair", "[MBX1, 00:00:00]"],
  [
    "copy",
    "database",
    "DB Größe",
    "server",
    "MBX1",
    "active",
    "False",
    "status",
    "Healthy",
    "databaseMount",
    "C:\\Vol1\\",
  ],
  ["copy", "database", "DB Größe", "server", "MBX2", "active", "True", "status", "Mounted"],
];

let fake: FakeExecutable;
beforeAll(() => {
  fake = fakeExecutable();
});
afterAll(() => fake.remove());

function topology(rows: readonly unknown[], ...args: readonly string[]) {
  const file = join(fake.folder, "rows.json");
  writeFileSync(file, JSON.stringify(rows));
  return thawline(["topology", "--powershell", fake.path, ...args], { env: { FAKE_SHELL_ROWS: file } });
}

describe("thawline topology", () => {
  test("prints what --topology reads", async () => {
    const { code, stdout, stderr } = await topology(ROWS);
    expect([code, stderr]).toEqual([0, ""]);
    const file = join(fake.folder, "topology.json");
    writeFileSync(file, stdout);
    const printed = JSON.parse(stdout);
    expect(await readTopology(file)).toEqual(printed);
    expect(printed.databases).toEqual([
      {
        name: "DB Größe",
        dag: "DAG1",
        circularLogging: false,
        mounted: true,
        lastBackups: { full: "2026-03-01T20:01:22.020Z" },
        copies: [
          {
            server: "MBX1",
            active: false,
            status: "Healthy",
            replayLagSeconds: 604_800,
            truncationLagSeconds: 0,
            volumes: { database: { mountPoint: "C:\\Vol1\\" } },
          },
          { server: "MBX2", active: true, status: "Mounted" },
        ],
      },
    ]);
    const analysed = await thawline(["analyze", "samples/evtx/freeze-timeout", "--topology", file]);
    expect([analysed.code, analysed.stderr]).toEqual([2, ""]);
  });

  test("prints tables for people", async () => {
    const { code, stdout } = await topology(ROWS, "--format", "text");
    expect(code).toBe(0);
    expect(stdout).toMatch(/MBX1 +DAG1 +Version 15\.2 \(Build 1544\.9\)/);
    expect(stdout).toMatch(/DB Größe +yes +2026-03-01 20:01:22\.020 +no/);
    expect(stdout).toMatch(/DB Größe +MBX1 +passive +Healthy +after 7 d +at once +C:\\Vol1\\/);
  });

  test("says what could not be told, and exits 1", async () => {
    const warning = [
      "warning",
      "about",
      "copies on MBX2",
      "message",
      "Der RPC-Server ist\u001b[31m nicht verfügbar.",
    ];
    const { code, stdout, stderr } = await topology([...ROWS, warning], "-o", join(fake.folder, "out.json"));
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(
      "thawline: warning: copies on MBX2: Der RPC-Server ist\\x1b[31m nicht verfügbar. [exchange-incomplete]",
    );
    expect(JSON.parse(readFileSync(join(fake.folder, "out.json"), "utf8")).servers).toHaveLength(2);
  });

  test("exits 3 where there is no Exchange shell, and says what to do", async () => {
    const { code, stdout, stderr } = await topology([["shell", "how", "none"]]);
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toContain("There is no Exchange shell on this machine. Run it on an Exchange server");
  });

  test("exits 3 where there is no PowerShell", async () => {
    const { code, stderr } = await thawline(["topology", "--powershell", join(fake.folder, "none.exe")]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^thawline: PowerShell could not be started: there is no .*none.exe/);
  });
});
