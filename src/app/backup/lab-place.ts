import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { LabBackup } from "../../lab/backups/backup.ts";
import { openLabBackup } from "../../lab/backups/open.ts";
import type { Speed } from "../../lab/clock.ts";
import { folderDisk } from "../../lab/disk.ts";
import { backupSteps, SIMULATED_COMMAND } from "../simulated/backup-steps.ts";
import { labSources, storedAll } from "../simulated/watching.ts";
import type { Surroundings } from "../surroundings.ts";
import type { BackupPlace } from "./place.ts";

export interface LabWish {
  readonly backup: LabBackup;
  readonly seed: number;
  readonly speed: Speed;
}

export interface LabPlace {
  readonly place: BackupPlace;
  /** A new folder for all that the simulated servers write, and for backups where nobody says another. It is kept. */
  readonly folder: string;
  /** What the story is about. */
  readonly database: string;
  /** How long after the run the logs are worth looking into. */
  readonly hours: number;
}

/** The watcher looks at the growing logs this often, in milliseconds. */
const POLL_MS = 50;
/** A judgement comes with the next tick of the watcher at the latest. */
const TICK_MS = 1_200;
/** So often the job is looked at while the story goes on; what is seen first ends the waiting. */
const LOOKS = 30;
const HOUR_MS = 3_600_000;
/** As the stories have it (src/lab/backups/backup.ts). */
const USUAL_HOURS = 4;

/** Simulated servers, of which one is backed up by the same code that backs real ones up. */
export async function labPlace(
  { backup, seed, speed }: LabWish,
  surroundings: Surroundings,
): Promise<LabPlace> {
  const { signal } = surroundings;
  const folder = mkdtempSync(join(tmpdir(), "thawline-lab-"));
  const out = join(folder, "simulated");
  const disk = folderDisk(out);
  const real = { now: surroundings.now, sleep: (ms: number) => wait(ms) };
  const { lab, machine, database } = await openLabBackup(
    { backup, seed, speed, disk },
    backupSteps(surroundings, () => machine),
    real,
  );
  const hours = backup.hours ?? USUAL_HOURS;
  const place: BackupPlace = {
    machine,
    simulated: true,
    sources: (_, store) => labSources(out, POLL_MS, store, surroundings),
    roundMs: (hours * HOUR_MS) / LOOKS,
    async caughtUp(store) {
      await storedAll(lab, store, signal);
      await wait(TICK_MS);
    },
    copyCommand: SIMULATED_COMMAND,
    close: async () => disk.close(),
  };
  return { place, folder, database, hours };
}
