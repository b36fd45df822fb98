import { spawn } from "node:child_process";
import type { ProcessEnd } from "../model/process.ts";

/** Runs a program at the terminal of this one, which talks with the user itself. Never rejects. */
export function runAttached(file: string, args: readonly string[]): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    const child = spawn(file, [...args], { shell: false, stdio: "inherit" });
    child.once("error", (error) => resolve({ exitCode: null, trouble: error.message }));
    child.once("exit", (exitCode, signal) =>
      resolve({ exitCode, trouble: exitCode === null ? `ended by ${signal ?? "a signal"}` : null }),
    );
  });
}
