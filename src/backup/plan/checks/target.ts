import type { BackupUnit, Discovery } from "../../../model/backup/discovery.ts";
import { formatBytes } from "../../../model/byte-size.ts";
import { sameName } from "../../../model/names.ts";
import type { Found } from "../obstacles.ts";
import { isPlainWord, joinPath, splitPath, volumeOf } from "../paths.ts";
import { runName } from "../plan.ts";
import type { UnitVolumes } from "../volumes.ts";

export interface TargetQuestion {
  readonly target: string;
  readonly expose: "letters" | "folders";
  /** Of the database and its logs; absent: not known. */
  readonly bytesNeeded?: number | undefined;
  /** What the target itself says, also where it is a share; absent: what is known of its volume. */
  readonly bytesFree?: number | undefined;
}

/** MAX_PATH of Windows, with its closing zero. */
const LONGEST_PATH = 259;
/** Beside what is copied there are transcripts, and logs go on being written until the freeze. */
const SPARE_SHARE = 0.05;
const SPARE_BYTES = 1024 ** 3;
/** `E0000000001.log` */
const LOG_NAME = 15;

/** The place where the run's folder is to be. */
export function targetObstacles(
  discovery: Discovery,
  unit: BackupUnit,
  { mounted }: UnitVolumes,
  question: TargetQuestion,
): readonly Found[] {
  const { target, expose } = question;
  const found: Found[] = [...pathObstacles(discovery.server, unit, target)];
  const drive = /^([a-z]):(?:$|[\\/])/i.exec(target)?.[1]?.toUpperCase();
  const there = volumeOf(discovery.volumes, target);
  if (drive !== undefined && discovery.letters.length > 0 && !discovery.letters.includes(drive)) {
    found.push({ code: "TARGET_MISSING", message: `there is no drive ${drive}:` });
  }
  const shared = mounted.find(({ volume }) => there !== null && sameName(volume.name, there.volume.name));
  if (shared !== undefined) {
    const message = `${target} is on ${shared.mountPoint}, where files of ${unit.name} are`;
    found.push({ code: "TARGET_ON_SNAPSHOT", message });
  }
  const isShare = /^[\\/]{2}/.test(target);
  if (isShare) found.push({ code: "TARGET_ON_SHARE", message: `${target} is on a share` });
  found.push(...spaceObstacles(question.bytesFree ?? there?.volume.freeBytes ?? null, question));
  if (expose === "folders") {
    const system = there?.volume.fileSystem ?? null;
    if (isShare || (system !== null && !/^(?:NTFS|ReFS)$/i.test(system))) {
      const why = system === null ? "is on a share" : `has ${system}`;
      found.push({ code: "NO_MOUNT_FOLDER", message: `${target} ${why}, where no volume can be mounted` });
    }
  }
  return found;
}

/** What Diskshadow's script and cmd carry is in `paths.ts`; the names below the target are plain by themselves. */
function pathObstacles(server: string, unit: BackupUnit, target: string): readonly Found[] {
  const found: Found[] = [];
  if (!/^(?:[a-z]:(?:$|[\\/])|[\\/])/i.test(target)) {
    found.push({ code: "TARGET_PATH", message: `${target} is no full path` });
  }
  const strange = [...new Set(target)].filter((sign) => !isPlainWord(sign));
  if (strange.length > 0) {
    const signs = strange.map((sign) => (sign === " " ? "a blank" : sign)).join(" ");
    found.push({
      code: "TARGET_PATH",
      message: `${target} has what Diskshadow or cmd do not carry: ${signs}`,
    });
  }
  const run = joinPath(target, runName(server, unit.name, 0, "0".repeat(16)));
  const names = unit.databases.map(({ file }) => (file === null ? 0 : splitPath(file).name.length));
  // A database whose name is taken by another one has its GUID as a folder above it.
  const folder = unit.databases.length > 1 ? "00000000-0000-0000-0000-000000000000" : "";
  const longest = joinPath(run, "files", folder).length + 1 + Math.max(LOG_NAME, ...names);
  if (longest > LONGEST_PATH) {
    found.push({
      code: "TARGET_TOO_LONG",
      message: `paths below ${target} would have ${longest} characters`,
    });
  }
  return found;
}

function spaceObstacles(free: number | null, { target, bytesNeeded }: TargetQuestion): readonly Found[] {
  if (free === null || bytesNeeded === undefined) {
    const what = free === null ? `how much is free on ${target}` : "how much is needed";
    return [{ code: "TARGET_SPACE_UNKNOWN", message: `${what} is not known` }];
  }
  const needed = bytesNeeded * (1 + SPARE_SHARE) + SPARE_BYTES;
  if (free >= needed) return [];
  return [
    {
      code: "TARGET_SPACE",
      message: `${target} has ${formatBytes(free)} free, and ${formatBytes(needed)} are needed`,
    },
  ];
}
