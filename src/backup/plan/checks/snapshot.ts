import type { Discovery } from "../../../model/backup/discovery.ts";
import { formatBytes } from "../../../model/byte-size.ts";
import type { Found } from "../obstacles.ts";
import { freeLetters, type UnitVolumes } from "../volumes.ts";

/** Of a snapshot set: learn.microsoft.com, IVssBackupComponents::AddToSnapshotSet. */
const MOST_VOLUMES = 64;

const GIB = 1024 ** 3;
/** Freely chosen: what a busy database writes in the hours of a backup. */
const SCARCE_BYTES = 10 * GIB;
/** As much as VSS takes by itself (vssadmin: the default limit of shadow storage). */
const SCARCE_SHARE = 0.1;

/** The volumes that are snapshotted. */
export function snapshotObstacles({ mounted, homeless }: UnitVolumes): readonly Found[] {
  const found: Found[] = homeless.map((folder) => ({
    code: "VOLUME_UNKNOWN",
    message: `no volume is known that ${folder} lies on`,
  }));
  for (const { volume, mountPoint } of mounted) {
    if (!/^(?:NTFS|ReFS)$/i.test(volume.fileSystem ?? "")) {
      const system = volume.fileSystem ?? "a file system that could not be read";
      found.push({ code: "FILE_SYSTEM", message: `${mountPoint} has ${system}` });
    }
  }
  if (mounted.length > MOST_VOLUMES) {
    found.push({ code: "TOO_MANY_VOLUMES", message: `it lies on ${mounted.length} volumes` });
  }
  for (const { volume, mountPoint } of mounted) {
    const { bytes, freeBytes } = volume;
    if (bytes === null || freeBytes === null) continue;
    if (freeBytes < SCARCE_BYTES && freeBytes < bytes * SCARCE_SHARE) {
      found.push({ code: "SNAPSHOT_SPACE_LOW", message: `${mountPoint} has ${formatBytes(freeBytes)} free` });
    }
  }
  return found;
}

/** Where the shadow copies can be shown on drive letters. */
export function letterObstacles(
  discovery: Pick<Discovery, "letters">,
  volumes: number,
  firstLetter: string,
): readonly Found[] {
  if (discovery.letters.length === 0) {
    return [{ code: "LETTERS_UNKNOWN", message: "which drive letters are in use is not known" }];
  }
  const free = freeLetters(discovery, firstLetter);
  if (free.length >= volumes) return [];
  const first = firstLetter.trim().slice(0, 1).toUpperCase();
  const message = `${volumes} drive letters are needed, and from ${first} on ${free.length} are free`;
  return [{ code: "NO_FREE_LETTER", message }];
}
