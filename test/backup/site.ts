import { type PlanOptions, planBackup } from "../../src/backup/plan/plan.ts";
import type { BackupUnit, Discovery, MachineVolume } from "../../src/model/backup/discovery.ts";
import type { BackupPlan } from "../../src/model/backup/plan.ts";

// A server as an administrator knows it, written by hand: EX1 of a DAG with EX2, Exchange 2019, two databases.

/** `\\?\Volume{aaaaaaaa-0000-4000-8000-00000000000c}\` for `c`. */
export function volumeName(digit: string): string {
  return `\\\\?\\Volume{aaaaaaaa-0000-4000-8000-00000000000${digit}}\\`;
}

export function volume(digit: string, ...mountPoints: readonly string[]): MachineVolume {
  return { name: volumeName(digit), mountPoints, bytes: 4e12, freeBytes: 3e12, fileSystem: "NTFS" };
}

export const DB01 = "11111111-1111-4111-8111-111111111111";
export const DB02 = "22222222-2222-4222-8222-222222222222";

/** A database of EX1, mounted there, with a copy on EX2, logs and checkpoint in one folder. */
export function unit(name: string, guid: string, over: Partial<BackupUnit> = {}): BackupUnit {
  return {
    kind: "database",
    name,
    guid,
    recovery: false,
    role: "active",
    mountedOn: "EX1",
    databases: [
      { name, guid, publicFolders: false, mounted: true, file: `E:\\Databases\\${name}\\${name}.edb` },
    ],
    logFolder: `F:\\Logs\\${name}`,
    systemFolder: `F:\\Logs\\${name}`,
    logPrefix: "E00",
    circularLogging: false,
    backupInProgress: false,
    copyStatus: "Mounted",
    copies: [
      { server: "EX1", replayLagSeconds: 0 },
      { server: "EX2", replayLagSeconds: 0 },
    ],
    ...over,
  };
}

export const EXCHANGE = "76fe1ac4-15f7-4bcd-987e-8e1acb462fb7";
export const SYSTEM = "e8132975-6f93-4464-a53e-1050253ae220";
export const REGISTRY = "afbab4a2-367d-4d15-a586-71dbb18f8485";
const STABLE = { condition: "stable", stateText: "[1] Stable", hasError: false } as const;

export function writer(id: string, name: string) {
  return { id, name, ...STABLE };
}

export function discovery(over: Partial<Discovery> = {}): Discovery {
  return {
    server: "EX1.example.com",
    node: "EX1",
    elevated: true,
    bits: { system: 64, process: 64 },
    units: [unit("DB01", DB01), unit("DB02", DB02, { role: "passive", mountedOn: "EX2", logPrefix: "E01" })],
    volumes: [volume("c", "C:\\"), volume("e", "E:\\"), volume("f", "F:\\"), volume("d", "D:\\")],
    letters: ["C", "D", "E", "F"],
    writers: [
      writer(SYSTEM, "System Writer"),
      writer(EXCHANGE, "Microsoft Exchange Writer"),
      writer(REGISTRY, "Registry Writer"),
    ],
    shadows: [],
    tools: {
      diskshadow: "C:\\Windows\\System32\\diskshadow.exe",
      robocopy: "C:\\Windows\\System32\\robocopy.exe",
      eseutil: "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\Bin\\eseutil.exe",
    },
    problems: [],
    ...over,
  };
}

export const RUN_ID = "0123456789abcdef";
export const RUN = `D:\\Backup\\EX1_DB01_20260301T213000Z_${RUN_ID}`;

export function options(over: Partial<PlanOptions> = {}): PlanOptions {
  return {
    id: RUN_ID,
    now: Date.UTC(2026, 2, 1, 21, 30, 0),
    type: "full",
    target: "D:\\Backup",
    expose: "letters",
    firstLetter: "g",
    copyCommand: [
      "C:\\Program Files\\nodejs\\node.exe",
      "C:\\Tools\\thawline\\dist\\src\\cli\\main.js",
      "backup-step",
    ],
    ...over,
  };
}

/** The plan of the first unit. */
export function planOf(found: Discovery = discovery(), over: Partial<PlanOptions> = {}): BackupPlan {
  const [first] = found.units;
  if (first === undefined) throw new Error("a server without units");
  return planBackup(found, first, options(over));
}
