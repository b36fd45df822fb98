import type { Role } from "../field-names.ts";
import { readDateFields } from "../local-time/fields.ts";
import { utcTimeOf } from "../utc-time.ts";
import type { Field } from "./fields.ts";

/** An event as far as it has been read. */
export interface Draft {
  /** Where it begins, from 1. */
  readonly line: number;
  /** How it is written. `prose`: one quoted paragraph; `bare`: a message without any field; `xml`: nothing but XML. */
  kind: "text" | "list" | "json" | "line" | "prose" | "bare" | "xml";
  /** Its lines end with a backslash, a line break of Markdown. */
  readonly breaks: boolean;
  readonly fields: Map<Role, string>;
  readonly names: Set<string>;
  readonly message: string[];
  /** Characters in `message` and `xml`. */
  size: number;
  readonly hex: string[];
  readonly xml: string[];
  /** What the next lines hold by their place, where the names are of an unknown language. */
  readonly places: Role[];
}

/** An empty draft that begins at a line. */
export function createDraft(line: number, kind: Draft["kind"], breaks = false): Draft {
  return {
    line,
    kind,
    breaks,
    fields: new Map(),
    names: new Set(),
    message: [],
    size: 0,
    hex: [],
    xml: [],
    places: [],
  };
}

/** Whether an event id has been read. */
export function hasId(draft: Draft): boolean {
  return draft.fields.has("id") || draft.fields.has("instanceId");
}

/** `225`, `225 "text"`, `0xC0060019`; what follows the number is its message, or prose. */
const ID = /^(0x[0-9a-f]{1,8}|-?\d{1,10})(?![\d.])[,;]?\s*/i;
const QUOTES = /^["'“„«「]/;

/**
 * Takes a field into the draft. False when its value shows that the line is no field but prose ("Event ID: 9607
 * is logged when ..."), and the draft is as before.
 */
export function addField(draft: Draft, field: Field): boolean {
  const value = field.value;
  if (field.role === "id" && value !== "") {
    const id = ID.exec(value);
    const rest = id === null ? "" : value.slice(id[0].length);
    if (id === null || /^\p{Ll}/u.test(rest)) return false;
    draft.fields.set("id", id[1] ?? "");
    takeRest(draft, rest);
  } else if (field.role === "binary" && isDate(value)) {
    draft.fields.set("date", value);
  } else if (field.role === "task" && !/^\d+$/.test(value)) {
    draft.fields.set("taskName", value);
  } else if (value !== "" && !draft.fields.has(field.role)) {
    draft.fields.set(field.role, field.style === "json" ? timeOfJson(value) : value);
  }
  draft.names.add(field.name);
  return true;
}

/** The text behind an id in the same line. */
function takeRest(draft: Draft, rest: string): void {
  if (rest === "" || /^\((?:0x)?[0-9a-f]*\)$/i.test(rest)) return;
  if (QUOTES.test(rest)) draft.kind = "prose";
  addText(draft, rest.replace(/^[-–—:|,\s]+/, ""));
}

/** The longest message that is kept; ReportEvent takes strings of at most 31,839 characters, some to a message. */
const LONGEST_MESSAGE = 256 * 1024;

/** Adds a line to the message; false when it is too long for that. */
export function addText(draft: Draft, line: string): boolean {
  draft.size += line.length + 1;
  if (draft.size > LONGEST_MESSAGE) return false;
  draft.message.push(line);
  return true;
}

/** Whether a value is a date: "Data" is the date in Italian and Portuguese, and the binary data in English. */
function isDate(value: string): boolean {
  return value.length > 5 && readDateFields(value) !== null;
}

/** PowerShell 5 writes times into JSON as `/Date(1708076635000)/`. */
function timeOfJson(value: string): string {
  const found = /^\/Date\((-?\d{1,15})\)\/$/.exec(value);
  return found === null ? value : (utcTimeOf(Number(found[1])) ?? value);
}
