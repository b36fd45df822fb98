import type { EventSink } from "../event-sink.ts";
import type { Role } from "../field-names.ts";
import type { TimeReader } from "../local-time/reader.ts";
import { addField, addText, createDraft, type Draft } from "./draft.ts";
import type { Field } from "./fields.ts";
import { finishDraft } from "./finish.ts";
import { hexRowsOf } from "./hex-dump.ts";
import { createPlaces, type Places } from "./places.ts";
import { createTableRows, type TableRows } from "./tables.ts";

/** `header`: labelled lines; `message`: free lines behind them; `data`: a dump; `xml`: the event's XML. */
type Mode = "idle" | "header" | "message" | "data" | "xml";

/** Where the reading of one text stands. */
export interface Context {
  readonly sink: EventSink;
  readonly name: string;
  readonly times: TimeReader;
  readonly tables: TableRows;
  readonly places: Places;
  mode: Mode;
  draft: Draft | null;
  /** Labelled lines inside a message: the next event if an id comes, else part of the message. */
  next: { readonly draft: Draft; readonly lines: string[]; readonly gap: boolean } | null;
  /** Lines of the header so far. */
  headerLines: number;
  /** The line before was blank. */
  blankBefore: boolean;
  /** Where the event begins whose text was said to be too long. */
  tooLong: number;
  /** The name that stands first in each object of a Format-List, as soon as one was whole. */
  listFirst: string | null;
  /** How the events found so far are written. */
  readonly kinds: Set<Draft["kind"]>;
}

/** The beginning of a text. */
export function createContext(sink: EventSink, name: string, times: TimeReader): Context {
  return {
    sink,
    name,
    times,
    tables: createTableRows(),
    places: createPlaces(),
    mode: "idle",
    draft: null,
    next: null,
    headerLines: 0,
    blankBefore: true,
    tooLong: -1,
    listFirst: null,
    kinds: new Set(),
  };
}

/** Hands on the event that is open, and goes on with a new one or with none. */
export function begin(context: Context, fresh: Draft | null, mode: Mode = "header"): void {
  if (context.draft !== null) {
    if (context.next?.draft !== fresh) giveBack(context, context.draft);
    const found = finishDraft(context.draft, context.sink, context.name, context.times);
    if (found) {
      context.kinds.add(context.draft.kind);
      if (context.draft.kind === "list") context.listFirst ??= [...context.draft.names][0] ?? null;
    }
  }
  context.draft = fresh;
  context.mode = fresh === null ? "idle" : mode;
  context.next = null;
  context.headerLines = 0;
}

/** The labelled lines inside the message were text after all. */
export function giveBack(context: Context, open: Draft): void {
  for (const line of context.next?.lines ?? []) say(context, open, line);
  context.next = null;
}

/** Ends an event that prose quotes, where the quotation ends. */
export function endQuotation(context: Context, open: Draft): void {
  if (open.kind === "prose" && /["”“»」]\s*$/.test(open.message.at(-1)?.slice(-10) ?? ""))
    begin(context, null);
}

/** Adds a line to the message of the event that is open. */
export function say(context: Context, open: Draft, line: string): void {
  if (addText(open, line) || context.tooLong === open.line) return;
  context.tooLong = open.line;
  const where = `${context.name}:${open.line}`;
  context.sink.report("event-text-too-long", where, "The text of this event is cut at 256 Ki characters.");
}

/** Goes on as a field that was taken into the event demands. */
export function enter(context: Context, open: Draft, field: Field): void {
  context.headerLines += 1;
  open.names.add(field.name);
  const rows = field.role === "binary" ? hexRowsOf(field.value) : [];
  if (field.role === "xml") context.mode = "xml";
  else if (field.role === "message") {
    context.mode = field.style === "json" ? "header" : "message";
    if (field.value !== "") say(context, open, field.value);
  } else if (rows.length > 0 || (field.role === "binary" && field.value === "" && field.style === "text")) {
    open.hex.push(...rows);
    context.mode = "data";
  } else if (open.kind === "prose") {
    context.mode = "message";
    endQuotation(context, open);
  }
}

/** Begins an event with a field. False when the line turns out to be prose. */
export function startWith(context: Context, field: Field, number: number, breaks: boolean): boolean {
  const fresh = createDraft(number, field.style, breaks);
  if (!addField(fresh, field)) return false;
  begin(context, fresh);
  enter(context, fresh, field);
  return true;
}

/**
 * Whether a field begins the next object of a list. Names may be lost, so it is not enough to wait for one that
 * comes again: all later messages would go to their neighbours.
 */
export function beginsNextObject(context: Context, open: Draft, field: Field): boolean {
  return field.style !== "text" && (open.names.has(field.name) || field.name === context.listFirst);
}

/** Whether Markdown's line break, a backslash, ends the line. */
export function hasBreak(line: string): boolean {
  return line.trimEnd().endsWith("\\");
}

/** Fields that can stand first in an event. */
export function isStart(role: Role): boolean {
  return isHeader(role) && !["qualifiers", "keywords", "taskName", "task", "ignored"].includes(role);
}

/** Fields that stand before the text of an event. */
export function isHeader(role: Role): boolean {
  return role !== "message" && role !== "binary" && role !== "xml" && role !== "strings";
}
