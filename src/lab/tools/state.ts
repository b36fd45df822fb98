import { readdirSync, statSync } from "node:fs";
import type { Backup, Lab, LabServer } from "../world.ts";
import type { ToolFaults } from "./faults.ts";
import type { LabTime } from "./time.ts";
import { type Files, filesOf, type LabVolume, volumesOf } from "./volumes.ts";

/** A shadow copy of one volume. Ids are in lower case, without braces. */
export interface ShadowCopy {
  readonly id: string;
  readonly set: string;
  readonly volume: LabVolume;
  readonly alias: string;
  /** How many were made with it. */
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly number: number;
  /** The attribute words that Diskshadow prints. */
  readonly attributes: string;
  /** `G:`, or a folder of this machine; null: shown nowhere. */
  exposedAs: string | null;
  /** Null: made by a program that is not part of the lab's backups. */
  readonly backup: Backup | null;
  /** Of the whole server; what is on its volume is shown. */
  files: Files;
}

/** What the simulated tools of one server know in common. */
export interface LabState {
  readonly lab: Lab;
  readonly server: LabServer;
  readonly time: LabTime;
  readonly faults: ToolFaults;
  readonly volumes: readonly LabVolume[];
  /** Letters in use besides those of volumes and of exposed shadow copies, upper case. */
  readonly letters: Set<string>;
  readonly made: ShadowCopy[];
  /** How many shadow copies there ever were. */
  counted: number;
}

export function createLabState(lab: Lab, server: LabServer, time: LabTime, faults: ToolFaults): LabState {
  const volumes = volumesOf(server);
  return { lab, server, time, faults, volumes, letters: new Set(), made: [], counted: 0 };
}

/** The shadow copies that are there: neither deleted nor dropped by Windows. */
export function shadowsOf({ made }: LabState): readonly ShadowCopy[] {
  return made.filter(({ backup }) => backup?.shadowsLost !== true);
}

export function deleteShadow({ made, lab }: LabState, shadow: ShadowCopy): void {
  const at = made.indexOf(shadow);
  if (at >= 0) made.splice(at, 1);
  const { backup } = shadow;
  if (backup !== null && !made.some((one) => one.backup === backup)) lab.shadows.delete(backup);
}

/** Letters that are in use, upper case. */
export function lettersOf(state: LabState): readonly string[] {
  const drives = [
    ...state.volumes.map(({ mountPoint }) => mountPoint),
    ...shadowsOf(state).flatMap(({ exposedAs }) => exposedAs ?? []),
  ];
  const letters = drives.flatMap((path) => /^([a-z]):\\?$/i.exec(path)?.[1]?.toUpperCase() ?? []);
  return [...new Set([...letters, ...state.letters])].sort();
}

export interface FoundFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The files of a folder of a simulated volume, live or as an exposed shadow copy shows it. `live`: the database that is
 * mounted holds them open.
 *
 * @returns null where there is no such folder
 */
export function folderAt(
  state: LabState,
  path: string,
): { readonly live: boolean; readonly files: readonly FoundFile[] } | null {
  const shadow = shadowsOf(state).find(
    ({ exposedAs }) => exposedAs !== null && restOf(exposedAs, path) !== null,
  );
  if (shadow !== undefined) {
    const { volume, files } = shadow;
    const folder = `${volume.mountPoint}${restOf(shadow.exposedAs ?? "", path) ?? ""}`;
    const own = new Map([...files].filter(([, file]) => volumeHas(state.volumes, volume, file.path)));
    return inFolder(own, folder, false);
  }
  if (!/^[a-z]:/i.test(path)) return null;
  return inFolder(filesOf(state.lab, state.server), path, true);
}

function inFolder(files: Files, folder: string, live: boolean) {
  const head = `${folder.replace(/[\\/]+$/, "")}\\`.toLowerCase();
  const below = [...files].filter(([path]) => path.startsWith(head));
  if (below.length === 0) return null;
  const own = below.filter(([path]) => !path.slice(head.length).includes("\\"));
  return { live, files: own.map(([, { path, bytes }]) => ({ name: path.slice(head.length), bytes })) };
}

function volumeHas(volumes: readonly LabVolume[], volume: LabVolume, path: string): boolean {
  const above = volumes.filter(({ mountPoint }) => path.toLowerCase().startsWith(mountPoint.toLowerCase()));
  return (
    above.every(({ mountPoint }) => mountPoint.length <= volume.mountPoint.length) && above.includes(volume)
  );
}

/** What of a path lies below an exposed place, with backslashes; null where it does not lie there. */
function restOf(place: string, path: string): string | null {
  const plain = (text: string): string => text.replaceAll("/", "\\").replace(/\\+$/, "");
  const [head, whole] = [plain(place), plain(path)];
  const same = /^[a-z]:/i.test(head)
    ? whole.toLowerCase().startsWith(head.toLowerCase())
    : whole.startsWith(head);
  if (!same || (whole.length > head.length && whole[head.length] !== "\\")) return null;
  return whole.slice(head.length + 1);
}

/** Whether a folder of this machine is there and empty, as a place to show a shadow copy has to be. */
export function isEmptyFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true && readdirSync(path).length === 0;
}
