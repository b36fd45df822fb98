import {
  readVssadmin,
  type VssadminAnswer,
  type VssadminList,
  type VssShadow,
  type VssWriter,
} from "../../parsers/vssadmin/index.ts";
import type { Discovery } from "../model/backup/discovery.ts";
import type { BackupMachine } from "../model/backup/machine.ts";
import { runProgram } from "../model/run-program.ts";
import { systemPrograms } from "../model/windows-programs.ts";

type Ports = Pick<BackupMachine, "processes" | "env">;

/** What was found out, or null and why not. */
export type Told<Value> =
  | { readonly value: Value; readonly problem: null }
  | { readonly value: null; readonly problem: string };

const MOST_SAID = 300;

/** The VSS writers of this machine; none is no answer, since Windows itself has some. */
export async function askWriters(
  ports: Ports,
  signal?: AbortSignal,
): Promise<Told<NonNullable<Discovery["writers"]>>> {
  return toldOf(await list<VssWriter>("writers", ports, signal), (items) =>
    items.map(({ name, id, condition, stateText, hasError }) => ({
      name,
      id,
      condition,
      stateText,
      hasError,
    })),
  );
}

/** The shadow copies that there are; those that this program did not make too. */
export async function askShadows(
  ports: Ports,
  signal?: AbortSignal,
): Promise<Told<NonNullable<Discovery["shadows"]>>> {
  return toldOf(await list<VssShadow>("shadows", ports, signal), (items) =>
    items.map(({ id, set, volume }) => ({
      id,
      set,
      volume: volume === null ? null : `\\\\?\\Volume{${volume.guid}}\\`,
    })),
  );
}

async function list<Item>(
  what: VssadminList,
  { processes, env }: Ports,
  signal: AbortSignal | undefined,
): Promise<VssadminAnswer<Item> | { readonly kind: "silent"; readonly message: string }> {
  const file = processes.find(systemPrograms(env, "vssadmin.exe"));
  if (file === null) return { kind: "silent", message: "there is no vssadmin.exe" };
  const folder = env.SystemRoot ?? ".";
  const { exitCode, trouble, output } = await runProgram(processes, file, ["list", what], { folder, signal });
  if (exitCode === null) return { kind: "silent", message: `vssadmin did not run to its end: ${trouble}` };
  return readVssadmin(what, output, exitCode) as VssadminAnswer<Item>;
}

function toldOf<Item, Value>(
  answer: Awaited<ReturnType<typeof list<Item>>>,
  read: (items: readonly Item[]) => Value,
): Told<Value> {
  switch (answer.kind) {
    case "listed":
      return { value: read(answer.items), problem: null };
    case "none":
      return { value: read([]), problem: null };
    case "silent":
      return { value: null, problem: answer.message };
    case "failed":
      return {
        value: null,
        problem: `vssadmin failed (${answer.exitCode}): ${answer.message.slice(0, MOST_SAID)}`,
      };
    case "unrecognised":
      return {
        value: null,
        problem: `what vssadmin printed is not understood: ${answer.text.slice(0, MOST_SAID)}`,
      };
  }
}
