import { createIdleSink, datedLines, readLines } from "../dated-lines.ts";
import { createTextDecoder } from "../decode.ts";
import type { Format } from "../format.ts";
import { createTimeReader } from "../local-time/reader.ts";
import { createTextReader } from "./reader.ts";

/** Events as people paste them: labelled lines of many tools and languages, tables, one-liners, quoted in prose. */
export const eventText: Format = { name: "event-text", sniff, ...datedLines(createTextReader) };

/** More than fragments of XML get when labelled lines surround them, less than any format that is sure. */
const SURE = 0.45;
const OTHERS = 0.2;

function sniff(head: Uint8Array): number {
  const sink = createIdleSink("");
  const text = createTextReader(sink, "", createTimeReader(sink, { name: "" }));
  const reader = readLines(text, createTextDecoder());
  reader.write(head);
  reader.end();
  const kinds = [...text.kinds];
  if (kinds.length === 0) return 0;
  // Formats of their own read these better.
  return kinds.every((kind) => kind === "xml" || kind === "json") ? OTHERS : SURE;
}
