import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Recognised } from "./recognise.ts";
import type { Scanned, ScanOptions } from "./scan.ts";
import type { Extent } from "./scan-database.ts";

/** What a worker is started with. */
export interface WorkerStart {
  readonly limit: number | null;
  readonly extent: Extent;
  /** One 32-bit word; 1 once the run is to end. */
  readonly stop: SharedArrayBuffer;
}

/** What a worker says. It gets one file at a time, null for no more. */
export type WorkerMessage =
  | { readonly bytes: number }
  | { readonly index: number; readonly scanned: Scanned };

export type WorkerTask = { readonly index: number; readonly file: Recognised } | null;

const LOOK_EVERY_MS = 50;

/** Checks files in several threads. What one of them cannot do is a fault of this program, and thrown. */
export async function scanInWorkers(
  files: readonly Recognised[],
  jobs: number,
  { limit, extent, stopped, onBytes, onFile }: ScanOptions,
): Promise<readonly Scanned[]> {
  const stop = new SharedArrayBuffer(4);
  const flag = new Int32Array(stop);
  const watch = setInterval(() => Atomics.store(flag, 0, stopped() ? 1 : 0), LOOK_EVERY_MS);
  const start: WorkerStart = { limit: limit === null ? null : limit / jobs, extent, stop };
  const done = new Array<Scanned | undefined>(files.length);
  let next = 0;
  const workers: Worker[] = [];

  const task = (): WorkerTask => {
    const index = next++;
    const file = files[index];
    if (file === undefined) return null;
    onFile(file.path);
    return { index, file };
  };
  const run = async (): Promise<void> => {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: start });
    workers.push(worker);
    const ended = once(worker, "exit");
    worker.on("message", (message: WorkerMessage) => {
      if ("bytes" in message) return onBytes(message.bytes);
      done[message.index] = message.scanned;
      worker.postMessage(task());
    });
    worker.postMessage(task());
    await ended;
  };
  try {
    await Promise.all(Array.from({ length: jobs }, run));
  } finally {
    clearInterval(watch);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return done.map((scanned, index) => {
    if (scanned === undefined) throw new Error(`${files[index]?.path}: its worker ended without a result`);
    return scanned;
  });
}
