import { basename, dirname } from "node:path";
import { diagnostic } from "../../parsers/diagnostics.ts";
import { type EseFileType, HEAD_SIZE, identify, logName } from "../../parsers/ese/index.ts";
import type { Diagnostic } from "../model/raw-event.ts";
import { type ReadEnvironment, readFile } from "./read-file.ts";

/** A file that the user named, or that lies in a folder that the user named. */
export interface Candidate {
  readonly path: string;
  readonly named: boolean;
  /** Null when it is no plain file. */
  readonly bytes: number | null;
}

export interface Recognised {
  readonly path: string;
  readonly folder: string;
  readonly name: string;
  readonly kind: EseFileType;
}

export interface Recognition {
  readonly files: readonly Recognised[];
  /** What lies in the folders besides, and is no file of ESE by its content. */
  readonly others: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What a single look tells; `guess` is by the name alone, and holds when its neighbours agree. */
interface Look extends Candidate {
  readonly folder: string;
  readonly name: string;
  readonly kind: EseFileType | null;
  readonly guess: EseFileType | null;
  readonly failed: readonly Diagnostic[];
}

/** So many files that were passed over are named. */
const NAMED = 5;
const TEMPORARY = /^te?mp\.edb$/i;

/**
 * Tells the files of a backup by their content, and says what was passed over. Where the beginning of a file is
 * destroyed its name speaks, if the files beside it bear it out: a damaged log must not count as one that is not there.
 */
export async function recognise(
  candidates: readonly Candidate[],
  environment: ReadEnvironment,
): Promise<Recognition> {
  const head = new Uint8Array(HEAD_SIZE);
  const looks: Look[] = [];
  for (const candidate of candidates) looks.push(await lookAt(candidate, head, environment));
  const streams = new Set(looks.flatMap((look) => (look.kind === null ? [] : [streamOf(look)])));
  const files: Recognised[] = [];
  const passed: string[] = [];
  const others: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const look of looks) {
    const { path, folder, name } = look;
    const kind = look.kind ?? (isBorneOut(look, streams) ? look.guess : null);
    diagnostics.push(...look.failed);
    if (isReserve(look, kind)) passed.push(`${name} (${reserveWord(kind)})`);
    else if (kind !== null) files.push({ path, folder, name, kind });
    else if (look.failed.length > 0) continue;
    else if (look.named) diagnostics.push(diagnostic("verify-unrecognised", path, UNRECOGNISED));
    else {
      passed.push(name);
      others.push(path);
    }
  }
  if (passed.length > 0) {
    const more = passed.length > NAMED ? ` and ${passed.length - NAMED} more` : "";
    const message = `not looked at, no part of a backup: ${passed.slice(0, NAMED).join(", ")}${more}`;
    diagnostics.push(diagnostic("verify-passed-over", candidates[0]?.path ?? "", message));
  }
  return { files, others, diagnostics };
}

const UNRECOGNISED = "neither a database, a log, a checkpoint nor a flush map; nothing of it was checked";

async function lookAt(candidate: Candidate, head: Uint8Array, environment: ReadEnvironment): Promise<Look> {
  const { path, bytes } = candidate;
  const name = basename(path);
  const look = { ...candidate, folder: dirname(path), name, guess: guessOf(name), failed: [] };
  if (bytes === null) return { ...look, kind: null };
  let found: EseFileType | null = null;
  const size = { whole: 0 };
  // A file that grows meanwhile is told of when it is checked.
  const { read, diagnostics } = await readFile(path, head, environment, {
    begin(file) {
      size.whole = file.size;
    },
    take(start) {
      found = identify(start, size.whole)?.type ?? null;
      return false;
    },
  });
  if (read === "unreadable" || read === "cut short" || read === "interrupted") {
    // What must be a part of the backup is listed as a file that cannot be read; else it is only said.
    return {
      ...look,
      kind: look.guess === "flush-map" ? null : look.guess,
      failed: look.guess === null ? diagnostics : [],
    };
  }
  return { ...look, kind: found };
}

function guessOf(name: string): EseFileType | null {
  if (/\.edb$/i.test(name)) return "database";
  if (/^.{3}\.chk$/i.test(name)) return "checkpoint";
  const log = logName(name);
  return log === null || log.kind === "reserved" ? null : "log";
}

/** Folder and base name of what belongs to a stream. */
function streamOf({ folder, name }: Look): string {
  return `${folder}\0${baseOf(name)}`;
}

function baseOf(name: string): string {
  return (logName(name)?.base ?? name.slice(0, 3)).toLowerCase();
}

/** A text file may be called `app.log` or `app20240101.log`; a damaged log has brothers. */
function isBorneOut(look: Look, streams: ReadonlySet<string>): boolean {
  return look.guess === "database" || (look.guess !== null && streams.has(streamOf(look)));
}

function isReserve(look: Look, kind: EseFileType | null): boolean {
  return kind === "database" ? TEMPORARY.test(look.name) : logName(look.name)?.kind === "reserved";
}

function reserveWord(kind: EseFileType | null): string {
  return kind === "database" ? "temporary database" : "reserved log";
}
