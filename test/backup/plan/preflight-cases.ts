import { type PreflightOptions, preflight } from "../../../src/backup/plan/preflight.ts";
import type { BackupUnit, Discovery, MachineVolume } from "../../../src/model/backup/discovery.ts";
import { DB01, DB02, discovery, EXCHANGE, REGISTRY, SYSTEM, unit, volume, writer } from "../site.ts";

export const GIB = 1024 ** 3;
const OPTIONS: PreflightOptions = {
  type: "full",
  target: "D:\\Backup",
  expose: "letters",
  firstLetter: "g",
  bytesNeeded: 400 * GIB,
};
export const PASSIVE: Partial<BackupUnit> = { role: "passive", mountedOn: "EX2", copyStatus: "Healthy" };

export interface Case {
  readonly machine?: Partial<Discovery>;
  readonly unit?: Partial<BackupUnit>;
  readonly others?: readonly BackupUnit[];
  readonly options?: Partial<PreflightOptions>;
}

export function look({ machine = {}, unit: over = {}, others = [], options: chosen = {} }: Case) {
  const wanted = unit("DB01", DB01, over);
  const found = discovery({ units: [wanted, ...others], ...machine });
  return preflight(found, wanted, { ...OPTIONS, ...chosen });
}

export const C = volume("c", "C:\\");
export const D = volume("d", "D:\\");
export const E = volume("e", "E:\\");
export const F = volume("f", "F:\\");
export const volumes = (...changed: readonly MachineVolume[]): Partial<Discovery> => ({ volumes: changed });
const file = (path: string | null): Partial<BackupUnit> => ({
  databases: [{ name: "DB01", guid: DB01, publicFolders: false, mounted: true, file: path }],
});
export const mounted = (is: boolean | null): Partial<BackupUnit> => ({
  databases: [
    { name: "DB01", guid: DB01, publicFolders: false, mounted: is, file: "E:\\Databases\\DB01\\DB01.edb" },
  ],
});
const others = [writer(SYSTEM, "System Writer"), writer(REGISTRY, "Registry Writer")];
export const STORE = writer(EXCHANGE, "Microsoft Exchange Writer");
export const REPLICA = writer(EXCHANGE, "Microsoft Exchange Replica Writer");
export const writers = (...own: Discovery["writers"] & readonly unknown[]): Partial<Discovery> => ({
  writers: [...others, ...own],
});
export const failed = { condition: "failed", stateText: "[8] Failed", hasError: true } as const;
const waiting = { condition: "waiting", stateText: "[5] Waiting for completion" } as const;
export const letters = (text: string): Partial<Discovery> => ({ letters: [...text] });
const tools = discovery().tools;
// With that of the logs these are 65.
export const TOO_MANY = Array.from({ length: 64 }, (_, at) => ({
  ...D,
  name: `\\\\?\\Volume{cccccccc-0000-4000-8000-0000000000${String(at).padStart(2, "0")}}\\`,
  mountPoints: [`C:\\Volumes\\${at}\\`],
}));
export const ON_MANY = TOO_MANY.map((_, at) => ({
  name: `MDB${at}`,
  guid: null,
  publicFolders: false,
  mounted: true,
  file: `C:\\Volumes\\${at}\\MDB${at}.edb`,
}));

/** Where an obstacle fires, and each time nothing else. */
export const FIRES: readonly (readonly [code: string, when: string, one: Case])[] = [
  ["NOT_ELEVATED", "", { machine: { elevated: false } }],
  ["PROCESS_32_BIT", "", { machine: { bits: { system: 64, process: 32 } } }],
  ["RIGHTS_UNKNOWN", "elevation", { machine: { elevated: null } }],
  ["RIGHTS_UNKNOWN", "width", { machine: { bits: null } }],
  ["MACHINE_UNNAMED", "", { machine: { node: "" } }],
  [
    "PROGRAM_PATH",
    "of Node",
    {
      options: { copyCommand: ["C:\\Dienste\\Werkzeuge f\u00fcr Exchange\\node.exe", "C:\\t\\main.js", "x"] },
    },
  ],
  ["PROGRAM_PATH", "of Thawline", { options: { copyCommand: ["C:\\node.exe", "C:\\\u0416\\main.js", "x"] } }],
  ["DISKSHADOW_MISSING", "", { machine: { tools: { ...tools, diskshadow: null } } }],
  ["ROBOCOPY_MISSING", "", { machine: { tools: { ...tools, robocopy: null } } }],
  ["ESEUTIL_MISSING", "", { machine: { tools: { ...tools, eseutil: null } } }],
  ["WRITERS_UNKNOWN", "", { machine: { writers: null } }],
  ["WRITER_MISSING", "none of Exchange", { machine: { writers: others } }],
  ["WRITER_MISSING", "only that of passive copies", { machine: writers(REPLICA) }],
  ["WRITER_FAILED", "", { machine: writers({ ...STORE, ...failed }) }],
  [
    "WRITER_FAILED",
    "that of passive copies",
    { machine: writers(STORE, { ...REPLICA, ...failed }), unit: PASSIVE },
  ],
  ["WRITER_NOT_STABLE", "waiting", { machine: writers({ ...STORE, ...waiting }) }],
  ["WRITER_NOT_STABLE", "unknown", { machine: writers({ ...STORE, condition: "unknown" }) }],
  ["WRITER_LAST_ERROR", "", { machine: writers({ ...STORE, hasError: true }) }],
  ["SHADOWS_UNKNOWN", "", { machine: { shadows: null } }],
  ["RECOVERY_UNIT", "and nothing else of it", { unit: { recovery: true, guid: null, role: "unknown" } }],
  ["UNIT_INCOMPLETE", "no GUID", { unit: { guid: null } }],
  ["UNIT_INCOMPLETE", "no log folder", { unit: { logFolder: null } }],
  ["UNIT_INCOMPLETE", "no system folder", { unit: { systemFolder: null } }],
  ["UNIT_INCOMPLETE", "no prefix", { unit: { logPrefix: null } }],
  ["UNIT_INCOMPLETE", "no file", { unit: file(null) }],
  ["UNIT_INCOMPLETE", "no database", { unit: { databases: [] } }],
  ["OTHERS_INCOMPLETE", "", { others: [{ ...unit("DB02", DB02), guid: null }] }],
  ["ROLE_UNKNOWN", "", { unit: { role: "unknown" } }],
  ["NOT_MOUNTED", "", { unit: mounted(false) }],
  ["NOT_MOUNTED", "a passive copy", { unit: { ...PASSIVE, ...mounted(false) } }],
  ["MOUNT_UNKNOWN", "", { unit: mounted(null) }],
  ["BACKUP_IN_PROGRESS", "", { unit: { backupInProgress: true } }],
  ["CIRCULAR_LOGGING", "full", { unit: { circularLogging: true } }],
  ["COPY_UNHEALTHY", "passive", { unit: { ...PASSIVE, copyStatus: "FailedAndSuspended" } }],
  ["COPY_UNHEALTHY", "active", { unit: { copyStatus: "Dismounting" } }],
  ["STATUS_UNKNOWN", "backup in progress", { unit: { backupInProgress: null } }],
  ["STATUS_UNKNOWN", "circular", { unit: { circularLogging: null } }],
  ["STATUS_UNKNOWN", "passive copy", { unit: { ...PASSIVE, copyStatus: null } }],
  ["VOLUME_UNKNOWN", "", { unit: file("X:\\Databases\\DB01.edb") }],
  ["FILE_SYSTEM", "not known", { machine: volumes(C, D, E, { ...F, fileSystem: null }) }],
  ["FILE_SYSTEM", "another one", { machine: volumes(C, D, { ...E, fileSystem: "exFAT" }, F) }],
  [
    "TOO_MANY_VOLUMES",
    "",
    { machine: volumes(C, D, F, ...TOO_MANY), unit: { databases: ON_MANY }, options: { expose: "folders" } },
  ],
  [
    "SNAPSHOT_SPACE_LOW",
    "",
    { machine: volumes(C, D, { ...E, bytes: 1000 * GIB, freeBytes: 9.9 * GIB }, F) },
  ],
  [
    "TARGET_PATH",
    "relative",
    {
      options: { target: "Backup", bytesNeeded: 0 },
      machine: volumes({ ...D, mountPoints: ["Backup"] }, E, F),
    },
  ],
  ["TARGET_TOO_LONG", "", { options: { target: `D:\\${"x".repeat(200)}` } }],
  ["TARGET_ON_SNAPSHOT", "of a database", { options: { target: "E:\\Backup" } }],
  ["TARGET_ON_SNAPSHOT", "of the logs", { options: { target: "f:\\" } }],
  ["TARGET_SPACE", "", { machine: volumes({ ...D, freeBytes: 420.9 * GIB }, E, F) }],
  ["TARGET_ON_SHARE", "by its name", { options: { target: "\\\\nas\\backup", bytesFree: 1e15 } }],
  ["TARGET_OPEN", "", { options: { writersOf: [{ of: "target", path: "D:\\Backup", who: ["S-1-5-11"] }] } }],
  ["STATE_OPEN", "", { options: { writersOf: [{ of: "state", path: "C:\\S", who: ["S-1-5-32-545"] }] } }],
  ["STATE_OPEN", "not known", { options: { writersOf: [{ of: "state", path: "C:\\S", who: null }] } }],
  ["TARGET_SPACE_UNKNOWN", "of the volume", { machine: volumes({ ...D, freeBytes: null }, E, F) }],
  ["TARGET_SPACE_UNKNOWN", "of the files", { options: { bytesNeeded: undefined } }],
  ["LETTERS_UNKNOWN", "", { machine: letters("") }],
  ["NO_FREE_LETTER", "", { machine: letters("DGHIJKLMNOPQRSTUVWXY") }],
  [
    "NO_MOUNT_FOLDER",
    "FAT",
    { machine: volumes({ ...D, fileSystem: "FAT32" }, E, F), options: { expose: "folders" } },
  ],
];
