import { once } from "node:events";
import { createWriteStream, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { finished } from "node:stream/promises";
import { ReaderGone } from "./reader-gone.ts";

/** Where results go. */
export interface Output {
  /** Bytes may change only when they are done with. */
  write(text: string | Uint8Array, done?: () => void): void;
  /** To be awaited now and then: resolves when the reader has caught up; undefined when it has not to be waited for. */
  readonly drained: () => Promise<void> | undefined;
  /** All was written: makes the file appear under its name, whole or not at all. */
  commit(): Promise<void>;
  /** Leaves no trace of an output that is not committed. */
  discard(): void;
}

/** Standard output. Its `drained` rejects with ReaderGone when nobody reads any more. */
export function standardOutput(): Output {
  const { stdout } = process;
  let failure: Error | null = null;
  const failed = new Promise<never>((_, reject) => {
    stdout.once("error", (error: NodeJS.ErrnoException) => {
      failure = error.code === "EPIPE" ? new ReaderGone("the reader of the output went away") : error;
      reject(failure);
    });
  });
  // Whoever writes meets it; until then nobody may be waiting for it.
  failed.catch(() => undefined);
  let waiting = false;
  return {
    write(text, done) {
      if (failure === null && text.length > 0) waiting = !stdout.write(text, done);
    },
    drained() {
      if (failure !== null) return Promise.reject(failure);
      if (!waiting) return undefined;
      waiting = false;
      return Promise.race([once(stdout, "drain").then(() => undefined), failed]);
    },
    async commit() {
      if (failure !== null) throw failure;
      // Of a write that failed the callback hears first, and `failed` a moment later.
      const flushed = new Promise<void>((resolve, reject) => {
        stdout.write("", (error) => (error ? setImmediate(() => reject(failure ?? error)) : resolve()));
      });
      await Promise.race([flushed, failed]);
    },
    discard: () => undefined,
  };
}

/** A file that appears under its name only when it is complete: written beside it first, then renamed. */
export function fileOutput(path: string): Output {
  const beside = join(dirname(path), `.thawline-${process.pid}-${Date.now()}.tmp`);
  // Opened at once: that it cannot be written shows before hours of reading.
  const file = createWriteStream(beside, { fd: openSync(beside, "wx") });
  let failure: Error | null = null;
  file.on("error", (error) => {
    failure = error;
  });
  let waiting = false;
  const remove = (): void => rmSync(beside, { force: true });
  process.once("exit", remove);
  return {
    write(text, done) {
      waiting = !file.write(text, done);
    },
    drained() {
      if (failure !== null) return Promise.reject(failure);
      if (!waiting) return undefined;
      waiting = false;
      return once(file, "drain").then(() => undefined);
    },
    async commit() {
      if (failure !== null) throw failure;
      file.end();
      await finished(file);
      renameSync(beside, path);
      process.removeListener("exit", remove);
    },
    discard() {
      file.destroy();
      remove();
      process.removeListener("exit", remove);
    },
  };
}

/** Writes a file that is there whole or not at all; its folder is made where there is none, for this user only. */
export async function writeWhole(path: string, text: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const output = fileOutput(path);
  try {
    output.write(text);
    await output.commit();
  } finally {
    output.discard();
  }
}
