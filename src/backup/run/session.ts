import { createDiskshadowReader, type DiskshadowOutput } from "../../../parsers/diskshadow/index.ts";
import type { BackupPlan } from "../../model/backup/plan.ts";
import type { CopyProgress } from "../../model/backup/progress.ts";
import type { ProcessEnd } from "../../model/process.ts";
import { runFile } from "./files.ts";
import { componentReasons, execLine, isLine } from "./outcome.ts";
import { type RunLimits, type RunPorts, USUAL_LIMITS } from "./ports.ts";
import { readProgress } from "./read-run.ts";
import { transcript } from "./run-folder.ts";
import { runTranscribed } from "./transcribed.ts";

/** Told while Diskshadow works. */
export interface SessionDesk {
  /** A line of the script begins; all before it are done. */
  line(text: string): void;
  shadow(shadow: { readonly alias: string; readonly id: string }): void;
  set(id: string): void;
  progress(progress: CopyProgress): void;
}

export interface SessionEnd {
  readonly end: ProcessEnd;
  readonly heard: DiskshadowOutput;
  /** Why it was ended by this program; null: it ended by itself. */
  readonly stopped: string | null;
  /** Why its output was not kept. */
  readonly unkept: string | null;
}

type Phase = "before" | "copying" | "after";

/**
 * Runs Diskshadow with the run's script, and watches over it: ends it, with all that it started, when it hangs, when it is
 * to be stopped, and when it takes something else into the backup than it should. A wish to stop waits for the snapshot, so that
 * its ids are known by which it can be deleted, and is not heard from `end backup` on: nobody could tell otherwise whether
 * Exchange was told.
 */
export async function runDiskshadow(
  plan: BackupPlan,
  ports: RunPorts,
  desk: SessionDesk,
): Promise<SessionEnd> {
  const { machine, signal, limits = USUAL_LIMITS } = ports;
  const over = new AbortController();
  const watching = new AbortController();
  let stopped: string | null = null;
  let phase: Phase = "before";
  let sign = machine.now();
  const stop = (why: string): void => {
    stopped ??= why;
    over.abort();
  };
  const reader = createDiskshadowReader({
    line(text) {
      if (isLine(text, execLine(plan))) {
        phase = "copying";
        const [wrong] = componentReasons(plan, reader.output());
        if (wrong !== undefined) stop(wrong);
      } else if (phase === "copying") phase = "after";
      desk.line(text);
      if (signal?.aborted === true) stopWish();
    },
    shadow: desk.shadow,
    set: desk.set,
  });
  const stopWish = (): void => {
    const { lines } = reader.output();
    const waits = isLine(lines.at(-1) ?? "", "create") || lines.some((line) => isLine(line, "end backup"));
    if (!waits) stop("It was stopped.");
  };
  signal?.addEventListener("abort", stopWish, { once: true });
  if (signal?.aborted === true) stopWish();
  const watched = watchOver({
    plan,
    machine,
    limits,
    signal: watching.signal,
    phase: () => phase,
    sign: () => sign,
    progress(progress) {
      sign = machine.now();
      // Its own output may come late; that the copying goes on says where it is.
      if (phase === "before") phase = "copying";
      desk.progress(progress);
    },
    late: stop,
  });
  const { unkept, ...end } = await runTranscribed(
    machine.processes,
    [plan.tools.diskshadow, "/s", plan.folders.script],
    transcript(plan.folders.run, "diskshadow.txt").path,
    {
      folder: plan.folders.run,
      signal: over.signal,
      stdout(text) {
        sign = machine.now();
        reader.write(text);
      },
      stderr: () => undefined,
    },
  );
  signal?.removeEventListener("abort", stopWish);
  watching.abort();
  await watched;
  const exitCode = end.exitCode === null ? null : end.exitCode | 0;
  return { end: { ...end, exitCode }, heard: reader.end(), stopped, unkept };
}

interface Watch {
  readonly plan: BackupPlan;
  readonly machine: RunPorts["machine"];
  readonly limits: RunLimits;
  readonly signal: AbortSignal;
  readonly phase: () => Phase;
  /** When the last sign of life came, beside those of the copying. */
  readonly sign: () => number;
  readonly progress: (progress: CopyProgress) => void;
  readonly late: (why: string) => void;
}

/** Follows the copying, and looks for signs of life, until it is told to end. */
async function watchOver({
  plan,
  machine,
  limits,
  signal,
  phase,
  sign,
  progress,
  late,
}: Watch): Promise<void> {
  const path = runFile(plan.folders.run, "progress");
  let last = "";
  let patience = 0;
  while (!signal.aborted) {
    try {
      await machine.sleep(limits.look, signal);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    const read = readProgress(path);
    if ("content" in read && read.content.id === plan.id) {
      const { step, files, bytes, checked } = read.content;
      const now = JSON.stringify([step, files, bytes, checked]);
      patience = read.content.patience;
      if (now !== last) progress(read.content);
      last = now;
    }
    const at = phase();
    const limit = at === "copying" ? Math.max(limits.copying, patience) : limits[at];
    const quiet = machine.now() - sign();
    if (quiet > limit) late(LATE[at](Math.round(quiet / 60_000)));
  }
}

const LATE: { readonly [At in Phase]: (minutes: number) => string } = {
  before: (minutes) => `Diskshadow did nothing for ${minutes} minutes before the copying, and was ended.`,
  copying: (minutes) => `The copying did not go on for ${minutes} minutes, and was ended.`,
  after: (minutes) => `Diskshadow did nothing for ${minutes} minutes after the copying, and was ended.`,
};
