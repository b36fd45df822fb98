import { readdirSync } from "node:fs";
import { join } from "node:path";
import { diagnostic } from "../../../parsers/diagnostics.ts";
import { readRecord } from "../../backup/run/read-run.ts";
import type { RunRecord } from "../../model/backup/run.ts";
import type { Diagnostic } from "../../model/raw-event.ts";
import { boundedRun } from "./bounded-run.ts";
import { fileAt } from "./file-at.ts";

/** What the runs of `backup` have left in a state folder. */
export interface RunReading {
  /** By start, one for each snapshot set. */
  readonly runs: readonly RunRecord[];
  /** Files that are not used, each with the reason. */
  readonly troubles: readonly Diagnostic[];
}

export interface RunRecords {
  /** As they are at this moment; a file that did not change is not read again. Never throws. */
  read(): RunReading;
}

export const NO_RUNS: RunReading = { runs: [], troubles: [] };

/** A record has some ten kilobytes. */
export const MOST_BYTES = 1024 * 1024;
/** The newest; more than ten years of one run a day. */
const MOST_FILES = 5_000;

type Known = { readonly stamp: string } & ({ readonly run: RunRecord } | { readonly trouble: string });

/** Where runs are recorded, beside the store: whoever makes or checks one puts its record there, and who reads looks. */
export function runsFolder(state: string): string {
  return join(state, "runs");
}

/** @param state the state folder; there need not be any */
export function createRunRecords(state: string): RunRecords {
  const folder = runsFolder(state);
  let known = new Map<string, Known>();
  return {
    read() {
      const files = listed(folder);
      if ("trouble" in files) return { runs: [], troubles: [unreadable(folder, files.trouble)] };
      const before = known;
      known = new Map();
      for (const { name, stamp, bytes } of files) {
        const same = before.get(name);
        known.set(name, same?.stamp === stamp ? same : { stamp, ...readOne(folder, name, bytes) });
      }
      return sorted(folder, known);
    },
  };
}

interface Listed {
  readonly name: string;
  readonly bytes: number;
  readonly changed: number;
  readonly stamp: string;
}

function listed(folder: string): readonly Listed[] | { readonly trouble: string } {
  try {
    const names = readdirSync(folder).filter((name) => /^[0-9a-f]{16}\.json$/.test(name));
    const files = names.flatMap((name): readonly Listed[] => {
      const stats = fileAt(join(folder, name));
      if (stats === null) return [];
      const { size, mtimeMs, ino } = stats;
      return [{ name, bytes: size, changed: mtimeMs, stamp: `${size} ${mtimeMs} ${ino}` }];
    });
    return files.sort((a, b) => b.changed - a.changed).slice(0, MOST_FILES);
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return missing ? [] : { trouble: error instanceof Error ? error.message : String(error) };
  }
}

function readOne(
  folder: string,
  name: string,
  bytes: number,
): { readonly run: RunRecord } | { readonly trouble: string } {
  if (bytes > MOST_BYTES) return { trouble: `has ${bytes} bytes, which no record of a run has` };
  const read = readRecord(join(folder, name));
  if ("trouble" in read) return { trouble: `no record of a run: ${read.trouble}` };
  if (`${read.content.id}.json` !== name) return { trouble: `the record of another run, ${read.content.id}` };
  return boundedRun(read.content);
}

function sorted(folder: string, known: ReadonlyMap<string, Known>): RunReading {
  const troubles: Diagnostic[] = [];
  const all: RunRecord[] = [];
  for (const [name, one] of [...known].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if ("run" in one) all.push(one.run);
    else troubles.push(unreadable(join(folder, name), one.trouble));
  }
  all.sort((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0));
  const sets = new Map<string, string>();
  const runs = all.filter(({ id, snapshotSet }) => {
    if (snapshotSet === null) return true;
    const first = sets.get(snapshotSet);
    if (first === undefined) sets.set(snapshotSet, id);
    else troubles.push(unreadable(join(folder, `${id}.json`), `names the snapshot set of run ${first}`));
    return first === undefined;
  });
  return { runs, troubles };
}

function unreadable(where: string, why: string): Diagnostic {
  return diagnostic("input-unreadable", where, why);
}
