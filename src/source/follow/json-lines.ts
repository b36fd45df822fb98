import { eventJson } from "../../../parsers/event-json/index.ts";
import type { Reading } from "./reading.ts";

const LF = 10;
const BRACE = 0x7b;
/** A batch is made of so many lines at most; nearly always each holds one record. */
const LINES = 1_000;

/** Whether a text begins with a line that is one whole object of JSON; null: its first line has no end yet. */
export function beginsWithJsonLine(head: Uint8Array): boolean | null {
  const text = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(3) : head;
  const start = text.findIndex((byte) => byte > 0x20);
  if (start < 0) return null;
  if (text[start] !== BRACE) return false;
  const end = text.indexOf(LF, start);
  if (isWholeObject(text.subarray(start, end < 0 ? text.length : end))) return true;
  return end < 0 ? null : false;
}

/**
 * How many bytes of whole lines there are, and how many lines. The last one need not have an end if it is an object: no
 * more can come to it.
 */
export function wholeLines(bytes: Uint8Array): { readonly length: number; readonly lines: number } {
  let [length, lines] = [0, 0];
  for (let end = bytes.indexOf(LF); end >= 0 && lines < LINES; end = bytes.indexOf(LF, end + 1)) {
    length = end + 1;
    lines += 1;
  }
  if (lines < LINES && bytes[length] === BRACE && isWholeObject(bytes.subarray(length))) {
    length = bytes.length;
  }
  return { length, lines };
}

/** Reads whole lines, of which the first has this number. */
export function readLines(bytes: Uint8Array, firstLine: number, reading: Reading): void {
  const parser = eventJson.parse(reading.sink, { ...reading.parse, firstLine });
  parser.write(bytes);
  parser.end();
}

function isWholeObject(bytes: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}
