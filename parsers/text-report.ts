import type { TextDecoding } from "./decode.ts";
import type { EventSink } from "./event-sink.ts";

/** Says at the end of a text file how many of its bytes were no characters. */
export function reportInvalid(sink: EventSink, name: string, { invalid, encoding }: TextDecoding): void {
  if (invalid === 0) return;
  const what = invalid === 1 ? "1 byte sequence is" : `${invalid} byte sequences are`;
  sink.report("text-invalid-bytes", name, `${what} not ${encoding}; shown as U+FFFD.`);
}
