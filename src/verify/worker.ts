import { parentPort, workerData } from "node:worker_threads";
import { createKernel } from "./kernel/index.ts";
import { scan } from "./scan.ts";
import type { WorkerMessage, WorkerStart, WorkerTask } from "./workers.ts";

/** A thread of `scanInWorkers`: checks the files that it is given, one after the other. */
const { limit, extent, stop } = workerData as WorkerStart;
const flag = new Int32Array(stop);
const kernel = createKernel();
/** A message for each piece would wake the main thread ten thousand times a second. */
const TELL_EVERY = 32 * 1024 * 1024;
let untold = 0;

function say(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

function tell(least: number): void {
  if (untold < least) return;
  say({ bytes: untold });
  untold = 0;
}

const environment = {
  limit,
  stopped: () => Atomics.load(flag, 0) === 1,
  onBytes(count: number) {
    untold += count;
    tell(TELL_EVERY);
  },
};

parentPort?.on("message", async (task: WorkerTask) => {
  if (task === null) return parentPort?.close();
  const scanned = await scan(task.file, extent, kernel, environment);
  tell(1);
  say({ index: task.index, scanned });
});
