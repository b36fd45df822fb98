import { statfs } from "node:fs/promises";
import type { Source } from "../../model/source.ts";
import type { Log } from "../../platform/log.ts";
import { systemClock } from "../../source/clock.ts";

/** The same source; what hinders it is logged when it begins, changes and ends. */
export function loggedSource(source: Source, log: Log): Source {
  return {
    name: source.name,
    signsOfLife: source.signsOfLife,
    async *batches(position, signal) {
      let known: string | null = null;
      for await (const batch of source.batches(position, signal)) {
        const { trouble } = batch;
        if (trouble !== null && trouble !== known)
          log.warn({ source: source.name, trouble }, "cannot be read");
        if (trouble === null && known !== null) log.info({ source: source.name }, "can be read again");
        known = trouble;
        yield batch;
      }
    },
  };
}

/** Less than this, in bytes, and a commit or a report may soon not fit any more. */
const SCARCE = 512 * 1024 * 1024;
const EVERY_MS = 600_000;

/** Says when the disk of the state folder is nearly full, until the signal aborts. Never rejects. */
export async function watchRoom(folder: string, log: Log, signal: AbortSignal): Promise<void> {
  let scarce = false;
  while (!signal.aborted) {
    const free = await freeBytes(folder);
    if (free !== null && free < SCARCE !== scarce) {
      scarce = !scarce;
      const what = { folder, freeMebibytes: Math.floor(free / 1024 / 1024) };
      if (scarce) log.warn(what, "the disk of the store is nearly full");
      else log.info(what, "the disk of the store has room again");
    }
    await systemClock.sleep(EVERY_MS, signal);
  }
}

/** Null where the system does not tell. */
async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
