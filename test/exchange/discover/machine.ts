import { MACHINE_SCRIPT, TOPOLOGY_SCRIPT } from "../../../src/exchange/index.ts";
import type { BackupMachine } from "../../../src/model/backup/machine.ts";
import type { ShellAnswer, ShellRow } from "../../../src/model/shell.ts";
import { CONNECTED, row } from "../shell.ts";

const WINDOWS = "C:\\Windows\\System32\\";
export const TOOLS = {
  diskshadow: `${WINDOWS}diskshadow.exe`,
  robocopy: `${WINDOWS}robocopy.exe`,
  eseutil: "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\Bin\\eseutil.exe",
};

/** `\\?\Volume{...}\`, told apart by a digit. */
export function volumeName(digit: string): string {
  return `\\\\?\\Volume{bbbbbbbb-0000-4000-8000-00000000000${digit}}\\`;
}

/** As Win32_Volume prints it. */
export function volumeRow(digit: string, letter: string | null, path = `${letter}\\`): ShellRow {
  return row("volume", {
    name: volumeName(digit),
    letter,
    path,
    bytes: "1099509530624",
    free: "549754765312",
    fileSystem: "NTFS",
  });
}

/** As Win32_MountPoint prints it: two paths of WMI objects, in which backslashes are doubled. */
export function mountRow(digit: string, folder: string): ShellRow {
  const escaped = (text: string): string => text.replaceAll("\\", "\\\\");
  return row("mount", {
    directory: `\\\\EX1\\root\\cimv2:Win32_Directory.Name="${escaped(folder)}"`,
    volume: `\\\\EX1\\root\\cimv2:Win32_Volume.DeviceID="${escaped(volumeName(digit))}"`,
  });
}

export const machineRow = (name: string, over: Readonly<Record<string, string | null>> = {}): ShellRow =>
  row("machine", { name, elevated: "True", processor: "AMD64", native: null, cluster: null, ...over });

export interface SimulatedMachine {
  readonly machine: readonly ShellRow[] | ShellAnswer;
  /** Beside the row that tells of the shell. */
  readonly exchange: readonly ShellRow[] | ShellAnswer;
  /** What vssadmin prints for `writers` and `shadows`, with its exit code; absent: it is not there. */
  readonly vssadmin?: Readonly<Record<string, readonly [output: string, exitCode: number]>>;
  readonly files?: readonly string[];
  readonly env?: BackupMachine["env"];
}

/** A machine that answers what is said here, and notes the values that its Exchange shell was given. */
export function simulated({
  machine,
  exchange,
  vssadmin,
  files = Object.values(TOOLS),
  env = {
    SystemRoot: "C:\\Windows",
    ExchangeInstallPath: "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\",
  },
}: SimulatedMachine): Pick<BackupMachine, "shell" | "processes" | "env"> & {
  readonly asked: (readonly string[])[];
} {
  const asked: (readonly string[])[] = [];
  const there = vssadmin === undefined ? files : [...files, `${WINDOWS}vssadmin.exe`];
  const answer = (given: readonly ShellRow[] | ShellAnswer, ...first: readonly ShellRow[]): ShellAnswer =>
    "ok" in given ? given : { ok: true, rows: [...first, ...given] };
  return {
    asked,
    env,
    shell: {
      ask: async (script, values) => {
        if (script === MACHINE_SCRIPT) return answer(machine);
        if (script !== TOPOLOGY_SCRIPT) throw new Error("a script that nobody knows");
        asked.push(values);
        return answer(exchange, CONNECTED);
      },
      close: async () => undefined,
    },
    processes: {
      find: (wanted) => wanted.find((file) => there.includes(file)) ?? null,
      run: async (file, args, { stdout }) => {
        if (file !== `${WINDOWS}vssadmin.exe`) throw new Error(`${file} is not to be run`);
        const [output, exitCode] = vssadmin?.[args[1] ?? ""] ?? ["", 2];
        stdout(output);
        return { exitCode, trouble: null };
      },
    },
  };
}

const HEADING =
  "vssadmin 1.1 - Volume Shadow Copy Service administrative command-line tool\r\n(C) Copyright 2001-2013 Microsoft Corp.\r\n\r\n";

export function writerText(name: string, id: string, state = "[1] Stable", error = "No error"): string {
  return [
    `Writer name: '${name}'`,
    `   Writer Id: {${id}}`,
    "   Writer Instance Id: {3f1c3b2e-0000-4000-8000-000000000001}",
    `   State: ${state}`,
    `   Last error: ${error}`,
    "",
    "",
  ].join("\r\n");
}

export const EXCHANGE_WRITER = "76fe1ac4-15f7-4bcd-987e-8e1acb462fb7";
export const WRITERS = `${HEADING}${writerText("System Writer", "e8132975-6f93-4464-a53e-1050253ae220")}${writerText("Microsoft Exchange Writer", EXCHANGE_WRITER)}`;
export const NO_SHADOWS = `${HEADING}No items found that satisfy the query.\r\n`;
export const ONE_SHADOW = [
  HEADING.trimEnd(),
  "",
  "Contents of shadow copy set ID: {5c6d1f2a-1111-4222-8333-444455556666}",
  "   Contained 1 shadow copies at creation time: 3/1/2026 9:30:00 PM",
  "      Shadow Copy ID: {7A8B9C0D-1111-4222-8333-444455556666}",
  `         Original Volume: (E:)${volumeName("e")}`,
  "         Shadow Copy Volume: \\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy12",
  "         Originating Machine: EX1.corp.local",
  "         Provider: 'Microsoft Software Shadow Copy provider 1.0'",
  "",
].join("\r\n");
export const VSSADMIN = { writers: [WRITERS, 0], shadows: [NO_SHADOWS, 1] } as const;
