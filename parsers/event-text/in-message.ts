import {
  begin,
  beginsNextObject,
  type Context,
  endQuotation,
  enter,
  giveBack,
  hasBreak,
  isHeader,
  isStart,
  say,
  startWith,
} from "./context.ts";
import { addField, createDraft, type Draft, hasId } from "./draft.ts";
import { type Field, fieldOf } from "./fields.ts";
import { hexRowsOf } from "./hex-dump.ts";
import { LONGEST_HEADER } from "./in-header.ts";
import { beginAnnounced, inIdle, takeRow } from "./in-idle.ts";
import { continuesBareEvent } from "./shapes.ts";

/** A line of an event's text, or the first of what follows it. */
export function inMessage(context: Context, open: Draft, line: string, number: number): void {
  if (context.next !== null) inNext(context, open, line, number);
  else if (line.trim() === "") {
    const paragraph = open.kind === "line" || open.kind === "prose";
    if (paragraph && open.message.length > 0) begin(context, null);
    else say(context, open, "");
  } else if (open.kind === "bare" && !continuesBareEvent(open, line)) {
    begin(context, null);
    inIdle(context, line, number);
  } else if (!endsMessage(context, open, line, number)) {
    say(context, open, line);
    endQuotation(context, open);
  }
}

/** Whether the line is something else than text of this event; then it is dealt with. */
function endsMessage(context: Context, open: Draft, line: string, number: number): boolean {
  // Format-List moves the further lines of a value in.
  if (open.kind === "list" && /^\s/.test(line)) return false;
  const field = fieldOf(line);
  if (field !== null && open.kind === "list" && field.style === "list") {
    inList(context, open, field, number);
    return true;
  }
  if (field !== null && isBlock(field)) {
    enter(context, open, field);
    return true;
  }
  if (field !== null && isStart(field.role) && beginNext(context, field, line, number)) return true;
  if (context.blankBefore && open.kind !== "list" && beginAnnounced(context, line, number)) return true;
  return line.includes("|") && takeRow(context, line, number);
}

/** Format-List goes on with other fields behind the message, and begins the next event with a name it had. */
function inList(context: Context, open: Draft, field: Field, number: number): void {
  if (beginsNextObject(context, open, field)) startWith(context, field, number, false);
  else if (addField(open, field)) {
    context.mode = "header";
    enter(context, open, field);
  }
}

function isBlock({ role, value }: Field): boolean {
  return role === "xml" || (role === "binary" && (value === "" || hexRowsOf(value).length > 0));
}

function beginNext(context: Context, field: Field, line: string, number: number): boolean {
  const fresh = createDraft(number, field.style, hasBreak(line));
  if (!addField(fresh, field)) return false;
  context.next = { draft: fresh, lines: [line], gap: context.blankBefore };
  if (hasId(fresh)) commitNext(context);
  return true;
}

/** A line behind labelled ones inside a message. */
function inNext(context: Context, open: Draft, line: string, number: number): void {
  const { next } = context;
  const field = fieldOf(line);
  if (next !== null && next.lines.length < LONGEST_HEADER) {
    const goesOn =
      field !== null &&
      isHeader(field.role) &&
      !next.draft.names.has(field.name) &&
      addField(next.draft, field);
    if (goesOn || line.trim() === "") {
      next.lines.push(line);
      if (hasId(next.draft)) commitNext(context);
      return;
    }
  }
  giveBack(context, open);
  inMessage(context, open, line, number);
}

/** An id came: the labelled lines are the next event, or the rest of this one where it has no id yet. */
function commitNext(context: Context): void {
  const { next, draft: open } = context;
  if (next === null) return;
  const shared = open !== null && [...next.draft.fields.keys()].some((role) => open.fields.has(role));
  if (open !== null && !hasId(open) && !next.gap && !shared) {
    for (const [role, value] of next.draft.fields) open.fields.set(role, value);
    context.next = null;
    context.mode = "header";
    return;
  }
  begin(context, next.draft, next.draft.message.length > 0 ? "message" : "header");
  endQuotation(context, next.draft);
}
