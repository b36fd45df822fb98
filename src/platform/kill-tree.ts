import { spawn } from "node:child_process";
import { join } from "node:path";

/**
 * Ends a process with all that it started. On Windows by the tree of parents (taskkill), elsewhere by its group, which it
 * has to lead.
 *
 * @param alone ends the process itself, where the tree cannot be ended
 */
export function killTree(pid: number, alone: () => void): Promise<void> {
  if (process.platform !== "win32") {
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // No such group any more, or it leads none.
      alone();
    }
    return Promise.resolve();
  }
  const taskkill = join(process.env.SystemRoot ?? "C:\\Windows", "System32", "taskkill.exe");
  return new Promise((resolve) => {
    const killer = spawn(taskkill, ["/PID", String(pid), "/T", "/F"], { stdio: "ignore", windowsHide: true });
    const done = (): void => {
      alone();
      resolve();
    };
    killer.once("error", done);
    killer.once("exit", done);
  });
}
