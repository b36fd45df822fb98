import { randomBytes } from "node:crypto";
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { FolderWriters } from "../../backup/plan/checks/open.ts";
import { splitPath } from "../../backup/plan/paths.ts";
import { planBackup } from "../../backup/plan/plan.ts";
import { preflight } from "../../backup/plan/preflight.ts";
import { whoWrites } from "../../backup/run/who-writes.ts";
import type { BackupUnit, Discovery } from "../../model/backup/discovery.ts";
import type { Obstacle } from "../../model/backup/obstacle.ts";
import type { BackupPlan, RunType } from "../../model/backup/plan.ts";
import type { BackupPlace } from "./place.ts";

/** What one asks for, of each unit. */
export interface BackupWishes {
  readonly type: RunType;
  readonly target: string;
  readonly expose: "letters" | "folders";
  /** `g`; letters before it are left alone. */
  readonly firstLetter: string;
  /** Whether it is to be run by hand, by scripts that need nothing of this program. */
  readonly byHand?: boolean;
  /** The state folder; absent: it plays no part. */
  readonly state?: string;
}

/** What would be done for a unit; no plan where something stands in the way. */
export interface Planned {
  readonly unit: BackupUnit;
  readonly obstacles: readonly Obstacle[];
  readonly plan: BackupPlan | null;
}

/** Plans a run of a unit, after all that can be known of it beforehand was looked at. */
export async function planUnit(
  { machine, copyCommand, simulated }: Pick<BackupPlace, "machine" | "copyCommand" | "simulated">,
  discovery: Discovery,
  unit: BackupUnit,
  wishes: BackupWishes,
): Promise<Planned> {
  const bytesNeeded = await bytesOf(machine.files, unit);
  const bytesFree = await freeAt(wishes.target);
  const obstacles = preflight(discovery, unit, {
    ...wishes,
    ...(simulated ? {} : { writersOf: await writersOf(wishes, machine.shell) }),
    ...(wishes.byHand === true ? {} : { copyCommand }),
    ...(bytesNeeded === null ? {} : { bytesNeeded }),
    ...(bytesFree === null ? {} : { bytesFree }),
  });
  if (obstacles.some(({ blocks }) => blocks)) return { unit, obstacles, plan: null };
  const id = randomBytes(8).toString("hex");
  const plan = planBackup(discovery, unit, { ...wishes, id, now: machine.now(), copyCommand });
  return { unit, obstacles, plan };
}

/** Folders of simulated servers are temporary ones of this account. */
async function writersOf(
  { target, state }: BackupWishes,
  shell: BackupPlace["machine"]["shell"],
): Promise<readonly FolderWriters[]> {
  const asked = [
    { of: "target", path: target } as const,
    ...(state === undefined ? [] : [{ of: "state", path: state } as const]),
  ];
  const told: FolderWriters[] = [];
  for (const { of, path } of asked) told.push({ of, path, who: await whoWrites(path, shell) });
  return told;
}

/** What lies in the folders of a unit now; null where one cannot be looked into. */
async function bytesOf(files: BackupPlace["machine"]["files"], unit: BackupUnit): Promise<number | null> {
  const databases = unit.databases.map(({ file }) => file);
  const prefix = unit.logPrefix?.toLowerCase() ?? "";
  if (unit.logFolder === null || prefix === "" || databases.includes(null)) return null;
  try {
    const logs = (await files.list(unit.logFolder)).filter(
      ({ name }) => name.toLowerCase().startsWith(prefix) && /\.log$/i.test(name),
    );
    let bytes = logs.reduce((sum, log) => sum + log.bytes, 0);
    for (const file of databases) {
      const { folder, name } = splitPath(file ?? "");
      const found = (await files.list(folder)).find((one) => one.name.toLowerCase() === name.toLowerCase());
      if (found === undefined) return null;
      bytes += found.bytes;
    }
    return bytes;
  } catch {
    // Said by preflight: how much is needed is not known.
    return null;
  }
}

/** What is free where a folder is, or would be made; null where nothing tells. */
async function freeAt(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    const above = dirname(folder);
    return above === folder || above === "." ? null : await freeAt(above);
  }
}
