import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import type { ProcessPort } from "../model/process.ts";
import { lowerPriority } from "./priority.ts";

/** The programs of this machine. */
export const PROCESSES: ProcessPort = {
  find: (files) => files.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true) ?? null,
  run: (file, args, { folder, signal, stdin, stdout, stderr }) =>
    new Promise((resolve) => {
      const child = spawn(file, [...args], {
        cwd: folder,
        shell: false,
        windowsHide: true,
        stdio: ["pipe", "pipe", "pipe"],
        ...(signal === undefined ? {} : { signal }),
      });
      if (child.pid !== undefined) lowerPriority(child.pid);
      // A program need not read what it is given; how it ends says whether that was right.
      child.stdin.on("error", () => undefined).end(stdin ?? "");
      child.stdout.setEncoding("latin1").on("data", stdout);
      child.stderr.setEncoding("latin1").on("data", stderr);
      let trouble: string | null = null;
      child.once("error", (error) => {
        trouble = error.message;
      });
      // Comes after `error` as well, and after the last of the output.
      child.once("close", (exitCode, killedBy) => {
        if (trouble === null && exitCode === null) trouble = `ended by ${killedBy ?? "a signal"}`;
        resolve({ exitCode: trouble === null ? exitCode : null, trouble });
      });
    }),
};
