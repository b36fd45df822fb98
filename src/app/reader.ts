import type { Input } from "../model/report.ts";
import type { CoverageTracker } from "../source/coverage.ts";
import type { InputPath } from "../source/expand-paths.ts";
import type { UseRecord } from "../source/parse.ts";
import { type ReadOptions, readInput } from "../source/read-input.ts";
import type { Surroundings } from "./surroundings.ts";

/** Reads one input to its end. */
export type Reader = (input: InputPath, use: UseRecord) => Promise<Input>;

export interface ReaderOptions extends Pick<ReadOptions, "wants" | "timeZone" | "drained" | "lines"> {
  readonly coverage?: CoverageTracker;
  /** Gets what is to be said of each input, in the order of reading. */
  readonly done: (input: Input) => void;
}

export function createReader(options: ReaderOptions, surroundings: Surroundings): Reader {
  const { coverage, done, ...rest } = options;
  const { progress, log, signal, folder, stdin } = surroundings;
  return async (path, use) => {
    progress?.input(path.path);
    const counted: UseRecord = (record) => {
      const used = use(record);
      if (used) progress?.found();
      return used;
    };
    const input = await readInput(path, counted, {
      ...rest,
      folder,
      stdin,
      signal,
      progress: progress?.bytes,
      ...(coverage === undefined ? {} : { coverage: coverage.input() }),
    });
    const { format, records, used, diagnostics } = input;
    log.info({ path: path.path, format, records, used, diagnostics: diagnostics.length }, "input read");
    done(input);
    return input;
  };
}
