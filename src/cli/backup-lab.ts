import { join } from "node:path";
import type { Surroundings } from "../app/surroundings.ts";
import type { BackupOptions, OpenedPlace } from "./backup-options.ts";
import { UsageError } from "./ends.ts";
import { EXIT } from "./exit-codes.ts";

/** Prints the stories of `backup --lab`; returns the exit code. */
export async function listLabBackups(): Promise<number> {
  const { LAB_BACKUPS } = await import("../lab/backups/index.ts");
  const width = Math.max(...LAB_BACKUPS.map(({ name }) => name.length));
  for (const { name, title } of LAB_BACKUPS) process.stdout.write(`${name.padEnd(width)}  ${title}\n`);
  return EXIT.ok;
}

/**
 * Opens simulated servers for a backup.
 *
 * @param asked whether somebody is there who can be asked what the command line leaves open
 */
export async function openLab(
  options: BackupOptions & { readonly lab: string },
  asked: boolean,
  surroundings: Surroundings,
): Promise<OpenedPlace> {
  const { labBackupNamed } = await import("../lab/backups/index.ts");
  const { labPlace } = await import("../app/backup/lab-place.ts");
  const backup = labBackupNamed(options.lab);
  if (backup === undefined) {
    throw new UsageError(`no story "${options.lab}"; "thawline backup --lab list" tells which there are`);
  }
  const { seed, speed, database, all, target } = options;
  const { place, folder, ...story } = await labPlace({ backup, seed, speed }, surroundings);
  process.stderr.write(`Simulated: ${backup.title}. Nothing of it is real; all of it lies in ${folder}\n`);
  const ask = asked && options.yes !== true;
  return {
    place,
    state: options.state ?? join(folder, "state"),
    usual: {
      // Simulated hours last seconds: all that the logs will say is waited for.
      wait: options.wait ?? story.hours * 3600,
      type: options.type ?? backup.type ?? "full",
      ...(ask || target !== undefined ? {} : { target: join(folder, "backup") }),
      ...(ask || all === true || database.length > 0 ? {} : { database: [story.database] }),
    },
  };
}
