import { createRobocopyReader, verifyCopy } from "../../../parsers/robocopy/index.ts";
import type { BackupPlan, Transfer } from "../../model/backup/plan.ts";
import { formatBytes } from "../../model/byte-size.ts";
import type { ProcessPort } from "../../model/process.ts";
import type { Expected } from "./expected.ts";
import type { ProgressDesk } from "./progress.ts";
import { followRobocopy } from "./robocopy-progress.ts";
import { transcript } from "./run-folder.ts";
import { runTranscribed } from "./transcribed.ts";

/** What was copied by the transfers before. */
export interface CopiedSoFar {
  readonly files: number;
  readonly bytes: number;
}

export interface TransferEnd {
  /** Why it is not good; null when it is. */
  readonly trouble: string | null;
  readonly detail: string;
  readonly transcript: string;
}

/**
 * Copies the files of one folder by robocopy, unbuffered, because databases are larger than the cache; with two tries, for
 * the usual million would hold the snapshot for a year; with data, attributes and times, as rights need a privilege and a
 * target that takes them. Percentages are left on: for hours they are the only sign of life.
 */
export async function copyTransfer(
  plan: BackupPlan,
  { transfer, files }: Expected,
  at: number,
  sofar: CopiedSoFar,
  ports: {
    readonly processes: ProcessPort;
    readonly signal: AbortSignal;
    readonly progress: ProgressDesk;
  },
): Promise<TransferEnd> {
  const { path, named } = transcript(plan.folders.run, `robocopy-${at}.txt`);
  const follower = followRobocopy();
  const reader = createRobocopyReader();
  ports.progress.silent(files.reduce((most, { bytes }) => Math.max(most, bytes), 0));
  const end = await runTranscribed(
    ports.processes,
    [plan.tools.robocopy, ...argumentsOf(transfer, plan.logPrefix)],
    path,
    {
      folder: plan.folders.run,
      signal: ports.signal,
      stdout(text) {
        reader.write(text);
        follower.write(text);
        const done = follower.done();
        if (follower.tells()) ports.progress.silent(0);
        ports.progress.copied(sofar.files + done.files, sofar.bytes + done.bytes);
      },
      stderr: () => undefined,
    },
  );
  ports.progress.silent(0);
  const { verified, why } = verifyCopy(reader.end(), end.exitCode);
  const trouble = end.unkept ?? end.trouble ?? (verified ? null : why.join("; "));
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const detail =
    trouble ??
    `${files.length === 1 ? "1 file" : `${files.length} files`}, ${formatBytes(bytes)}, from ${transfer.live}`;
  return { trouble, detail, transcript: named };
}

function argumentsOf({ name, from, to, files }: Transfer, prefix: string): readonly string[] {
  const options = ["/J", "/R:2", "/W:5", "/COPY:DAT", "/DCOPY:T", "/BYTES"];
  // A log in the making, which no restore needs.
  const without = name === "logs" ? ["/XF", `${prefix}tmp.log`] : [];
  return [from, to, ...files, ...options, ...without];
}
