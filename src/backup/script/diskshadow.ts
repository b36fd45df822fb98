import type { BackupPlan } from "../../model/backup/plan.ts";
import { isPlainWord } from "../plan/paths.ts";
import { braced, commentWords, scriptText } from "./lines.ts";

/**
 * The script of one backup for `diskshadow /s`. Whatever fails ends it there, so that `end backup` is reached only when
 * the program of the `exec` line has ended with 0; and what follows `end backup` only takes the shadow copies away.
 *
 * @throws Error for a plan with a path, a name or an id that the script cannot carry
 */
export function diskshadowScript(plan: BackupPlan): string {
  const { type, server, unit, folders, snapshot } = plan;
  const full = type === "full";
  return scriptText([
    `# Made by Thawline, run ${plan.id}: ${type} backup of ${commentWords(unit.name)} on ${commentWords(server)}`,
    "set verbose on",
    "set context persistent",
    `set metadata ${word(folders.metadata)}`,
    ...snapshot.excludedWriters.map(({ id }) => `writer exclude ${braced(id)}`),
    ...snapshot.excludedComponents.map((component) => `writer exclude ${quoted(component)}`),
    `writer verify ${quoted(snapshot.component)}`,
    ...(full ? ["begin backup"] : []),
    ...snapshot.volumes.map(({ name, alias }) => `add volume ${volumeName(name)} alias ${word(alias)}`),
    "create",
    ...snapshot.volumes.map(({ alias, exposeAs }) => `expose %${word(alias)}% ${word(exposeAs)}`),
    `exec ${word(folders.command)}`,
    ...(full ? ["end backup"] : []),
    ...snapshot.volumes.map(({ alias }) => `delete shadows id %${word(alias)}%`),
    "exit",
  ]);
}

export interface CleanupScript {
  /** What it is for, and the name of its file: `unexpose-1`. */
  readonly name: string;
  readonly shadow: string;
  readonly text: string;
}

/**
 * Scripts that take away what a run left behind, one command each, since a line that fails ends a script. All exposures
 * come first.
 *
 * @param exposed ids of shadow copies that are exposed; by id, as a letter may meanwhile show something else
 * @param shadows ids of shadow copies to be deleted. Only those that the run itself made may be given.
 * @throws Error for what is no GUID
 */
export function cleanupScripts({
  exposed,
  shadows,
}: {
  readonly exposed: readonly string[];
  readonly shadows: readonly string[];
}): readonly CleanupScript[] {
  const script = (kind: string, command: string) => (id: string, at: number) => ({
    name: `${kind}-${at + 1}`,
    shadow: id,
    text: scriptText(["# Made by Thawline", "set verbose on", `${command} ${braced(id)}`, "exit"]),
  });
  return [
    ...exposed.map(script("unexpose", "unexpose")),
    ...shadows.map(script("delete", "delete shadows id")),
  ];
}

function word(text: string): string {
  if (!isPlainWord(text)) throw new Error(`Diskshadow cannot carry ${JSON.stringify(text)}`);
  return text;
}

function quoted(component: string): string {
  if (/["%]/.test(component)) throw new Error(`Diskshadow cannot carry ${JSON.stringify(component)}`);
  return `"${component}"`;
}

function volumeName(name: string): string {
  if (!/^\\\\\?\\Volume\{[0-9a-f-]{36}\}\\$/i.test(name)) {
    throw new Error(`not the name of a volume: ${JSON.stringify(name)}`);
  }
  return name;
}
