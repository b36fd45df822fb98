import { closeSync, openSync, writeSync } from "node:fs";
import type { ProcessEnd, ProcessOptions, ProcessPort } from "../../model/process.ts";
import { messageOf } from "./files.ts";

export interface TranscribedEnd extends ProcessEnd {
  /** Why what it printed was not kept; null where it was. */
  readonly unkept: string | null;
}

/**
 * Runs a program and keeps all that it prints in a file, as the bytes that it wrote, as they come: what was printed before a
 * kill is there afterwards. Never rejects.
 */
export async function runTranscribed(
  processes: ProcessPort,
  command: readonly [file: string, ...args: readonly string[]],
  path: string,
  options: ProcessOptions,
): Promise<TranscribedEnd> {
  let unkept: string | null = null;
  const attempt = <Result>(act: () => Result): Result | null => {
    try {
      return act();
    } catch (error) {
      // A full disk must not keep the output from those who act on it.
      unkept ??= `${path} could not be written: ${messageOf(error)}`;
      return null;
    }
  };
  const handle = attempt(() => openSync(path, "a", 0o600));
  const keep =
    (also: (text: string) => void) =>
    (text: string): void => {
      if (handle !== null) attempt(() => writeSync(handle, Buffer.from(text, "latin1")));
      also(text);
    };
  const [file, ...args] = command;
  const end = await processes.run(file, args, {
    ...options,
    stdout: keep(options.stdout),
    stderr: keep(options.stderr),
  });
  if (handle !== null) closeSync(handle);
  return { ...end, unkept };
}

/** The same programs, each run with a file of its own for what it prints. */
export function transcribing(
  processes: ProcessPort,
  pathOf: (args: readonly string[]) => string,
  around: { readonly before: (args: readonly string[]) => void; readonly after: () => void },
): ProcessPort {
  return {
    find: (files) => processes.find(files),
    async run(file, args, options) {
      around.before(args);
      const { unkept, ...end } = await runTranscribed(processes, [file, ...args], pathOf(args), options);
      around.after();
      // What was not kept cannot be shown, and so proves nothing.
      return unkept === null ? end : { exitCode: null, trouble: unkept };
    },
  };
}
