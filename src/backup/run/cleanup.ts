import { existsSync, mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import type { VssVolume } from "../../../parsers/vssadmin/index.ts";
import type { BackupMachine } from "../../model/backup/machine.ts";
import type { RunRecord, RunShadow } from "../../model/backup/run.ts";
import { guidOf } from "../../model/guid.ts";
import { sameName } from "../../model/names.ts";
import { systemPrograms } from "../../model/windows-programs.ts";
import { joinPath } from "../plan/paths.ts";
import { type CleanupScript, cleanupScripts } from "../script/diskshadow.ts";
import { messageOf } from "./files.ts";
import { isWithin, transcript } from "./run-folder.ts";
import { listShadows, type ShadowList, withinTime } from "./shadow-list.ts";
import { runTranscribed } from "./transcribed.ts";

export interface CleanupPorts {
  readonly machine: BackupMachine;
  /** Where the tiny scripts and what they print go; the run's folder may be gone with its disk. */
  readonly folder: string;
}

export interface Cleaned {
  readonly shadows: readonly RunShadow[];
  /** What could not be taken away, with the command that does it. */
  readonly left: readonly string[];
}

type Made = Pick<RunRecord, "id" | "folder" | "shadows" | "snapshotSet" | "shadowsBefore" | "volumes">;

/** Deleting a large shadow copy takes a while; more is a hang. */
const MOST_MS = 30 * 60_000;

/**
 * Takes away what a run left: its shadow copies, by id, and with them the letters and folders that show them. Only those that
 * it proved to have made: by an alias of its own, or by its snapshot set. Can be done again; never rejects.
 */
export async function cleanUp(run: Made, ports: CleanupPorts): Promise<Cleaned> {
  const { machine, folder } = ports;
  const before = await listShadows(machine, folder);
  const all = withSet(run, before);
  // Whatever a record says: what was there before the run began is none of its own.
  const shadows = all.filter(({ id }) => !wasBefore(run, id));
  const there = shadows.filter(({ id }) => typeof before === "string" || isListed(before, id));
  const trouble = there.length === 0 ? null : await takeAway(run.id, there, ports);
  const after = there.length === 0 ? before : await listShadows(machine, folder);
  const judged = shadows.map((shadow) => ({
    ...shadow,
    removed: typeof after === "string" ? shadow.removed : !isListed(after, shadow.id),
  }));
  const left = [
    ...judged.flatMap((shadow) => (shadow.removed ? [] : leftShadow(shadow, after, trouble))),
    ...all.flatMap(({ id }) => (wasBefore(run, id) ? [older(id)] : [])),
    ...strangers(run, judged, after),
    ...mountFoldersLeft(run, judged),
  ];
  return { shadows: judged, left };
}

function wasBefore({ shadowsBefore }: Made, id: string): boolean {
  return shadowsBefore?.some((one) => guidOf(one) === guidOf(id)) === true;
}

function older(id: string): string {
  return `The record names the shadow copy {${guidOf(id) ?? id}}, which was there before this run: it was not touched.`;
}

/** What is in the run's own snapshot set was made by it, also where Diskshadow was ended before it told the id. */
function withSet({ shadows, snapshotSet, volumes = [] }: Made, list: ShadowList): readonly RunShadow[] {
  if (typeof list === "string" || snapshotSet === null) return shadows;
  const found = list
    .filter(({ id, set }) => sameName(set, snapshotSet) && !shadows.some((one) => one.id === guidOf(id)))
    .map(({ id, volume }): RunShadow => {
      const planned = volumes.find(({ name }) => isOf(volume, name));
      return {
        id: guidOf(id) ?? id,
        alias: "",
        volume: planned?.name ?? volume?.path ?? "a volume that is not named",
        exposedAs: planned?.exposeAs ?? null,
        removed: false,
      };
    });
  return [...shadows, ...found];
}

async function takeAway(
  run: string,
  shadows: readonly RunShadow[],
  ports: CleanupPorts,
): Promise<string | null> {
  const { machine } = ports;
  const diskshadow = machine.processes.find(systemPrograms(machine.env, "diskshadow.exe"));
  if (diskshadow === null) return "there is no diskshadow";
  const scripts = cleanupScripts({
    exposed: shadows.flatMap(({ id, exposedAs }) => (exposedAs === null ? [] : [id])),
    shadows: shadows.map(({ id }) => id),
  });
  let trouble: string | null = null;
  for (const script of scripts) trouble = (await runScript(run, diskshadow, script, ports)) ?? trouble;
  return trouble;
}

async function runScript(
  run: string,
  diskshadow: string,
  { name, text }: CleanupScript,
  { machine, folder }: CleanupPorts,
): Promise<string | null> {
  try {
    const place = joinPath(folder, "cleanup");
    mkdirSync(place, { recursive: true, mode: 0o700 });
    mkdirSync(joinPath(folder, "transcripts"), { recursive: true, mode: 0o700 });
    const script = joinPath(place, `${name}.dsh`);
    writeFileSync(script, text, { mode: 0o600 });
    const kept = transcript(folder, `cleanup-${name}.txt`);
    const end = await withinTime(machine.sleep, MOST_MS, (signal) =>
      runTranscribed(machine.processes, [diskshadow, "/s", script], kept.path, {
        ...{ folder: place, signal },
        stdout: () => undefined,
        stderr: () => undefined,
      }),
    );
    // That a letter is free already is no trouble; what the shadow copies are is asked afterwards.
    return name.startsWith("delete") && end.exitCode !== 0
      ? (end.trouble ?? `exit code ${end.exitCode}`)
      : null;
  } catch (error) {
    return `run ${run}: ${messageOf(error)}`;
  }
}

function isListed(list: readonly { readonly id: string }[], id: string): boolean {
  return list.some((one) => guidOf(one.id) === id);
}

function leftShadow(
  { id, volume, exposedAs }: RunShadow,
  list: ShadowList,
  trouble: string | null,
): readonly string[] {
  const why = trouble === null ? "" : ` (${trouble})`;
  const state = typeof list === "string" ? `may still be there, for ${list}` : `could not be deleted${why}`;
  const shown = exposedAs === null ? "" : `, shown as ${exposedAs},`;
  return [`The shadow copy {${id}} of ${volume}${shown} ${state}. To delete it, ${howTo(id)}`];
}

/** Shadow copies of the run's volumes that came while it ran, and that nothing proves to be its own. */
function strangers(
  { shadowsBefore, volumes = [] }: Made,
  own: readonly RunShadow[],
  list: ShadowList,
): readonly string[] {
  if (typeof list === "string" || shadowsBefore === undefined || shadowsBefore === null) return [];
  // Where all of its own are known, those of others are no concern of it.
  if (own.length >= volumes.length) return [];
  const known = new Set([...shadowsBefore, ...own.map(({ id }) => id)].map(guidOf));
  return list
    .filter(({ id, volume }) => !known.has(guidOf(id)) && volumes.some(({ name }) => isOf(volume, name)))
    .map(
      ({ id, volume }) =>
        `A shadow copy {${guidOf(id) ?? id}} of ${volume?.path ?? "a volume of this run"} appeared while this run went on, and nothing proves that the run made it. If no other program did, ${howTo(id)}`,
    );
}

function isOf(volume: VssVolume | null, name: string): boolean {
  return volume !== null && name.toLowerCase().includes(volume.guid.toLowerCase());
}

function howTo(id: string): string {
  return `start diskshadow as an administrator and enter: delete shadows id {${guidOf(id) ?? id}}`;
}

/** Removes the empty folders that showed shadow copies. A folder that still shows one, or holds anything, is left. */
function mountFoldersLeft({ folder, volumes = [] }: Made, shadows: readonly RunShadow[]): readonly string[] {
  const failed: string[] = [];
  for (const { exposeAs: one } of volumes) {
    if (!isWithin(folder, one)) continue;
    const shown = shadows.some(({ exposedAs, removed }) => exposedAs === one && !removed);
    if (shown || !existsSync(one)) continue;
    try {
      rmdirSync(one);
    } catch (error) {
      failed.push(`The folder ${one} could not be removed: ${messageOf(error)}. Enter: rmdir "${one}"`);
    }
  }
  return failed;
}
