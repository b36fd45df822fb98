import { begin, beginsNextObject, type Context, enter, isStart, say, startWith } from "./context.ts";
import { addField, type Draft, hasId } from "./draft.ts";
import { fieldOf } from "./fields.ts";
import { inIdle, takeRow } from "./in-idle.ts";

/** A header that has no id after so many lines is none. */
export const LONGEST_HEADER = 40;

/** A line among the labelled lines at the beginning of an event. */
export function inHeader(context: Context, open: Draft, line: string, number: number): void {
  if (line.trim() === "") return;
  if (open.kind === "json" && /^\s*[{}\]],?\s*$/.test(line)) {
    begin(context, null);
    return;
  }
  if (context.headerLines > 5 * LONGEST_HEADER) begin(context, null);
  const placed = context.places.line(line, number);
  const field = context.places.take(open, line) ?? fieldOf(line);
  if (field !== null && field.role !== "ignored" && beginsNextObject(context, open, field)) {
    startWith(context, field, number, false);
  } else if (field !== null && field.role !== "ignored" && open.names.has(field.name)) {
    if (isStart(field.role)) startWith(context, field, number, open.breaks);
  } else if (field !== null && addField(open, field)) enter(context, open, field);
  else if (placed !== null && !hasId(open)) begin(context, placed);
  else if (!takeRow(context, line, number)) inFreeLine(context, open, line, number);
}

/** Behind an id the message begins, without label; before it, the labelled lines were no event. */
function inFreeLine(context: Context, open: Draft, line: string, number: number): void {
  if (hasId(open)) {
    context.mode = "message";
    say(context, open, line);
    return;
  }
  context.headerLines += 1;
  const labelled = /^[^:=#][^:=]{0,40}[:=]/.test(line);
  if (labelled && context.headerLines < LONGEST_HEADER) return;
  context.draft = null;
  context.mode = "idle";
  inIdle(context, line, number);
}
