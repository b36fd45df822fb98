import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { joinPath, splitPath } from "../plan/paths.ts";

/** Readers, and programs that look for viruses, may hold a file of Windows for a moment. */
const TRIES = 10;
const PAUSE_MS = 50;
const HELD = new Set(["EPERM", "EACCES", "EBUSY"]);

/**
 * Makes a file that is whole or as it was: written beside its place, brought to the disk, renamed.
 *
 * @throws Error what the system refused
 */
export function writeWhole(path: string, text: string): void {
  const beside = `${path}.tmp`;
  // One that is there is a rest, or a link that somebody else has put there.
  rmSync(beside, { force: true });
  const handle = openSync(beside, "wx", 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    renamed(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  syncFolder(splitPath(path).folder);
}

export function writeJson(path: string, value: unknown): void {
  writeWhole(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** Also where there is no such file, or no JSON in it, which `trouble` tells. */
export type ReadJson = { readonly value: unknown } | { readonly trouble: string };

export function readJson(path: string): ReadJson {
  try {
    return { value: JSON.parse(readFileSync(path, "utf8")) as unknown };
  } catch (error) {
    return { trouble: messageOf(error) };
  }
}

/** Names of the files that a run writes into its own folder. */
export const RUN_FILES = {
  plan: "plan.json",
  record: "run.json",
  proof: "copy.json",
  progress: "progress.json",
  verified: "verify.json",
} as const;

/** What is put behind the name of a folder that is being removed: half a run must not look like a good one. */
export const REMOVING = ".removing";

export function runFile(folder: string, file: keyof typeof RUN_FILES): string {
  return joinPath(folder, RUN_FILES[file]);
}

/** What the system, or a library, has to say. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function renamed(from: string, to: string): void {
  for (let tries = 1; ; tries++) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (process.platform !== "win32" || !HELD.has(code) || tries === TRIES) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

/** Puts the new name on the disk; Windows does so by itself and opens no folders. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
