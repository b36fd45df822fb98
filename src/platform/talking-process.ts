import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { ProcessEnd, TalkingProcess } from "../model/process.ts";
import { killTree } from "./kill-tree.ts";

/** So much of stderr is kept: the end, where the reason stands. */
const KEPT = 4_000;

/** Starts a program, with arguments as they are and without a shell, to talk to it through its pipes. */
export function startTalking(file: string, args: readonly string[]): TalkingProcess {
  const child = spawn(file, [...args], {
    shell: false,
    windowsHide: true,
    // A group of its own, so that what it starts can be ended with it. On Windows the tree is known by its parents.
    detached: process.platform !== "win32",
    stdio: ["pipe", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("latin1").on("data", (text: string) => {
    stderr = (stderr + text).slice(-KEPT);
  });
  child.stderr.on("error", () => undefined);
  // EPIPE: the program is gone, which `ended` tells.
  child.stdin.on("error", () => undefined);
  const ended = endOf(child);
  return {
    stdout: outputOf(child),
    stderr: () => stderr,
    write(text) {
      if (child.stdin.writable) child.stdin.write(text, "latin1");
    },
    ended,
    async kill() {
      child.stdin.destroy();
      if (child.pid !== undefined) await killTree(child.pid, () => child.kill("SIGKILL"));
      await ended;
      child.stdout.destroy();
      child.stderr.destroy();
    },
  };
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

function endOf(child: Child): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ exitCode: null, trouble: error.message }));
    // Not `close`: what the program started may hold its pipes open.
    child.once("exit", (exitCode, signal) =>
      resolve({ exitCode, trouble: exitCode === null ? `ended by ${signal ?? "a signal"}` : null }),
    );
  });
}

/** Ends where the output does, also when it is torn off. */
async function* outputOf({ stdout }: Child): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of stdout) yield piece as Uint8Array;
  } catch (error) {
    if (!stdout.destroyed) throw error;
  }
}
