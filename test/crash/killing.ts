import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { MAIN } from "../cli/run.ts";

/** A process of `thawline watch` that ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  /** How often it was seen to have written to its store. */
  readonly writes: number;
}

const LOOK_MS = 2;
/** A kill comes at most so long after the writing that it waits for: somewhere in what follows it. */
const LATER_MS = 40;

/**
 * Runs a watcher and kills it once it was seen to have written so many times, and a random moment later.
 *
 * @param writes infinite: it is let go on to its end
 * @param longest it is killed after so many ms in any case: nothing may be left for it to write
 */
export async function watchUntil(
  args: readonly string[],
  state: string,
  writes: number,
  random: () => number,
  longest = Number.POSITIVE_INFINITY,
): Promise<Ended> {
  const child = startWatch(args, state);
  let stderr = "";
  child.stderr?.on("data", (piece: Buffer) => {
    stderr += piece.toString();
  });
  const closed = once(child, "close");
  let [seen, last] = [0, marks(state)];
  const until = Date.now() + longest;
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  while (!isOver() && seen < writes && Date.now() < until) {
    await pause(LOOK_MS);
    const now = marks(state);
    if (now !== last) seen += 1;
    last = now;
  }
  if (Number.isFinite(writes)) await pause(random() * LATER_MS);
  if (!isOver()) child.kill("SIGKILL");
  const [code, signal] = await closed;
  return { code, signal, stderr, writes: seen };
}

export function startWatch(args: readonly string[], state: string): ChildProcess {
  return spawn(process.execPath, [MAIN, "watch", ...args, "--state", state], {
    stdio: ["ignore", "ignore", "pipe"],
  });
}

/** Changes with each transaction: where SQLite writes it. */
function marks(state: string): string {
  const [log, store] = ["thawline.db-wal", "thawline.db"].map((name) =>
    statSync(join(state, name), { throwIfNoEntry: false, bigint: true }),
  );
  return `${log?.mtimeNs} ${log?.size} ${store?.mtimeNs}`;
}
