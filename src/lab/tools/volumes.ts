import { guidOf } from "../events/draft.ts";
import { edbPath } from "../faults/mounting.ts";
import { snapshotOf } from "../store/files.ts";
import { VOLUME } from "../vss.ts";
import type { Backup, Copy, Lab, LabServer } from "../world.ts";

/** A volume of a simulated server: a disk with a letter, or one that is mounted in a folder. */
export interface LabVolume {
  /** `\\?\Volume{...}\` */
  readonly name: string;
  /** With a closing backslash. */
  readonly mountPoint: string;
  readonly bytes: number;
  readonly freeBytes: number;
}

const GIB = 1024 ** 3;

/** The system, the logs, and the databases, whose disk is mounted in a folder of that of the logs. */
export function volumesOf({ short }: LabServer): readonly LabVolume[] {
  const name = (mountPoint: string): string => `\\\\?\\Volume{${guidOf(`${short} ${mountPoint}`)}}\\`;
  return [
    { name: name("C:\\"), mountPoint: "C:\\", bytes: 120 * GIB, freeBytes: 70 * GIB },
    { name: `${VOLUME}\\`, mountPoint: "D:\\", bytes: 200 * GIB, freeBytes: 150 * GIB },
    {
      name: name("D:\\Databases\\"),
      mountPoint: "D:\\Databases\\",
      bytes: 900 * GIB,
      freeBytes: 500 * GIB,
    },
  ];
}

export function logFolder({ database }: Pick<Copy, "database">): string {
  return `D:\\Logs\\${database.name}`;
}

/** The full paths of a copy's files, by those of its folder in the lab. */
export function livePath(copy: Copy, name: string): string {
  return name.toLowerCase().endsWith(".edb") ? edbPath(copy) : `${logFolder(copy)}\\${name}`;
}

export function copiesOn({ databases }: Lab, server: LabServer): readonly Copy[] {
  return databases.flatMap(({ copies }) => copies.filter((copy) => copy.server === server));
}

/** Files by full path in lower case; as they are written there. */
export type Files = ReadonlyMap<string, { readonly path: string; readonly bytes: Uint8Array }>;

/** All files of the databases of a server: as a snapshot held them, else as they are now. */
export function filesOf(lab: Lab, server: LabServer, backup?: Backup): Files {
  const files = new Map<string, { readonly path: string; readonly bytes: Uint8Array }>();
  for (const copy of copiesOn(lab, server)) {
    for (const [name, bytes] of backup?.snapshot.get(copy) ?? snapshotOf(copy)) {
      const path = livePath(copy, name);
      files.set(path.toLowerCase(), { path, bytes });
    }
  }
  return files;
}

/** The volume that a path lies on: that of the longest mount point above it. */
export function volumeAt(volumes: readonly LabVolume[], path: string): LabVolume | null {
  const whole = `${path.replace(/[\\/]+$/, "")}\\`.toLowerCase();
  const above = volumes.filter(({ mountPoint }) => whole.startsWith(mountPoint.toLowerCase()));
  return above.sort((a, b) => b.mountPoint.length - a.mountPoint.length)[0] ?? null;
}

/** As it stands in a command: a letter, a mount point or the volume's name. */
export function volumeNamed(volumes: readonly LabVolume[], word: string): LabVolume | null {
  const plain = (text: string): string => text.replace(/\\+$/, "").toLowerCase();
  return (
    volumes.find(
      ({ name, mountPoint }) => plain(name) === plain(word) || plain(mountPoint) === plain(word),
    ) ?? null
  );
}
