import type { BackupUnit, Discovery } from "../../model/backup/discovery.ts";
import type { PlannedVolume } from "../../model/backup/plan.ts";
import { joinPath, type MountedPath, samePath, splitPath, volumeOf } from "./paths.ts";

export interface ExposeOptions {
  readonly id: string;
  readonly expose: "letters" | "folders";
  /** `g`; letters before it are left alone. */
  readonly firstLetter: string;
}

/**
 * The folders of a unit: those of its database files, then that of the logs, then that of the checkpoint; each once.
 * Null for one that is not known.
 */
function foldersOf({ databases, logFolder, systemFolder }: BackupUnit): readonly (string | null)[] {
  const folders = [
    ...databases.map(({ file }) => (file === null ? null : splitPath(file).folder)),
    logFolder,
    systemFolder,
  ];
  return folders.filter(
    (folder, at) =>
      folders.findIndex(
        (one) => one === folder || (one !== null && folder !== null && samePath(one, folder)),
      ) === at,
  );
}

/** Where the known folders of a unit lie: each volume once, in the order of its folders. */
export interface UnitVolumes {
  readonly mounted: readonly MountedPath[];
  /** Folders that lie on no volume that is known. */
  readonly homeless: readonly string[];
}

export function unitVolumes({ volumes }: Pick<Discovery, "volumes">, unit: BackupUnit): UnitVolumes {
  const found = new Map<string, MountedPath>();
  const homeless: string[] = [];
  for (const folder of foldersOf(unit)) {
    if (folder === null) continue;
    const mounted = volumeOf(volumes, folder);
    if (mounted === null) {
      homeless.push(folder);
      continue;
    }
    const key = mounted.volume.name.toLowerCase();
    if (!found.has(key)) found.set(key, mounted);
  }
  return { mounted: [...found.values()], homeless };
}

/** The volumes that a unit needs in one snapshot set. */
export function volumesOf(discovery: Pick<Discovery, "volumes">, unit: BackupUnit): readonly MountedPath[] {
  if (foldersOf(unit).includes(null)) throw new Error(`a folder of ${unit.name} is not known`);
  const { mounted, homeless } = unitVolumes(discovery, unit);
  if (homeless.length > 0) throw new Error(`no volume is known that ${homeless[0]} lies on`);
  return mounted;
}

/** The drive letters from `first` on that nothing uses, in order, without a colon: `G`. */
export function freeLetters({ letters }: Pick<Discovery, "letters">, first: string): readonly string[] {
  const start = first.trim().toUpperCase().charCodeAt(0);
  const used = new Set(letters.map((letter) => letter.slice(0, 1).toUpperCase()));
  const free: string[] = [];
  for (let code = Math.max(start, 65); code <= 90; code++) {
    const letter = String.fromCharCode(code);
    if (!used.has(letter)) free.push(letter);
  }
  return free;
}

/** What is shadowed, under which alias, and where it is shown: on a free letter, or in a folder of the run. */
export function plannedVolumes(
  discovery: Discovery,
  unit: BackupUnit,
  run: string,
  { id, expose, firstLetter }: ExposeOptions,
): readonly PlannedVolume[] {
  const mounted = volumesOf(discovery, unit);
  const letters = freeLetters(discovery, firstLetter);
  if (expose === "letters" && letters.length < mounted.length) {
    throw new Error(
      `${mounted.length} drive letters are needed, and ${letters.length} are free from ${firstLetter} on`,
    );
  }
  return mounted.map(({ volume, mountPoint }, at) => ({
    name: volume.name,
    mountPoint,
    alias: `thawline_${id}_${at + 1}`,
    exposeAs: expose === "letters" ? `${letters[at]}:` : joinPath(run, "snapshot", `${at + 1}`),
  }));
}
