import type { ProcessEnd, ProcessOptions, ProcessPort } from "../../model/process.ts";
import type { ToolName } from "./faults.ts";
import type { LabState } from "./state.ts";

/** What a simulated program has: its arguments, its outputs, and time. */
export interface ToolRun {
  readonly state: LabState;
  readonly args: readonly string[];
  /** Where it was started. */
  readonly folder: string;
  /** Lines end as Windows has it; text is a byte a character. */
  out(text: string): void;
  err(text: string): void;
  /** Takes so long. It dies meanwhile when somebody ends it. */
  takes(seconds: number): Promise<void>;
  /** Aborted when it is ended, by whomever. */
  readonly signal: AbortSignal;
  /** Waits for something that goes on in real time, or for other programs. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Resolves with its exit code, as Windows gives it. */
export type Tool = (run: ToolRun) => Promise<number>;

/** Thrown in a program to end it where it stands. */
export class Death extends Error {
  readonly exitCode: number;

  /** @param exitCode of `taskkill /f`, if nothing else is said */
  constructor(exitCode = 1) {
    super("ended where it stood");
    this.exitCode = exitCode;
  }
}

/** Nobody waits so long: ten days, in seconds. */
const FOR_EVER = 864_000;

/** A program hangs, or is ended by somebody after some seconds. */
export async function comeToGrief(
  { takes }: Pick<ToolRun, "takes">,
  kind: "killed" | "hangs",
): Promise<never> {
  await takes(kind === "hangs" ? FOR_EVER : 5);
  throw new Death();
}

const STOPPED = "stopped before it ended";
/** Where Windows and Exchange are on the simulated servers. */
export const SYSTEM_ROOT = "C:\\Windows";
export const EXCHANGE = "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\";

const PLACES: Readonly<Record<ToolName, string>> = {
  "diskshadow.exe": `${SYSTEM_ROOT}\\System32\\diskshadow.exe`,
  "robocopy.exe": `${SYSTEM_ROOT}\\System32\\robocopy.exe`,
  "vssadmin.exe": `${SYSTEM_ROOT}\\System32\\vssadmin.exe`,
  "icacls.exe": `${SYSTEM_ROOT}\\System32\\icacls.exe`,
  "eseutil.exe": `${EXCHANGE}Bin\\eseutil.exe`,
};

/** The programs of a simulated server. Time passes while they take it; what they start may take time as well. */
export function labProcesses(state: LabState, tools: Readonly<Record<ToolName, Tool>>): ProcessPort {
  const { time } = state;
  /** Programs that work by themselves, and those that wait for what they have started. */
  let own = 0;
  let resting = 0;
  let release: (() => void) | null = null;

  // Who waits for a step of its own keeps the time still, unless a program is there that takes time in its place.
  function settle(): void {
    const works = resting > 0 && own === 0;
    if (works && release === null) release = time.hold();
    else if (!works && release !== null) {
      release();
      release = null;
    }
  }

  function count(running: number, waiting: number): void {
    own += running;
    resting += waiting;
    settle();
  }

  function nameOf(file: string): ToolName | null {
    // Where this is no Windows, whoever makes a path a full one puts a folder of this machine before it.
    const [name] = (Object.entries(PLACES) as [ToolName, string][]).find(([, place]) =>
      file.toLowerCase().endsWith(place.toLowerCase()),
    ) ?? [null];
    return name === null || state.faults.missing.has(name) ? null : name;
  }

  async function run(file: string, args: readonly string[], options: ProcessOptions): Promise<ProcessEnd> {
    const { signal, folder, stdout, stderr } = options;
    if (isAborted(signal)) return { exitCode: null, trouble: STOPPED };
    const name = nameOf(file);
    if (name === null) return { exitCode: null, trouble: `spawn ${file} ENOENT` };
    const death = new AbortController();
    const ended = signal === undefined ? death.signal : AbortSignal.any([signal, death.signal]);
    let alive = true;
    const said = (take: (text: string) => void) => (text: string) => {
      if (alive) take(text);
    };
    count(1, 0);
    try {
      const exitCode = await tools[name]({
        state,
        args,
        folder,
        out: said(stdout),
        err: said(stderr),
        takes: (seconds) => time.wait(seconds, ended),
        signal: ended,
        async during(work) {
          count(-1, 1);
          const gone = new Promise<never>((_, reject) => {
            const stop = (): void => reject(ended.reason);
            if (ended.aborted) stop();
            else ended.addEventListener("abort", stop, { once: true });
          });
          const done = work().finally(() => count(0, -1));
          done.catch(() => undefined);
          try {
            return await Promise.race([done, gone]);
          } finally {
            count(1, 0);
          }
        },
      });
      return { exitCode, trouble: null };
    } catch (error) {
      if (isAborted(signal)) return { exitCode: null, trouble: STOPPED };
      if (error instanceof Death) return { exitCode: error.exitCode, trouble: null };
      throw error;
    } finally {
      alive = false;
      death.abort();
      count(-1, 0);
    }
  }

  return {
    find: (files) => files.find((file) => nameOf(file) !== null) ?? null,
    run,
  };
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
