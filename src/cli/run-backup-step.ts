import { EXIT } from "./exit-codes.ts";
import type { GlobalOptions } from "./globals.ts";
import { withSession } from "./session.ts";

/** Runs `backup-step`, which Diskshadow's script starts; returns the exit code: 0 only when all is proven. */
export async function runBackupStep(folder: string, options: GlobalOptions): Promise<number> {
  return await withSession(options, false, async (surroundings) => {
    const { copyPorts } = await import("../app/backup/copy-ports.ts");
    const { copyStep } = await import("../backup/run/copy-step.ts");
    const { PROCESSES } = await import("../platform/processes.ts");
    const { SNAPSHOT_FILES } = await import("../platform/snapshot-files.ts");
    const { lowerPriority } = await import("../platform/priority.ts");
    lowerPriority();
    const proof = await copyStep(
      folder,
      copyPorts(surroundings, { processes: PROCESSES, files: SNAPSHOT_FILES, env: process.env }),
    );
    // Goes into the run's folder: there is no terminal.
    for (const reason of proof.reasons) process.stdout.write(`${reason}\n`);
    process.stdout.write(
      proof.good ? "All is proven.\n" : "Not proven: the backup is not told to be good.\n",
    );
    return proof.good ? EXIT.ok : EXIT.failure;
  });
}
