import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { PagesFound } from "./page-scan.ts";
import type { OpenFile } from "./read-file.ts";

/** A file whose pages a second thread helps to read. Plain data. */
export interface SecondTask extends Omit<OpenFile, "deal"> {
  readonly pageSize: number;
  readonly shared: SharedArrayBuffer;
}

export interface SecondAnswer {
  readonly found: PagesFound;
  /** Where pieces begin that it was dealt and could not read: the first thread tries them, and says why. */
  readonly left: readonly number[];
}

/**
 * A second thread that takes pieces of the file that the first one reads: a read copies memory, and is half of the
 * work where the file lies in the system's cache.
 */
export interface SecondReader {
  /** Resolves when no piece is left. */
  read(task: SecondTask): Promise<SecondAnswer>;
  /** Ends the thread. */
  end(): Promise<void>;
}

/** Smaller files are read before a thread has begun. */
export const WORTH_A_SECOND = 256 * 1024 * 1024;

/** Null on a machine with one processor. The thread starts with the first file. */
export function createSecondReader(): SecondReader | null {
  if (availableParallelism() < 2) return null;
  let worker: Worker | null = null;
  return {
    read(task) {
      worker ??= new Worker(new URL("./second-reader-worker.js", import.meta.url));
      const thread = worker;
      return new Promise((resolve, reject) => {
        const ended = (code: number): void => {
          reject(new Error(`the second reader ended with ${code} and without a result`));
        };
        thread.once("error", reject).once("exit", ended);
        thread.once("message", (answer: SecondAnswer) => {
          thread.off("error", reject).off("exit", ended);
          resolve(answer);
        });
        thread.postMessage(task);
      });
    },
    async end() {
      await worker?.terminate();
    },
  };
}
