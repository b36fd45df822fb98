import type { Discovery, MachineVolume } from "../model/backup/discovery.ts";
import type { BackupMachine } from "../model/backup/machine.ts";
import { firstLabel } from "../model/names.ts";
import type { ShellRow } from "../model/shell.ts";
import { byKind, countOf, type Fields, flagOf } from "./rows.ts";

export interface MachineFacts extends Pick<Discovery, "elevated" | "bits" | "volumes" | "letters"> {
  readonly node: string | null;
  /** Of Windows: in a DAG the DAG's name. */
  readonly cluster: string | null;
  /** Where Exchange is installed, as the registry says. */
  readonly exchange: string | null;
  readonly problems: readonly string[];
}

/** Makes sense of what the script of `machine-script.ts` told; of an answer without rows too. */
export function machineOfRows(rows: readonly ShellRow[], env: BackupMachine["env"]): MachineFacts {
  const of = byKind(rows);
  const machine = of("machine")[0];
  const volumes = of("volume").flatMap((row) => volumeOf(row, of("mount")) ?? []);
  const name = machine?.get("name") ?? env.COMPUTERNAME;
  const drives = [
    ...of("letter").map((row) => row.get("letter")),
    ...volumes.flatMap(({ mountPoints }) => mountPoints.filter((point) => /^[a-z]:\\$/i.test(point))),
  ];
  return {
    node: name === undefined || name === "" ? null : firstLabel(name),
    cluster: machine?.get("cluster") ?? null,
    elevated: flagOf(machine?.get("elevated")) ?? null,
    bits: bitsOf(machine, env),
    exchange:
      of("exchange")
        .find((row) => row.has("folder"))
        ?.get("folder") ?? null,
    volumes: [...volumes].sort((a, b) => compare(a.mountPoints[0] ?? "~", b.mountPoints[0] ?? "~")),
    letters: lettersOf(drives),
    problems: of("warning").map(
      (row) => `${row.get("about") ?? "this machine"}: ${row.get("message") ?? "failed without a reason"}`,
    ),
  };
}

/**
 * Windows tells a process its own architecture, and, where that is not the system's, the system's as well
 * (learn.microsoft.com: WOW64 Implementation Details). The PowerShell that is asked need not be as wide as this process.
 */
function bitsOf(machine: Fields | undefined, env: BackupMachine["env"]): Discovery["bits"] {
  const [own, native] =
    env.PROCESSOR_ARCHITECTURE === undefined
      ? [machine?.get("processor"), machine?.get("native")]
      : [env.PROCESSOR_ARCHITECTURE, env.PROCESSOR_ARCHITEW6432];
  const process = widthOf(own);
  const system = native === undefined || native === "" ? process : widthOf(native);
  return process === null || system === null ? null : { system, process };
}

/** `x86`, `AMD64`, `ARM64`, `IA64` */
function widthOf(architecture: string | undefined): number | null {
  if (architecture === undefined) return null;
  if (/64$/.test(architecture)) return 64;
  return /^(?:x86|arm)$/i.test(architecture) ? 32 : null;
}

const VOLUME = /^\\\\\?\\Volume\{[0-9a-f-]{36}\}\\$/i;

function volumeOf(row: Fields, mounts: readonly Fields[]): MachineVolume | null {
  const name = row.get("name");
  if (name === undefined || !VOLUME.test(name)) return null;
  const folders = mounts.flatMap((mount) => {
    const [folder, volume] = [keyOf(mount.get("directory")), keyOf(mount.get("volume"))];
    return folder !== null && volume?.toLowerCase() === name.toLowerCase() ? [folder] : [];
  });
  const mountPoints = new Map<string, string>();
  for (const point of [row.get("letter"), row.get("path"), ...folders]) {
    if (point === undefined || !/^[a-z]:/i.test(point)) continue;
    const closed = `${point.replace(/\\+$/, "")}\\`;
    if (!mountPoints.has(closed.toLowerCase())) mountPoints.set(closed.toLowerCase(), closed);
  }
  return {
    name,
    mountPoints: [...mountPoints.values()],
    bytes: countOf(row.get("bytes")) ?? null,
    freeBytes: countOf(row.get("free")) ?? null,
    fileSystem: row.get("fileSystem") ?? null,
  };
}

/** The key in the path of a WMI object: `\\EX1\root\cimv2:Win32_Directory.Name="C:\\mnt\\DB1"`. */
function keyOf(path: string | undefined): string | null {
  const [, key] = /="((?:[^"\\]|\\.)*)"$/.exec(path ?? "") ?? [];
  return key === undefined ? null : key.replace(/\\(.)/g, "$1");
}

/** @param drives `G:\`, `g` */
function lettersOf(drives: readonly (string | undefined)[]): readonly string[] {
  const letters = drives.flatMap((drive) => /^([a-z])(?::|$)/i.exec(drive ?? "")?.[1]?.toUpperCase() ?? []);
  return [...new Set(letters)].sort();
}

function compare(a: string, b: string): number {
  if (a.toLowerCase() === b.toLowerCase()) return 0;
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1;
}
