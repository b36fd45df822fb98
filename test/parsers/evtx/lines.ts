import { createEvtxParser } from "../../../parsers/evtx/index.ts";
import type { ReaderOptions } from "../../../parsers/evtx/reader.ts";
import { createLineBuffer, putText } from "../../../parsers/line-buffer.ts";
import { ndjson } from "../../../parsers/ndjson.ts";

export interface Printed {
  readonly text: string;
  /** Times of the records that were printed without being made. */
  readonly times: readonly number[];
  /** How many records were made for their line. */
  readonly made: number;
}

/** The lines of a log as they are printed where lines are wanted. */
export function printed(bytes: Uint8Array, options: Partial<ReaderOptions> = {}): Printed {
  const lines = createLineBuffer(new Uint8Array(64));
  const times: number[] = [];
  let made = 0;
  const parser = createEvtxParser(
    {
      record(record) {
        made++;
        putText(lines, `${ndjson(record)}\n`);
      },
      diagnostic: () => undefined,
      lines: { lines, printed: (time) => times.push(time) },
    },
    { name: "log", ...options },
  );
  parser.write(bytes);
  parser.end();
  return { text: Buffer.from(lines.bytes.subarray(0, lines.length)).toString("utf8"), times, made };
}
