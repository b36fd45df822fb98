import { readFileSync } from "node:fs";
import type { RunProcess } from "../../model/backup/run.ts";
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

/** This process, as a later one knows it again. */
export async function ownProcess(shell: Shell, system: string = process.platform): Promise<RunProcess> {
  const startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString();
  const mark = await markOf(process.pid, shell, system);
  return { id: process.pid, startedAt, ...(mark === null ? {} : { mark }) };
}

/**
 * Whether the process that a record names still lives. Numbers are used again: where the system gives processes a mark, that
 * is compared. No clock is asked, for it may have been set meanwhile. What cannot be told counts as living, so that nothing is
 * taken away from a backup that runs.
 */
export async function livesStill(
  { id, mark }: RunProcess,
  shell: Shell,
  system: string = process.platform,
): Promise<boolean> {
  if (!isAlive(id)) return false;
  if (mark === undefined) return true;
  const now = await markOf(id, shell, system);
  // It may have ended while it was asked for.
  return now === null ? isAlive(id) : now === mark;
}

/**
 * What a process of this number has, and no other one of the same number: the time of its creation, which the system wrote
 * down then and does not change when its clock is set. null where it cannot be told.
 */
async function markOf(id: number, shell: Shell, system: string): Promise<string | null> {
  if (system === "linux") return markOnLinux(id);
  if (system !== "win32") return null;
  const answer = await shell.ask(PROCESS_START, [String(id)], { timeoutSeconds: 60 });
  const told = answer.ok ? (answer.rows[0]?.[0] ?? "") : "";
  return told === "" ? null : told;
}

/** A PowerShell text: a row with the time at which a process began. */
export const PROCESS_START = `Row @((Get-Process -Id ([int]$args[0])).StartTime.ToUniversalTime().ToString('o'))`;

/** Of the fields of `stat`, behind the name in parentheses: ticks from the start of the system to that of the process. */
const START_FIELD = 19;

/** The same tick of another start of the system is another one. */
function markOnLinux(id: number): string | null {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, "latin1");
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[START_FIELD];
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
    return ticks === undefined || boot === "" ? null : `${boot} ${ticks}`;
  } catch {
    // It has just ended, or the system hides it.
    return null;
  }
}
