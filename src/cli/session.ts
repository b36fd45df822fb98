import type { Surroundings } from "../app/surroundings.ts";
import { type LogFile, openLog } from "../platform/log.ts";
import { createTempFolder } from "../platform/temp.ts";
import { packageVersion } from "../platform/version.ts";
import { Interrupted } from "./ends.ts";
import type { GlobalOptions } from "./globals.ts";
import { createProgressLine, type ProgressLine, type ProgressTells } from "./progress.ts";

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Runs a command in this process: with progress on the terminal, an end at Ctrl-C, and nothing left behind.
 * A second signal ends at once.
 *
 * @param showProgress false where the results themselves go to the terminal line by line
 */
export async function withSession<T>(
  options: GlobalOptions & { readonly keepLog?: LogFile },
  showProgress: boolean,
  run: (surroundings: Surroundings, progress: ProgressLine | null) => Promise<T>,
  tells: ProgressTells = "events",
): Promise<T> {
  const temp = createTempFolder();
  const abort = new AbortController();
  const handlers = Object.entries(SIGNALS).map(([signal, code]) => {
    const onSignal = (): void => {
      if (abort.signal.aborted) process.exit(code);
      abort.abort(new Interrupted(code));
    };
    process.on(signal, onSignal);
    return [signal, onSignal] as const;
  });
  const visible = showProgress && process.stderr.isTTY === true && options.logLevel !== "silent";
  const progress = visible ? createProgressLine(process.stderr, Date.now, tells) : null;
  try {
    const log = openLog(options.logLevel, options.keepLog);
    const surroundings: Surroundings = {
      now: Date.now,
      version: packageVersion(),
      stdin: process.stdin,
      folder: temp.path,
      log,
      signal: abort.signal,
      ...(progress === null ? {} : { progress }),
    };
    return await run(surroundings, progress);
  } catch (error) {
    throw abort.signal.aborted ? abort.signal.reason : error;
  } finally {
    progress?.clear();
    for (const [signal, onSignal] of handlers) process.removeListener(signal, onSignal);
    temp.remove();
  }
}
