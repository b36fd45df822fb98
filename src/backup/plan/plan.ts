import type { BackupUnit, Discovery } from "../../model/backup/discovery.ts";
import type { BackupPlan, RunFolders, RunType } from "../../model/backup/plan.ts";
import { firstLabel } from "../../model/names.ts";
import { componentsOf, otherWriters } from "./components.ts";
import { isPlainWord, joinPath, plainName } from "./paths.ts";
import { knownUnit, transfersOf } from "./transfers.ts";
import { type ExposeOptions, plannedVolumes } from "./volumes.ts";

export interface PlanOptions extends ExposeOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly type: RunType;
  /** Where the folder of the run is made. */
  readonly target: string;
  /** What Diskshadow's `exec` starts by way of a small script; the folder of the run is put behind its arguments. */
  readonly copyCommand: readonly [file: string, ...args: readonly string[]];
}

/** So that the paths below a run's folder stay far from the 260 characters that old programs take. */
const LONGEST_NAME = 40;

/**
 * Works out all of one run. What is impossible is told beforehand and with its remedy by `preflight`; here it throws.
 *
 * @throws Error when something is not known, or cannot be
 */
export function planBackup(discovery: Discovery, unit: BackupUnit, options: PlanOptions): BackupPlan {
  const { id, now, type, target, copyCommand } = options;
  const { name, kind, guid, role, recovery, copies } = unit;
  if (recovery) throw new Error(`${name} is there for a recovery`);
  if (guid === null) throw new Error(`the GUID of ${name} is not known`);
  if (role === "unknown") throw new Error(`it is not known whether ${name} is mounted here`);
  if (discovery.writers === null) throw new Error("the VSS writers of this machine are not known");
  const known = knownUnit(unit);
  const folders = runFolders(joinPath(target, runName(discovery.server, name, now, id)));
  if (!isPlainWord(folders.run)) throw new Error(`Diskshadow cannot carry the path ${folders.run}`);
  const volumes = plannedVolumes(discovery, unit, folders.run, options);
  const [component] = componentsOf(discovery, unit);
  if (component === undefined) throw new Error(`${name} has no component`);
  return {
    schema: "thawline.plan/1",
    id,
    type,
    createdAt: new Date(now).toISOString(),
    server: discovery.server,
    unit: { kind, name, guid, role, copies: copies.map(({ server }) => server), databases: known.databases },
    folders,
    snapshot: {
      volumes,
      excludedWriters: otherWriters(discovery.writers),
      excludedComponents: otherComponents(discovery, unit),
      component,
    },
    transfers: transfersOf(discovery, known, volumes, folders.files),
    logPrefix: known.logPrefix,
    tools: toolsOf(discovery),
    copyCommand: [...copyCommand, folders.run],
  };
}

/** Each run has a folder of its own, whose name tells its story, and is free because of its id. */
export function runName(server: string, unit: string, now: number, id: string): string {
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");
  return `${plainName(firstLabel(server), LONGEST_NAME)}_${plainName(unit, LONGEST_NAME)}_${time}_${id}`;
}

function runFolders(run: string): RunFolders {
  return {
    run,
    files: joinPath(run, "files"),
    transcripts: joinPath(run, "transcripts"),
    metadata: joinPath(run, "backup.cab"),
    script: joinPath(run, "backup.dsh"),
    command: joinPath(run, "copy.cmd"),
  };
}

/** The writer does not list what is there for a recovery, so that needs no exclusion. */
function otherComponents(discovery: Discovery, unit: BackupUnit): readonly string[] {
  const others = discovery.units.filter(({ guid, recovery }) => !recovery && guid !== unit.guid);
  const nameless = others.find(({ guid }) => guid === null);
  if (nameless !== undefined) throw new Error(`the GUID of ${nameless.name} is not known`);
  return [...new Set(others.flatMap((other) => componentsOf(discovery, other)))].sort();
}

function toolsOf({ tools: { diskshadow, robocopy, eseutil } }: Discovery): BackupPlan["tools"] {
  if (diskshadow === null || robocopy === null || eseutil === null) {
    throw new Error("diskshadow, robocopy or eseutil is not there");
  }
  return { diskshadow, robocopy, eseutil };
}
