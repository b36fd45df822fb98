import { readVssadmin, type VssShadow } from "../../../parsers/vssadmin/index.ts";
import type { BackupMachine } from "../../model/backup/machine.ts";
import { runProgram } from "../../model/run-program.ts";
import { systemPrograms } from "../../model/windows-programs.ts";

/** The shadow copies of this machine; a text says why they cannot be told. */
export type ShadowList = readonly VssShadow[] | string;

/** No list takes longer, however busy VSS is. */
const MOST_MS = 300_000;

/** Asks `vssadmin list shadows`, which proves what is there, and by it what is gone. */
export async function listShadows(
  { processes, env, sleep }: Pick<BackupMachine, "processes" | "env" | "sleep">,
  folder: string,
): Promise<ShadowList> {
  const vssadmin = processes.find(systemPrograms(env, "vssadmin.exe"));
  if (vssadmin === null) return "there is no vssadmin";
  const { exitCode, trouble, output } = await withinTime(sleep, MOST_MS, (signal) =>
    runProgram(processes, vssadmin, ["list", "shadows"], { folder, signal }),
  );
  if (trouble !== null) return `vssadmin: ${trouble}`;
  const answer = readVssadmin("shadows", output, exitCode);
  switch (answer.kind) {
    case "none":
      return [];
    case "listed":
      // An entry that was not understood may be the one that is looked for.
      return answer.unread.length === 0 || !answer.unread.some((line) => line.includes("{"))
        ? answer.items
        : "vssadmin printed entries that are not understood";
    case "failed":
      return `vssadmin ended with ${answer.exitCode}: ${answer.message.slice(0, 200)}`;
    case "unrecognised":
      return "what vssadmin printed is not understood";
  }
}

/** Lets something be ended when it takes too long. */
export async function withinTime<Result>(
  sleep: BackupMachine["sleep"],
  ms: number,
  act: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const late = new AbortController();
  const done = new AbortController();
  const waiting = sleep(ms, done.signal).then(
    () => late.abort(),
    // It was done before.
    () => undefined,
  );
  try {
    return await act(late.signal);
  } finally {
    done.abort();
    await waiting;
  }
}
