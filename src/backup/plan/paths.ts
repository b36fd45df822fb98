import type { MachineVolume } from "../../model/backup/discovery.ts";
import { isDrive, sameName } from "../../model/names.ts";

// Paths are told apart by their shape, not by the system that this runs on: the lab backs up to folders of any system.
const WINDOWS = /^(?:[a-z]:|[\\/]{2})/i;

/** With a drive, or of a share. */
export function isWindowsPath(path: string): boolean {
  return WINDOWS.test(path);
}

function separatorOf(path: string): "\\" | "/" {
  return isWindowsPath(path) ? "\\" : "/";
}

/**
 * Names put behind a path, with one separator of the path's own kind between each; a name may be a path of either kind.
 * A drive alone means its root: `G:` and nothing is `G:\`.
 */
export function joinPath(base: string, ...names: readonly string[]): string {
  const separator = separatorOf(base);
  const parts = names.flatMap((name) => name.split(/[\\/]/)).filter((part) => part !== "");
  // A slash begins an option of most programs of Windows.
  const trimmed = withoutEnd(separator === "/" ? base : unified(base));
  if (parts.length === 0) return isDrive(trimmed) ? `${trimmed}${separator}` : trimmed || separator;
  return [trimmed, ...parts].join(separator);
}

/** `E:\Databases\DB01\DB01.edb` gives `E:\Databases\DB01` and `DB01.edb`; a file of a root has the folder `E:\`. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const trimmed = withoutEnd(path);
  const end = lastSeparator(trimmed);
  if (end < 0) return { folder: "", name: trimmed };
  return { folder: joinPath(trimmed.slice(0, end)), name: trimmed.slice(end + 1) };
}

/** Where Windows compares without case and takes either separator, so does this. */
export function samePath(a: string, b: string): boolean {
  return isWindowsPath(a) && isWindowsPath(b)
    ? sameName(withoutEnd(unified(a)), withoutEnd(unified(b)))
    : withoutEnd(a) === withoutEnd(b);
}

/** What of a path lies below a folder, or null where it does not lie there; the folder itself gives an empty text. */
export function below(folder: string, path: string): string | null {
  const head = `${withoutEnd(folder)}${separatorOf(folder)}`;
  const whole = `${withoutEnd(path)}${separatorOf(path)}`;
  const start = whole.slice(0, head.length);
  if (whole.length < head.length) return null;
  const same =
    isWindowsPath(folder) && isWindowsPath(path) ? sameName(unified(start), unified(head)) : start === head;
  return same ? whole.slice(head.length, -1) : null;
}

/** A volume as a path finds it: `rest` is the path below the mount point. */
export interface MountedPath {
  readonly volume: MachineVolume;
  readonly mountPoint: string;
  readonly rest: string;
}

/**
 * The volume that a file or folder lies on: that of the longest mount point above it, since a volume may be mounted in
 * a folder of another one. Null where no volume is known there.
 */
export function volumeOf(volumes: readonly MachineVolume[], path: string): MountedPath | null {
  let found: MountedPath | null = null;
  for (const volume of volumes) {
    for (const mountPoint of volume.mountPoints) {
      const rest = below(mountPoint, path);
      if (rest === null || (found !== null && rest.length >= found.rest.length)) continue;
      found = { volume, mountPoint, rest };
    }
  }
  return found;
}

/** What Diskshadow and cmd carry unharmed as one word of a line: plain ASCII, without blanks and without signs of theirs. */
export function isPlainWord(path: string): boolean {
  return /^[\w.~$@+{}[\]\\/:-]+$/.test(path);
}

/** A name as a part of a folder's name: plain ASCII without blanks, `-` for all else. */
export function plainName(name: string, longest: number): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, longest)
    .replace(/[-.]+$/, "");
  return plain === "" ? "unnamed" : plain;
}

function withoutEnd(path: string): string {
  return path.replace(isWindowsPath(path) ? /[\\/]+$/ : /\/+$/, "");
}

function unified(path: string): string {
  return path.replaceAll("/", "\\");
}

function lastSeparator(path: string): number {
  const slash = path.lastIndexOf("/");
  return isWindowsPath(path) ? Math.max(slash, path.lastIndexOf("\\")) : slash;
}
