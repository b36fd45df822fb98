import { type ChildProcess, spawn } from "node:child_process";
import { statSync } from "node:fs";
import type { ProcessPort } from "../model/process.ts";
import { killTree } from "./kill-tree.ts";
import { lowerPriority } from "./priority.ts";

/** The programs of this machine. Aborting a run ends the program with all that it started. */
export const PROCESSES: ProcessPort = {
  find: (files) => files.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true) ?? null,
  run: (file, args, { folder, signal, stdin, stdout, stderr }) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve({ exitCode: null, trouble: STOPPED });
        return;
      }
      const child = spawn(file, [...args], {
        cwd: folder,
        shell: false,
        windowsHide: true,
        // A group of its own, so that what it starts can be ended with it. On Windows the tree is known by its parents.
        detached: process.platform !== "win32",
        stdio: ["pipe", "pipe", "pipe"],
      });
      if (child.pid !== undefined) lowerPriority(child.pid);
      // A program need not read what it is given; how it ends says whether that was right.
      child.stdin.on("error", () => undefined).end(stdin ?? "");
      child.stdout.setEncoding("latin1").on("data", stdout);
      child.stderr.setEncoding("latin1").on("data", stderr);
      let trouble: string | null = null;
      const stop = (): void => {
        trouble ??= STOPPED;
        void endTree(child);
      };
      signal?.addEventListener("abort", stop, { once: true });
      child.once("error", (error) => {
        trouble ??= error.message;
      });
      // Comes after `error` as well, and after the last of the output.
      child.once("close", (exitCode, killedBy) => {
        signal?.removeEventListener("abort", stop);
        if (trouble === null && exitCode === null) trouble = `ended by ${killedBy ?? "a signal"}`;
        resolve({ exitCode: trouble === null ? exitCode : null, trouble });
      });
    }),
};

const STOPPED = "stopped before it ended";

/** Also lets go of its pipes, which something may hold open that left the tree. */
async function endTree(child: ChildProcess): Promise<void> {
  if (child.pid !== undefined) await killTree(child.pid, () => child.kill("SIGKILL"));
  child.stdout?.destroy();
  child.stderr?.destroy();
}
