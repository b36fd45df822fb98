import { binaryOfText } from "../binary-text.ts";
import { levelOfWord } from "../level-words.ts";
import { eventIdOf, recordIdOf, wholeNumber } from "../numbers.ts";
import { type EventRecord, eventRecord } from "../record.ts";
import { type Columns, isId } from "./columns.ts";
import type { Role } from "./header-names.ts";

/** What .NET prints for a list that nobody spelled out: it tells nothing. */
const TYPE_NAME = /^System\.[\w.`]+(?:\[.*\])?$/;
/** Kinds of the old event log (winnt.h, EVENTLOG_*_TYPE) as levels; audits are "log always". */
const KIND_LEVELS: Readonly<Record<number, number>> = { 1: 2, 2: 3, 4: 4, 8: 0, 16: 0 };

/** Reads the text of a time column. */
export type ReadTime = (text: string) => string | null;

/** The record of a row; null when the row has no event id where one belongs. */
export function recordOfRow(
  cells: readonly string[],
  columns: Columns,
  origin: string,
  readTime: ReadTime,
): EventRecord | null {
  const cell = (role: Role): string | null => {
    const at = columns.get(role);
    const text = at === undefined ? "" : (cells[at] ?? "").trim();
    return text === "" || TYPE_NAME.test(text) ? null : text;
  };
  const number = (role: Role) => wholeNumber(cell(role) ?? "");
  const written = cell("id") ?? cell("instanceId");
  if (written === null || !isId(written)) return null;
  const id = wholeNumber(written);
  const instance = number("instanceId") ?? id;
  const category = cell("taskName");
  const time = timeText(cell);
  return eventRecord({
    server: cell("server"),
    channel: cell("channel"),
    recordId: recordIdOf(cell("recordId") ?? ""),
    provider: cell("provider"),
    eventId: eventIdOf(id),
    qualifiers: number("qualifiers") ?? (instance !== null && instance > 0xffff ? instance >>> 16 : null),
    level: levelOf(cell),
    task: number("task") ?? numberInParentheses(category),
    taskName:
      numberInParentheses(category) === null && wholeNumber(category ?? "") === null ? category : null,
    keywords: keywordsOf(cell("keywords")),
    time: time === null ? null : readTime(time),
    processId: number("processId"),
    threadId: number("threadId"),
    strings: cell("strings")?.split("|") ?? [],
    binary: binaryOfText(cell("binary") ?? ""),
    message: messageOf(cells, columns),
    origin,
  });
}

type Cell = (role: Role) => string | null;

function timeText(cell: Cell): string | null {
  const date = cell("time") ?? cell("date");
  const clock = cell("clock");
  if (date === null) return clock;
  return clock === null ? date : `${date} ${clock}`;
}

function levelOf(cell: Cell): number | null {
  const level = cell("level");
  const kind = cell("entryType");
  const number = wholeNumber(level ?? "");
  if (number !== null) return number;
  const kindNumber = wholeNumber(kind ?? "");
  if (kindNumber !== null) return KIND_LEVELS[kindNumber] ?? null;
  const word = level ?? kind ?? cell("levelName");
  return word === null ? null : levelOfWord(word.replace(/ event$/i, ""));
}

/** Get-EventLog shows the number of a category that it has no name for as "(16)". */
function numberInParentheses(text: string | null): number | null {
  const found = /^\((\d{1,5})\)$/.exec(text ?? "");
  return found === null ? null : Number(found[1]);
}

/** Export-Csv writes the 64 bits as a signed decimal number; Event Viewer as words. */
function keywordsOf(text: string | null): string | null {
  if (text === null) return null;
  if (/^0x[0-9a-f]{1,16}$/i.test(text)) return text.toLowerCase();
  if (!/^-?\d{1,20}$/.test(text)) return null;
  return `0x${BigInt.asUintN(64, BigInt(text)).toString(16)}`;
}

/** A message in the last column may have been cut up by its own delimiters where quotes are missing. */
function messageOf(cells: readonly string[], columns: Columns): string | null {
  const at = columns.get("message");
  if (at === undefined) return null;
  const isLast = at >= Math.max(...columns.values());
  const text = isLast && cells.length > at + 1 ? cells.slice(at).join(",") : (cells[at] ?? "");
  const message = text.trim();
  return message === "" || TYPE_NAME.test(message) ? null : message;
}
