import { lstatSync, readdirSync, renameSync, rmdirSync, rmSync, unlinkSync } from "node:fs";
import type { RunRecord } from "../../model/backup/run.ts";
import { sameName, sameServer } from "../../model/names.ts";
import { joinPath, samePath, splitPath } from "../plan/paths.ts";
import { registered } from "./book.ts";
import { isWanted } from "./expected.ts";
import { messageOf, REMOVING, RUN_FILES, runFile } from "./files.ts";
import { readPlan, readRecord } from "./read-run.ts";
import { relativeTo } from "./run-folder.ts";

export interface Kept {
  /** Folders that were removed. */
  readonly removed: readonly string[];
  /** Sentences: what was left, and why. */
  readonly left: readonly string[];
}

/**
 * Removes older good runs of the same server and unit that lie beside one that is proven, down to the newest `keep`. Only
 * folders that hold what a run makes, and nothing else, are touched; links are never followed. One that is dated after this
 * run was planted, or made under a wrong clock: it takes the place of no other.
 *
 * @param keep at least 1: the run itself is among those that are kept
 */
export function keepNewest(record: RunRecord, keep: number, registry: string): Kept {
  if (record.outcome !== "proven" || !Number.isSafeInteger(keep) || keep < 1)
    return { removed: [], left: [] };
  const { folder: target } = splitPath(record.folder);
  const removed: string[] = [];
  const left: string[] = [];
  const good: { readonly folder: string; readonly run: RunRecord }[] = [];
  for (const name of readdirSync(target)) {
    const folder = joinPath(target, name);
    if (!isFolder(folder)) continue;
    const read = readRecord(runFile(folder, "record"));
    if (!("content" in read)) continue;
    const run = read.content;
    if (
      run.outcome !== "proven" ||
      !sameName(run.unit, record.unit) ||
      !sameServer(run.server, record.server)
    )
      continue;
    // One that was being removed when that was broken off is none that could be kept.
    if (name.endsWith(REMOVING)) remove(folder, run);
    else if (samePath(run.folder, folder)) {
      const doubt = run.id === record.id ? null : timeDoubt(run, record);
      if (doubt === null) good.push({ folder, run });
      else left.push(`${folder} was left, and is not counted: ${doubt}.`);
    } else left.push(`${folder} was left: it was made elsewhere, as ${run.folder}.`);
  }
  // The newest first; of one moment the one that has just been made.
  good.sort(
    (a, b) => Number(b.run.id === record.id) - Number(a.run.id === record.id) || byTime(b.run, a.run),
  );
  for (const { folder, run } of good.slice(keep)) remove(folder, run);
  return { removed, left };

  function remove(folder: string, run: RunRecord): void {
    try {
      const strange = firstStrange(folder);
      if (strange !== null) {
        left.push(`${folder} was left: ${strange} is not what a run makes.`);
        return;
      }
      const doomed = folder.endsWith(REMOVING) ? folder : `${folder}${REMOVING}`;
      if (doomed !== folder) renameSync(folder, doomed);
      empty(doomed);
      rmdirSync(doomed);
      rmSync(registered(registry, run.id), { force: true });
      removed.push(run.folder);
    } catch (error) {
      left.push(`${folder} could not be removed: ${messageOf(error)}.`);
    }
  }
}

function byTime(a: RunRecord, b: RunRecord): number {
  return Date.parse(a.startedAt) - Date.parse(b.startedAt);
}

/** Why the time of a run cannot be believed; null where it can. What began in the midst of this run may have ended before it. */
function timeDoubt({ startedAt }: RunRecord, record: RunRecord): string | null {
  const began = Date.parse(startedAt);
  if (Number.isNaN(began)) return "when it began cannot be told";
  if (began <= Date.parse(record.endedAt ?? record.startedAt)) return null;
  return `it is dated ${new Date(began).toISOString()}, after the run that was just made`;
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

const TOP: readonly RegExp[] = [
  ...Object.values(RUN_FILES).map((name) => new RegExp(`^${name.replace(".", "\\.")}(?:\\.tmp)?$`)),
  /^(?:backup\.dsh|copy\.cmd|backup\.cab)$/,
  /^report\.(?:html|json|txt|md)$/,
];
const TRANSCRIPT = /^[\w-]+\.txt$|^TEMP\w*\.edb$/i;
const SCRIPT = /^(?:unexpose|delete)-\d+\.dsh$/;

/** The first thing in a run's folder that no run makes, as it is seen from there; null when there is none. */
function firstStrange(folder: string): string | null {
  const plan = readPlan(runFile(folder, "plan"));
  if ("trouble" in plan) return RUN_FILES.plan;
  const { folders, transfers } = plan.content;
  // It may have been renamed: what counts is where a file lies within.
  const places = transfers.map((transfer) => ({ transfer, within: relativeTo(folders.run, transfer.to) }));
  const mine = (within: string, name: string, isDirectory: boolean): boolean => {
    const path = within === "" ? name : `${within}/${name}`;
    if (isDirectory) {
      return (
        /^(?:files|transcripts|cleanup|snapshot|snapshot\/\d+)$/.test(path) ||
        places.some((place) => place.within === path)
      );
    }
    if (within === "") return TOP.some((known) => known.test(name));
    if (within === "transcripts") return TRANSCRIPT.test(name);
    if (within === "cleanup") return SCRIPT.test(name);
    return places.some((place) => place.within === within && isWanted(place.transfer, name));
  };
  const look = (within: string): string | null => {
    for (const entry of readdirSync(joinPath(folder, within), { withFileTypes: true })) {
      const path = within === "" ? entry.name : `${within}/${entry.name}`;
      const plainOne = entry.isDirectory() || entry.isFile();
      if (!plainOne || !mine(within, entry.name, entry.isDirectory())) return path;
      const deeper = entry.isDirectory() ? look(path) : null;
      if (deeper !== null) return deeper;
    }
    return null;
  };
  return look("");
}

/** Removes what is in a folder, one by one; the record last, by which it is known what the folder was. */
function empty(folder: string): void {
  const last = new Set<string>([RUN_FILES.plan, RUN_FILES.record]);
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of [...entries].sort((a, b) => Number(last.has(a.name)) - Number(last.has(b.name)))) {
    const path = joinPath(folder, entry.name);
    if (entry.isDirectory()) {
      empty(path);
      rmdirSync(path);
    } else unlinkSync(path);
  }
}
