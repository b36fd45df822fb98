import { tmpdir } from "node:os";
import type { Check, ConfigPort, DoctorPorts } from "../../../src/app/doctor/check.ts";
import { runChecks } from "../../../src/app/doctor/run-checks.ts";
import { defaultConfig } from "../../../src/config/default-config.ts";
import type { ProcessEnd, ProcessPort } from "../../../src/model/process.ts";
import type { Shell, ShellAnswer } from "../../../src/model/shell.ts";
import { filesIn } from "../../../src/store/files.ts";
import { inspect } from "../../../src/store/inspect.ts";
import { openStore } from "../../../src/store/open-store.ts";

export const NOW = Date.UTC(2026, 2, 8, 12);

/** What the programs of a simulated Windows print; keys are name and arguments: `vssadmin.exe list writers`. */
export type Programs = Readonly<Record<string, { readonly exitCode: number; readonly output: string }>>;

export interface Simulated {
  readonly programs?: Programs;
  /** By a part of the script. */
  readonly answers?: readonly (readonly [part: string, answer: ShellAnswer])[];
  readonly env?: Readonly<Record<string, string>>;
  readonly ports?: Partial<DoctorPorts>;
  readonly config?: Partial<ConfigPort>;
}

/** Rows as a script gives them. */
export function rows(...all: readonly (readonly (string | null)[])[]): ShellAnswer {
  return { ok: true, rows: all };
}

export function simulatedProcesses(programs: Programs): ProcessPort {
  const nameOf = (file: string): string => file.slice(file.lastIndexOf("\\") + 1);
  return {
    find: (files) =>
      files.find((file) => Object.keys(programs).some((key) => key.split(" ")[0] === nameOf(file))) ?? null,
    async run(file, args, { stdout }): Promise<ProcessEnd> {
      const program = programs[[nameOf(file), ...args].join(" ")];
      if (program === undefined) return { exitCode: null, trouble: "spawn ENOENT" };
      stdout(program.output);
      return { exitCode: program.exitCode, trouble: null };
    },
  };
}

function simulatedShell(answers: Simulated["answers"] = []): Shell {
  return {
    ask: async (script) =>
      answers.find(([part]) => script.includes(part))?.[1] ?? {
        ok: false,
        reason: "missing",
        message: "there is no powershell.exe",
      },
    close: async () => undefined,
  };
}

/** What one check says of a simulated Windows machine. */
export async function checked(check: Check, machine: Simulated = {}) {
  const folder = machine.ports?.store?.folder ?? "/nowhere/at/all";
  const ports: DoctorPorts = {
    platform: "win32",
    architecture: "x64",
    node: "22.13.0",
    env: { SystemRoot: "C:\\Windows", ...machine.env },
    now: () => NOW,
    folder: tmpdir,
    processes: simulatedProcesses(machine.programs ?? {}),
    shell: simulatedShell(machine.answers),
    startReader: () => {
      throw new Error("no reader was expected");
    },
    reach: async () => null,
    room: async () => ({ free: 500 * 1024 ** 3, total: 1024 ** 4 }),
    store: {
      folder,
      open: () => openStore({ folder, mode: "read" }),
      inspect: () => inspect(filesIn(folder).store),
    },
    config: { file: null, value: defaultConfig(), trouble: null, placeOf: () => "", ...machine.config },
    keep: () => undefined,
    ...machine.ports,
  };
  const [report] = await runChecks([check], ports, new AbortController().signal, () => undefined);
  if (report === undefined) throw new Error("no report");
  return report;
}

/** State and sentence of each result. */
export async function told(check: Check, machine?: Simulated): Promise<readonly string[]> {
  const { results } = await checked(check, machine);
  return results.map(({ state, says }) => `${state}: ${says}`);
}

/** A configuration that watches these. */
export function watching(...servers: readonly string[]): Pick<ConfigPort, "value"> {
  const config = defaultConfig();
  const channels = ["Application", "System"];
  return {
    value: { ...config, watch: { ...config.watch, servers: servers.map((name) => ({ name, channels })) } },
  };
}
