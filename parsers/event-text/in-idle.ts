import { begin, type Context, hasBreak, isStart, say, startWith } from "./context.ts";
import { createDraft, type Draft } from "./draft.ts";
import { fieldOf } from "./fields.ts";
import { announcedEvent, mayBeginBareEvent } from "./shapes.ts";

/** A line outside of events: passed over unless one begins with it. */
export function inIdle(context: Context, line: string, number: number): void {
  const field = fieldOf(line);
  if (field !== null && (isStart(field.role) || (field.role === "message" && field.style !== "text"))) {
    if (startWith(context, field, number, hasBreak(line))) return;
  }
  const placed = context.places.line(line, number);
  if (placed !== null) begin(context, placed);
  else if (mayBeginBareEvent(line)) {
    const bare = createDraft(number, "bare");
    begin(context, bare, "message");
    say(context, bare, line);
  } else if (!beginAnnounced(context, line, number)) takeRow(context, line, number);
}

/** Begins an event that the line announces in prose; false when it announces none. */
export function beginAnnounced(context: Context, line: string, number: number): boolean {
  const fresh = announcedEvent(line, number);
  if (fresh === null) return false;
  begin(context, fresh, "message");
  return true;
}

/** Hands on the event in a table's row, or takes note of a table's names; false when the line is neither. */
export function takeRow(context: Context, line: string, number: number): boolean {
  const found = context.tables.row(line, number, soleProvider(context.draft));
  if (found === null) return false;
  begin(context, found === "header" ? null : found);
  begin(context, null);
  return true;
}

/** The provider that a line above a table names for its rows. */
function soleProvider(draft: Draft | null): string | null {
  const provider = draft?.fields.get("provider");
  return provider !== undefined && draft?.fields.size === 1 ? provider : null;
}
