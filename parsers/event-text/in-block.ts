import { begin, type Context, say } from "./context.ts";
import type { Draft } from "./draft.ts";
import { fieldOf } from "./fields.ts";
import { isHexRow } from "./hex-dump.ts";
import { inIdle } from "./in-idle.ts";
import { inMessage } from "./in-message.ts";

const XML_END = /<\/(?:[\w.-]+:)?Event\s*>/;
const LONGEST_XML = 1024 * 1024;

/** A line below "Data:". */
export function inData(context: Context, open: Draft, line: string, number: number): void {
  if (isHexRow(line)) open.hex.push(line);
  else if (line.trim() === "") return;
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
  const role = line.includes("<") ? undefined : fieldOf(line)?.role;
  if (role === "channel" || role === "entryType") {
    begin(context, null);
    inIdle(context, line, number);
    return;
  }
  open.size += line.length + 1;
  if (open.size < LONGEST_XML) open.xml.push(line);
  if (XML_END.test(line)) begin(context, null);
}
