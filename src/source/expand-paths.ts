import type { Stats } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { type DiagnosticCode, diagnostic } from "../../parsers/diagnostics.ts";
import type { Diagnostic } from "../model/raw-event.ts";
import { reasonOf } from "./reason.ts";

/** A file to be read, or standard input. */
export interface InputPath {
  /** As a report names it: the path as given or found; `-` for standard input. */
  readonly path: string;
  /** True when the user named this file, false when it was found in a folder. */
  readonly named: boolean;
  readonly bytes: number | null;
}

export interface Expanded {
  /** Sorted by path, each file once. */
  readonly inputs: readonly InputPath[];
  /** What was asked for and cannot be read, and what was passed over. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Deeper folders are a loop that no link shows (bind mounts), or not made by people. */
const MAX_DEPTH = 64;

/**
 * Finds the files behind paths: files as they are, folders with all that is in them. Hidden files and what is
 * neither file nor folder are passed over; links are followed, each folder once. Never throws.
 */
export async function expandPaths(paths: readonly string[]): Promise<Expanded> {
  const walk: Walk = { files: new Map(), seen: new Set(), diagnostics: [], hidden: [] };
  // Sorted, since a folder that two paths lead to gets its name from the first.
  for (const path of [...paths].sort()) {
    if (path === "-") walk.files.set("-", { path: "-", named: true, bytes: null });
    else await visit(walk, path, true, 0);
  }
  const [first] = walk.hidden;
  if (first !== undefined) {
    const more = walk.hidden.length > 1 ? ` and ${walk.hidden.length - 1} more` : "";
    say(walk, "input-hidden", first, `hidden, passed over${more}; name it to have it read`);
  }
  const inputs = [...walk.files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { inputs, diagnostics: walk.diagnostics };
}

interface Walk {
  /** By real path: a file that is named twice, or reached by a link, is read once. */
  readonly files: Map<string, InputPath>;
  readonly seen: Set<string>;
  readonly diagnostics: Diagnostic[];
  readonly hidden: string[];
}

async function visit(walk: Walk, path: string, named: boolean, depth: number): Promise<void> {
  let stats: Stats;
  let real: string;
  try {
    stats = await stat(path);
    real = await realpath(path);
  } catch (error) {
    const code = isMissing(error) ? "input-missing" : "input-unreadable";
    return say(walk, code, path, reasonOf(error));
  }
  if (stats.isDirectory()) return visitFolder(walk, path, real, depth);
  if (!stats.isFile() && !(named && stats.isFIFO())) {
    return say(walk, "input-passed-over", path, "neither a file nor a folder");
  }
  const known = walk.files.get(real);
  if (known === undefined || (named && !known.named) || (named === known.named && path < known.path)) {
    walk.files.set(real, { path, named, bytes: stats.isFile() ? stats.size : null });
  }
}

async function visitFolder(walk: Walk, path: string, real: string, depth: number): Promise<void> {
  if (walk.seen.has(real)) return;
  walk.seen.add(real);
  if (depth > MAX_DEPTH) {
    return say(walk, "input-passed-over", path, `more than ${MAX_DEPTH} folders deep`);
  }
  let names: string[];
  try {
    names = await readdir(path);
  } catch (error) {
    return say(walk, "input-unreadable", path, reasonOf(error));
  }
  for (const name of names.sort()) {
    if (name.startsWith(".")) walk.hidden.push(join(path, name));
    else await visit(walk, join(path, name), false, depth + 1);
  }
}

function say(walk: Walk, code: DiagnosticCode, where: string, message: string): void {
  walk.diagnostics.push(diagnostic(code, where, message));
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
