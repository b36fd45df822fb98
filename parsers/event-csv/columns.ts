import { isId } from "../event-fields.ts";
import { type Role, roleOfName } from "../field-names.ts";
import { levelOfWord } from "../level-words.ts";
import { readDateFields } from "../local-time/fields.ts";
import { wholeNumber } from "../numbers.ts";

/** Which column holds what, counted from 0. */
export type Columns = ReadonlyMap<Role, number>;

/** The logs that every Windows has; their names are not translated in exports. */
const LOGS = /^(?:application|system|security|setup)$/i;

/** The columns that a row of names tells; empty when it holds no known name. */
export function columnsOfNames(names: readonly string[]): Columns {
  const columns = new Map<Role, number>();
  names.forEach((name, at) => {
    const role = roleOfName(name);
    if (role !== undefined && !columns.has(role)) columns.set(role, at);
  });
  // Event Viewer writes the message into a column without a name, behind the others.
  if (!columns.has("message") && !columns.has("strings")) columns.set("message", names.length);
  return columns;
}

/**
 * Whether the names alone tell that this is a table of events, and where the id stands. "ID" and "Date" are the
 * names of many tables; a source, or the names that only event logs have, are not.
 */
export function areComplete(columns: Columns): boolean {
  if (!columns.has("id") && !columns.has("instanceId")) return false;
  if (columns.has("provider")) return true;
  return columns.has("time") && (columns.has("level") || columns.has("levelName") || columns.has("message"));
}

/**
 * Whether rows without telling names are events: a column holds levels, or the rows have one value more than
 * there are names, as Event Viewer writes them.
 */
export function areEvents(rows: readonly (readonly string[])[], names: readonly string[] | null): boolean {
  return rows.some(
    (row) =>
      row.length === (names?.length ?? Number.NaN) + 1 || row.some((cell) => levelOfWord(cell) !== null),
  );
}

/** Whether these cells are values, not names: a date and a number stand in them. */
export function areValues(cells: readonly string[]): boolean {
  return cells.some(isDate) && cells.some(isId);
}

/**
 * The columns that rows tell by the shape of their values: the id is the number next behind the date (Event
 * Viewer: level, date, source, id, category, message), the provider next before it or before the level (PsLogList:
 * record, log, source, level, computer, date, id, user, message), the message the longest text. Names that are known win.
 */
export function columnsOfShape(rows: readonly (readonly string[])[], names: Columns): Columns {
  const columns = new Map(names);
  const width = Math.max(0, ...rows.map((row) => row.length));
  const at = Array.from({ length: width }, (_, index) => index);
  const share = (index: number, is: (cell: string) => boolean) =>
    rows.filter((row) => is(row[index] ?? "")).length / rows.length;
  const taken = new Set(columns.values());
  const free = (is: (cell: string) => boolean) =>
    at.filter((index) => !taken.has(index) && share(index, is) >= 0.5);
  const take = (role: Role, index: number | undefined) => {
    if (index === undefined || columns.has(role)) return;
    columns.set(role, index);
    taken.add(index);
  };
  take("time", free(isDate)[0]);
  const time = columns.get("time") ?? columns.get("date") ?? -1;
  const numbers = free(isId);
  take("id", numbers.find((index) => index > time) ?? numbers[0]);
  take("level", free((cell) => levelOfWord(cell) !== null)[0]);
  const id = columns.get("id") ?? -1;
  const texts = free((cell) => cell !== "" && wholeNumber(cell) === null);
  if (!texts.includes(columns.get("message") ?? -1)) take("message", longest(texts, rows));
  take("channel", free((cell) => LOGS.test(cell))[0]);
  const words = texts.filter((index) => !taken.has(index));
  const besideLevel = (columns.get("level") ?? 0) - 1;
  take("provider", [id - 1, besideLevel].find((index) => words.includes(index)) ?? words[0]);
  if (words.includes(id + 1)) take("taskName", id + 1);
  return columns;
}

function longest(texts: readonly number[], rows: readonly (readonly string[])[]): number | undefined {
  const length = (index: number) => rows.reduce((sum, row) => sum + (row[index]?.length ?? 0), 0);
  return [...texts].sort((a, b) => length(b) - length(a))[0];
}

/** Whether the cell is a date in one of the usual forms. */
export function isDate(cell: string): boolean {
  return cell.length > 5 && readDateFields(cell) !== null;
}
