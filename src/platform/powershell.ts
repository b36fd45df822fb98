import { statSync } from "node:fs";
import type { PowerShell } from "node-powershell";
import type { AskOptions, Shell, ShellAnswer, ShellFailure } from "../model/shell.ts";
import { type Page, pageQuestion, type Question, readRows, runQuestion } from "./envelope.ts";
import { killTree } from "./kill-tree.ts";
import { powershellFile } from "./powershell-reader.ts";

export interface ShellOptions {
  /** A path; default: Windows PowerShell of this machine. */
  readonly executable?: string;
  /** A shell is started anew after so many questions, whatever they left behind in it. */
  readonly renewAfter?: number;
}

/** No answer of this program's scripts comes near it. */
const MOST_CHARACTERS = 16 * 1024 * 1024;
const RENEW_AFTER = 100;

/**
 * A PowerShell for short questions, through node-powershell. What that library leaves open is closed here: an answer counts
 * only when it bears its own mark and says that it is good; a question that takes too long ends the shell with all that it
 * started, and the next one gets a new shell. Nothing is started before the first question.
 */
export function createShell({
  executable = powershellFile(),
  renewAfter = RENEW_AFTER,
}: ShellOptions = {}): Shell {
  const closing = new AbortController();
  let instance: Instance | null = null;
  let before: Promise<unknown> = Promise.resolve();

  const drop = async (): Promise<void> => {
    const old = instance;
    instance = null;
    if (old !== null) await old.end();
  };

  const answer = async (
    script: string,
    values: readonly string[],
    options: AskOptions,
  ): Promise<ShellAnswer> => {
    if (closing.signal.aborted || options.signal?.aborted === true) return CLOSED;
    if (instance === null || instance.asked >= renewAfter) {
      await drop();
      if (!isFile(executable)) return failure("missing", `there is no ${executable}`);
      instance = await startInstance(executable);
    }
    const limit = limitOf(options, closing.signal);
    try {
      const given = await take(instance, script, values, limit.reached);
      // After a script's own error the shell is as good as before; after any other trouble it is of no use.
      if (!given.ok && given.reason !== "script") await drop();
      return given;
    } finally {
      limit.clear();
    }
  };

  return {
    ask(script, values, options) {
      const asked = before.then(() => answer(script, values, options));
      // Who asked is told what it failed with; the next question only waits for its end.
      before = asked.catch(() => undefined);
      return asked;
    },
    async close() {
      closing.abort();
      await before;
      await drop();
    },
  };
}

/** All pages of one answer. */
async function take(
  instance: Instance,
  script: string,
  values: readonly string[],
  limit: Promise<ShellAnswer>,
): Promise<ShellAnswer> {
  let text = "";
  for (let question = runQuestion(script, values); ; question = pageQuestion(text.length)) {
    const page = await Promise.race([instance.ask(question), limit]);
    if ("reason" in page || "rows" in page) return page;
    if (!page.ok) return failure("script", page.why);
    if (page.total > MOST_CHARACTERS) return failure("large", `the answer has ${page.total} characters`);
    text += page.text;
    if (text.length === page.total) return { ok: true, rows: readRows(text) };
    if (page.text === "" || text.length > page.total) return failure("silent", "an answer without its end");
  }
}

interface Instance {
  /** How many questions it was asked. */
  readonly asked: number;
  /** Never rejects; never settles when PowerShell neither answers nor ends. */
  ask(question: Question): Promise<Page | Failed>;
  end(): Promise<void>;
}

type Failed = Extract<ShellAnswer, { ok: false }>;

/** What the library keeps to itself and has to be known: its end is a promise that nobody else waits for. */
interface Inside {
  readonly exitPromise: Promise<unknown>;
  readonly process: { readonly pid?: number; kill(signal: NodeJS.Signals): boolean };
}

async function startInstance(executable: string): Promise<Instance> {
  const { PowerShell } = await import("node-powershell");
  class OwnShell extends PowerShell {
    /** The library would let the environment (NODE_POWERSHELL) name another program. */
    protected override setExecutable(): string {
      return executable;
    }
    /**
     * Without a line end: the library misses its own delimiter where two characters (CR, LF) stand behind it and it arrives
     * in one piece with the delimiter before, which is when this process is busy; the question would never be answered.
     */
    protected override writeToOutput(delimiter: string): string {
      return `[Console]::Out.Write("${delimiter}")`;
    }
    protected override writeToError(delimiter: string): string {
      return `[Console]::Error.Write("${delimiter}")`;
    }
  }
  const shell = new OwnShell({
    throwOnInvocationError: false,
    executableOptions: { "-NoProfile": true, "-NonInteractive": true, "-ExecutionPolicy": "Bypass" },
    spawnOptions: { windowsHide: true },
  });
  const inside = shell as unknown as Inside;
  const ended = inside.exitPromise.then(
    () => failure("silent", "PowerShell ended"),
    (error: unknown) => failureOf(error),
  );
  for (const stream of Object.values(shell.streams)) stream.on("error", () => undefined);
  let asked = 0;
  return {
    get asked() {
      return asked;
    },
    ask(question) {
      asked += 1;
      return Promise.race([invoke(shell, question), ended]);
    },
    async end() {
      const { process } = inside;
      if (process.pid !== undefined) await killTree(process.pid, () => process.kill("SIGKILL"));
      await ended;
      for (const stream of Object.values(shell.streams)) stream.destroy();
    },
  };
}

async function invoke(shell: PowerShell, question: Question): Promise<Page | Failed> {
  try {
    const { stdout, stderr } = await shell.invoke(question.line);
    // It keeps each answer for ever.
    shell.history.splice(0);
    const page = question.find(String(stdout ?? ""));
    if (page !== null) return page;
    const said = String(stderr ?? "").trim();
    return failure(
      "silent",
      said === "" ? "PowerShell gave no answer" : `PowerShell gave no answer: ${said.slice(-300)}`,
    );
  } catch (error) {
    return failureOf(error);
  }
}

function failureOf(error: unknown): Failed {
  const cause = error instanceof Error && "originalError" in error ? error.originalError : error;
  const message = (cause instanceof Error ? cause.message : "").trim();
  const missing = cause instanceof Error && "syscall" in cause;
  return failure(missing ? "missing" : "silent", message === "" ? "PowerShell ended" : message.slice(-300));
}

const CLOSED: Failed = { ok: false, reason: "closed", message: "was not wanted any more" };

function failure(reason: ShellFailure, message: string): Failed {
  return { ok: false, reason, message };
}

/** Settles when the time is over, or nobody wants the answer any more. */
function limitOf({ timeoutSeconds, signal }: AskOptions, closing: AbortSignal) {
  let clear = (): void => undefined;
  const reached = new Promise<Failed>((resolve) => {
    const timer = setTimeout(
      () => resolve(failure("late", `no answer within ${timeoutSeconds} s`)),
      timeoutSeconds * 1000,
    );
    const stop = (): void => resolve(CLOSED);
    const signals = [closing, ...(signal === undefined ? [] : [signal])];
    for (const one of signals) one.addEventListener("abort", stop, { once: true });
    clear = () => {
      clearTimeout(timer);
      for (const one of signals) one.removeEventListener("abort", stop);
    };
  });
  return { reached, clear };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
