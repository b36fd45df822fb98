import { readDateFields } from "../local-time/fields.ts";
import { begin, type Context, say } from "./context.ts";
import type { Draft } from "./draft.ts";
import { type Field, fieldOf } from "./fields.ts";
import { isHexRow } from "./hex-dump.ts";
import { inIdle } from "./in-idle.ts";
import { inMessage } from "./in-message.ts";

const XML_END = /<\/(?:[\w.-]+:)?Event\s*>/;
const LONGEST_XML = 1024 * 1024;
/** Rows of eight bytes: 64 KiB, the size of a chunk of an event log, which no record exceeds. */
const MOST_ROWS = 8192;

/** A line below "Data:". */
export function inData(context: Context, open: Draft, line: string, number: number): void {
  if (isHexRow(line)) {
    if (open.hex.length < MOST_ROWS) open.hex.push(line);
  } else if (line.trim() === "") return;
  else if (open.hex.length === 0) {
    // "Data:" can also be a line of the message.
    context.mode = "message";
    say(context, open, "Data:");
    inMessage(context, open, line, number);
  } else if (fieldOf(line)?.role === "xml") context.mode = "xml";
  else {
    begin(context, null);
    inIdle(context, line, number);
  }
}

/** A line of an event's XML. Where that is cut, the header of the next event ends it. */
export function inXml(context: Context, open: Draft, line: string, number: number): void {
  if (open.xml.length === 0 && line.trim() === "") return;
  const field = line.includes("<") ? null : fieldOf(line);
  if (field !== null && isHeaderOfNext(field)) {
    begin(context, null);
    inIdle(context, line, number);
    return;
  }
  open.size += line.length + 1;
  if (open.size < LONGEST_XML) open.xml.push(line);
  if (XML_END.test(line) || open.size >= LONGEST_XML) begin(context, null);
}

/** Values in XML are text too, so only what hardly stands in one counts. */
function isHeaderOfNext({ role, value }: Field): boolean {
  if (role === "channel" || role === "entryType") return true;
  if (role === "id") return /^\d{1,5}$/.test(value);
  return (role === "time" || role === "date" || role === "clock") && readDateFields(value) !== null;
}
