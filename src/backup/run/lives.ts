import { readFileSync } from "node:fs";
import { uptime } from "node:os";
import type { Shell } from "../../model/shell.ts";

/** Whether there is a process of this number. */
export function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // Not ours to signal: somebody's it is.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** When this process began: ISO 8601. */
export function ownStart(): string {
  return new Date(Date.now() - process.uptime() * 1000).toISOString();
}

/** Clocks of process and system differ by less. */
const SAME_MS = 10_000;

/**
 * Whether the process that a record names still lives. Numbers are used again: where the system tells when a process began,
 * that is compared. What cannot be told counts as living, so that nothing is taken away from a backup that runs.
 */
export async function livesStill(
  { id, startedAt }: { readonly id: number; readonly startedAt: string },
  shell: Shell,
): Promise<boolean> {
  if (!isAlive(id)) return false;
  if (id === process.pid) return Math.abs(Date.parse(ownStart()) - Date.parse(startedAt)) < SAME_MS;
  // Of a time before this system was started.
  if (Date.parse(startedAt) < Date.now() - uptime() * 1000 - SAME_MS) return false;
  const began = await startOf(id, shell);
  return began === null || Math.abs(began - Date.parse(startedAt)) < SAME_MS;
}

/** When a process began, in milliseconds since 1970; null where it cannot be told. */
async function startOf(id: number, shell: Shell): Promise<number | null> {
  if (process.platform === "linux") return startOnLinux(id);
  if (process.platform !== "win32") return null;
  const answer = await shell.ask(PROCESS_START, [String(id)], { timeoutSeconds: 60 });
  const told = answer.ok ? Date.parse(answer.rows[0]?.[0] ?? "") : Number.NaN;
  return Number.isNaN(told) ? null : told;
}

/** A PowerShell text: a row with the time at which a process began. */
export const PROCESS_START = `Row @((Get-Process -Id ([int]$args[0])).StartTime.ToUniversalTime().ToString('o'))`;

/** Ticks of /proc; 100 a second on every system that Node runs on. */
const TICKS = 100;
/** Of the fields of `stat`, behind the name in parentheses. */
const START_FIELD = 19;

function startOnLinux(id: number): number | null {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, "latin1");
    const ticks = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[START_FIELD]);
    const boot = Number(/^btime (\d+)$/m.exec(readFileSync("/proc/stat", "latin1"))?.[1]);
    const started = boot * 1000 + (ticks / TICKS) * 1000;
    return Number.isNaN(started) ? null : started;
  } catch {
    // It has just ended, or the system hides it.
    return null;
  }
}
