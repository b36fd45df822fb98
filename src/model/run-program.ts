import type { ProcessEnd, ProcessPort } from "./process.ts";

/** Lists of a server are far smaller. */
const MOST_OUTPUT = 1024 * 1024;

export interface ProgramRun extends ProcessEnd {
  /** What it wrote to both outputs, a byte a character, up to 1 MiB. */
  readonly output: string;
}

/** Runs a program of Windows to its end and keeps what it printed. */
export async function runProgram(
  processes: ProcessPort,
  file: string,
  args: readonly string[],
  { folder, signal }: { readonly folder: string; readonly signal?: AbortSignal | undefined },
): Promise<ProgramRun> {
  let output = "";
  const take = (text: string): void => {
    output = (output + text).slice(0, MOST_OUTPUT);
  };
  const end = await processes.run(file, args, { folder, signal, stdout: take, stderr: take });
  // A child's negative exit code comes unsigned.
  return { ...end, exitCode: end.exitCode === null ? null : end.exitCode | 0, output };
}
