import { mkdirSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import type { BackupMachine } from "../../model/backup/machine.ts";
import type { BackupPlan } from "../../model/backup/plan.ts";
import { runProgram } from "../../model/run-program.ts";
import { systemPrograms } from "../../model/windows-programs.ts";
import { below, joinPath, splitPath } from "../plan/paths.ts";
import { commandFile } from "../script/command.ts";
import { diskshadowScript } from "../script/diskshadow.ts";
import { messageOf, runFile, writeJson } from "./files.ts";

type Machine = Pick<BackupMachine, "processes" | "env">;

/** Administrators and the system, with all that will be in it: groups by their ids, for their names are translated. */
const RIGHTS = ["/inheritance:r", "/grant:r", "*S-1-5-32-544:(OI)(CI)F", "*S-1-5-18:(OI)(CI)F"];

/**
 * Makes the run's folder, which only administrators may look into. The folder above it must be there: a target whose disk
 * is missing is not made anew on another one. On a share its rights stay those of the share: administrators there are those of
 * another machine, and an account that is none of them would be locked out of its own backup.
 *
 * @returns why it cannot be used; null when it can
 */
export async function makeRunFolder(
  { folders: { run } }: Pick<BackupPlan, "folders">,
  { processes, env }: Machine,
  system: string = process.platform,
): Promise<string | null> {
  try {
    mkdirSync(run, { mode: 0o700 });
    const unset = system === "win32" && !isOnShare(run) ? await setRights(run, { processes, env }) : null;
    // Between its making and its rights, somebody may have put something in.
    if (readdirSync(run).length > 0) return `${run} is not empty.`;
    if (unset !== null) rmdirSync(run);
    return unset;
  } catch (error) {
    return `The folder of the run cannot be made: ${messageOf(error)}.`;
  }
}

function isOnShare(path: string): boolean {
  return /^[\\/]{2}/.test(path);
}

async function setRights(run: string, { processes, env }: Machine): Promise<string | null> {
  const icacls = processes.find(systemPrograms(env, "icacls.exe"));
  if (icacls === null) return `The rights of ${run} cannot be set: there is no icacls.`;
  const { folder } = splitPath(run);
  const { exitCode, trouble, output } = await runProgram(processes, icacls, [run, ...RIGHTS], { folder });
  if (exitCode === 0) return null;
  return `The rights of ${run} cannot be set: ${trouble ?? `exit code ${exitCode}: ${output.trim()}`}.`;
}

/**
 * Writes what the run works by, and makes its folders.
 *
 * @throws Error what cannot be written
 */
export function fillRunFolder(plan: BackupPlan): void {
  const { folders, transfers } = plan;
  const makeFolder = (folder: string): unknown => mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const folder of [folders.files, folders.transcripts, ...transfers.map(({ to }) => to)])
    makeFolder(folder);
  for (const folder of mountFolders(plan)) makeFolder(folder);
  writeJson(runFile(folders.run, "plan"), plan);
  // Scripts are plain ASCII, and made by nobody before.
  writeFileSync(folders.script, diskshadowScript(plan), { flag: "wx", mode: 0o600 });
  writeFileSync(folders.command, commandFile(plan), { flag: "wx", mode: 0o600 });
}

/** The empty folders of the run that shadow copies are shown in. */
export function mountFolders({
  folders,
  snapshot,
}: Pick<BackupPlan, "folders" | "snapshot">): readonly string[] {
  return snapshot.volumes.flatMap(({ exposeAs }) => (isWithin(folders.run, exposeAs) ? [exposeAs] : []));
}

export function isWithin(folder: string, path: string): boolean {
  const rest = below(folder, path);
  return rest !== null && rest !== "";
}

/** A path below a folder, as it is seen from there, with forward slashes on every system. */
export function relativeTo(folder: string, path: string): string {
  return (below(folder, path) ?? path).replaceAll("\\", "/");
}

/** Where the transcript of a program goes, and how a step names it. */
export function transcript(run: string, name: string): { readonly path: string; readonly named: string } {
  return { path: joinPath(run, "transcripts", name), named: `transcripts/${name}` };
}
