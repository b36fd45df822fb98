import { createLineBuffer, putText, takeLines } from "../../parsers/line-buffer.ts";
import { ndjson } from "../../parsers/ndjson.ts";
import type { Input } from "../model/report.ts";
import { expandPaths } from "../source/expand-paths.ts";
import { type ReadOptions, unreadInput } from "../source/read-input.ts";
import { totalBytes } from "./inputs.ts";
import { createReader } from "./reader.ts";
import type { Surroundings } from "./surroundings.ts";

export interface EventsRequest {
  readonly paths: readonly string[];
  /** Names, compared without case; none: all. */
  readonly providers: readonly string[];
  /** Ranges of event ids, both ends included; none: all. */
  readonly ids: readonly (readonly [first: number, last: number])[];
  readonly timeZone?: string | undefined;
}

/** Takes whole lines. */
export interface LineOutput {
  /** The bytes may change only when they are done with. */
  write(lines: Uint8Array, done: () => void): void;
  readonly drained: () => Promise<void> | undefined;
}

/** So many bytes are handed on at once: a write for each line would be most of the work. */
const BATCH = 64 * 1024;
/** Room for them and a usual line. */
const CAPACITY = 2 * BATCH;

/** Writes the records of all inputs as NDJSON, in file order. Returns what is to be said of each input. */
export async function events(
  request: EventsRequest,
  output: LineOutput,
  surroundings: Surroundings,
): Promise<readonly Input[]> {
  const found = await expandPaths(request.paths);
  const read: Input[] = found.diagnostics.map(unreadInput);
  surroundings.progress?.start(found.inputs.length, totalBytes(found.inputs));
  const wants = filterOf(request);
  const lines = createLineBuffer(Buffer.allocUnsafeSlow(CAPACITY));
  /** Bytes that were written and can be used again: new ones would have to be cleared by the system each time. */
  const free: Uint8Array[] = [];
  const flush = (): void => {
    if (lines.length === 0) return;
    const { bytes } = lines;
    const taken = takeLines(lines, free.pop() ?? Buffer.allocUnsafeSlow(CAPACITY));
    output.write(taken, () => {
      if (bytes.length === CAPACITY) free.push(bytes);
    });
  };
  const reader = createReader(
    {
      timeZone: request.timeZone,
      ...(wants === undefined ? {} : { wants }),
      drained() {
        flush();
        return output.drained();
      },
      lines: {
        lines,
        printed() {
          if (lines.length > BATCH) flush();
          surroundings.progress?.found();
        },
      },
      done: (input) => read.push(input),
    },
    surroundings,
  );
  for (const input of found.inputs) {
    await reader(input, (record) => {
      // A format hands on a record without provider or id whatever is wanted.
      if (wants !== undefined && !wants(record.provider ?? "", record.eventId ?? -1)) return false;
      putText(lines, `${ndjson(record)}\n`);
      if (lines.length > BATCH) flush();
      return true;
    });
    flush();
    await output.drained();
  }
  return read;
}

function filterOf({ providers, ids }: EventsRequest): ReadOptions["wants"] {
  if (providers.length === 0 && ids.length === 0) return undefined;
  const names = new Set(providers.map((name) => name.toLowerCase()));
  return (provider, id) =>
    (names.size === 0 || names.has(provider.toLowerCase())) &&
    (ids.length === 0 || ids.some(([first, last]) => id >= first && id <= last));
}
