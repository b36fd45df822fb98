import type { BackupPlan } from "../../../model/backup/plan.ts";
import { below, isWindowsPath, joinPath } from "../paths.ts";

/**
 * A plan whose run lies in another folder now. Where that is a folder of another kind of system, as a share that is mounted
 * on Linux, the plan stays as it is: its commands are for the server.
 */
export function movedTo(plan: BackupPlan, folder: string): BackupPlan {
  const { run } = plan.folders;
  if (isWindowsPath(run) !== isWindowsPath(folder)) return plan;
  const moved = (path: string): string => {
    const rest = below(run, path);
    return rest === null ? path : joinPath(folder, rest);
  };
  return {
    ...plan,
    folders: {
      run: moved(plan.folders.run),
      files: moved(plan.folders.files),
      transcripts: moved(plan.folders.transcripts),
      metadata: moved(plan.folders.metadata),
      script: moved(plan.folders.script),
      command: moved(plan.folders.command),
    },
    transfers: plan.transfers.map((transfer) => ({ ...transfer, to: moved(transfer.to) })),
  };
}
