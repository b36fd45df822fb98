import { type Role, roleOfName } from "../field-names.ts";
import { createDraft, type Draft } from "./draft.ts";

/** Reads events out of tables among text, a row an event; null for a row (or line) that is none. */
export interface TableRows {
  /** `provider` is what a line above the table names, for tables grouped by it. */
  row(line: string, number: number, provider: string | null): Draft | "header" | null;
}

type Layout =
  | { readonly kind: "pipes"; readonly roles: readonly (Role | undefined)[] }
  /** A table with names, but not of events. */
  | { readonly kind: "foreign" }
  | { readonly kind: "blanks"; readonly roles: readonly Role[]; readonly provider: string | null };

/** Get-WinEvent: date, id, level, message; Get-EventLog: index, date, kind, source, instance id, message. */
const WIN_EVENT = /^\s*(\S.{7,40}?)\s+(\d{1,5})\s+(\p{L}\S*)\s+(\S.*)$/u;
const EVENT_LOG =
  /^\s*(\d{1,10})\s+(\p{L}{1,5}\.? \d\d? \d\d:\d\d)\s+(\p{L}\S{0,20})\s+(\S.{0,60}?)\s+(\d{1,10})\s+(\S.*)$/u;

/** The line below Format-Table's names. */
const RULE = /^\s*-{2,}(?: +-{2,})*\s*$/;

/** A reader of the tables of one text. */
export function createTableRows(): TableRows {
  let layout: Layout | null = null;

  const piped = (line: string, number: number): ReturnType<TableRows["row"]> => {
    const cells = cellsOf(line);
    const roles = cells.map(roleOfName);
    if (roles.includes("id") && cells.length >= 2) {
      layout = { kind: "pipes", roles };
      return "header";
    }
    if (cells.length > 0 && cells.every((cell) => /^:?-+:?$/.test(cell))) {
      layout ??= { kind: "foreign" };
      return layout.kind === "foreign" ? null : "header";
    }
    if (layout?.kind === "foreign") return null;
    return layout?.kind === "pipes"
      ? rowByNames(cells, layout.roles, number)
      : rowByShape(cells, line, number);
  };

  return {
    row(line, number, provider) {
      if (line.includes("|")) return piped(line, number);
      if (RULE.test(line)) return layout === null ? null : "header";
      const roles = rolesOfHeader(line);
      if (roles !== null) {
        layout = { kind: "blanks", roles, provider };
        return "header";
      }
      const draft = layout?.kind === "blanks" ? rowByPlace(line, number, layout) : null;
      if (draft === null && line.trim() !== "") layout = null;
      return draft;
    },
  };
}

function cellsOf(line: string): string[] {
  const cells = line
    .slice(0, 32_768)
    .split("|")
    .map((cell) => cell.trim());
  if (cells[0] === "") cells.shift();
  if (cells.at(-1) === "") cells.pop();
  return cells;
}

function rowByNames(
  cells: readonly string[],
  roles: readonly (Role | undefined)[],
  number: number,
): Draft | null {
  const id = cells[roles.indexOf("id")] ?? "";
  if (!/^\d{1,5}$/.test(id)) return null;
  const draft = createDraft(number, "line");
  const message = roles.includes("message") ? roles.indexOf("message") : roles.lastIndexOf(undefined);
  roles.forEach((role, at) => {
    const cell = cells[at] ?? "";
    if (at === message) draft.message.push(cell);
    else if (role !== undefined && cell !== "") draft.fields.set(role, cell);
  });
  return draft;
}

/** A row without names: source, a cell that begins with the id, a long text: `|NTDS ISAM|474 with error-1018|The ...|`. */
function rowByShape(cells: readonly string[], line: string, number: number): Draft | null {
  const [provider, second, text, ...more] = cells;
  if (!/^\s*\|/.test(line) || provider === undefined || text === undefined || more.length > 0) return null;
  const id = /^\d{1,5}(?!\S)/.exec(second ?? "");
  if (id === null || text.length < 40 || !/^\p{L}[\p{L}\p{N} ._-]{1,60}$/u.test(provider)) return null;
  const draft = createDraft(number, "line");
  draft.fields.set("id", id[0]).set("provider", provider);
  draft.message.push(text);
  return draft;
}

/** The names of Format-Table's columns, all of them known, with an id and a message among them. */
function rolesOfHeader(line: string): Role[] | null {
  const names = line.trim().split(/\s+/, 12);
  if (names.length < 3 || names.length > 8) return null;
  const roles = names.map(roleOfName).filter((role) => role !== undefined);
  const known = roles.length === names.length && roles.includes("message");
  return known && (roles.includes("id") || roles.includes("instanceId")) ? roles : null;
}

function rowByPlace(
  line: string,
  number: number,
  { roles, provider }: Extract<Layout, { kind: "blanks" }>,
): Draft | null {
  const byLog = roles.includes("instanceId");
  const found = (byLog ? EVENT_LOG : WIN_EVENT).exec(line.slice(0, 8192));
  if (found === null) return null;
  const places: Role[] = byLog
    ? ["recordId", "time", "entryType", "provider", "instanceId", "message"]
    : ["time", "id", "level", "message"];
  const draft = createDraft(number, "line");
  places.forEach((role, at) => {
    const text = found[at + 1] ?? "";
    if (role === "message") draft.message.push(text);
    else draft.fields.set(role, text);
  });
  if (provider !== null && !byLog) draft.fields.set("provider", provider);
  return draft;
}
