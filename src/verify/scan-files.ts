import { createKernel } from "./kernel/index.ts";
import type { Recognised } from "./recognise.ts";
import { type Scanned, type ScanOptions, scan } from "./scan.ts";
import { createSecondReader } from "./second-reader.ts";
import { scanInWorkers } from "./workers.ts";

/**
 * Checks files, one after the other, large ones with the help of a second thread; or with `jobs` > 1 in as many workers. The results stand in the
 * order of the files. After the end was asked for, the rest of the files is told to be unread.
 */
export async function scanFiles(
  files: readonly Recognised[],
  options: ScanOptions,
): Promise<readonly Scanned[]> {
  const jobs = Math.min(options.jobs, files.length);
  if (jobs > 1) return scanInWorkers(files, jobs, options);
  const kernel = createKernel();
  // Who limits the rate is not in a hurry.
  const second = options.limit === null ? createSecondReader() : null;
  const done: Scanned[] = [];
  try {
    for (const file of files) {
      options.onFile(file.path);
      done.push(await scan(file, options.extent, kernel, options, second));
    }
  } finally {
    await second?.end();
  }
  return done;
}
