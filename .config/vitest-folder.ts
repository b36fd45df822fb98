import { mkdirSync, readFileSync, rmSync, statfsSync } from "node:fs";

const MEMORY = "/dev/shm";
const ENOUGH_BYTES = 4 * 2 ** 30;

/** Whether temporary files can lie in memory: there is room, and programs can be started from there (often not in containers). */
function isUsable(): boolean {
  if (process.platform !== "linux") return false;
  const mount = readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" "))
    .findLast(([, path]) => path === MEMORY);
  if (mount?.[2] !== "tmpfs" || /\b(?:noexec|ro)\b/.test(mount[3] ?? "")) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= ENOUGH_BYTES;
}

/**
 * The folder for the temporary files of a run, in memory; undefined where the system's own has to do. The tests kill processes, never
 * machines: whether a flush came to a disk makes no difference to any of them but time, a quarter of that of tests with stores.
 */
export const MEMORY_FOLDER =
  process.env.TMPDIR === undefined && isUsable() ? `${MEMORY}/thawline-${process.pid}` : undefined;

export function setup(): void {
  if (MEMORY_FOLDER !== undefined) mkdirSync(MEMORY_FOLDER, { recursive: true });
}

export function teardown(): void {
  if (MEMORY_FOLDER !== undefined) rmSync(MEMORY_FOLDER, { recursive: true, force: true });
}
