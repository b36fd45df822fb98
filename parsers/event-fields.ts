import { binaryOfText } from "./binary-text.ts";
import type { Role } from "./field-names.ts";
import { levelOfKind, levelOfWord } from "./level-words.ts";
import { eventIdOf, keywordBits, recordIdOf, wholeNumber } from "./numbers.ts";
import { type EventRecord, eventRecord } from "./record.ts";

/** What .NET prints for a list that nobody spelled out: it tells nothing. */
const TYPE_NAME = /^System\.[\w.`]+(?:\[.*\])?$/;

/** The text of a column or labelled line; null when there is none. */
export type FieldText = (role: Role) => string | null;

/** The record of what a table's row or a text's labelled lines hold; null without an event id. */
export function recordOfFields(
  textOf: FieldText,
  origin: string,
  readTime: (text: string) => string | null,
): EventRecord | null {
  const cell: FieldText = (role) => {
    const text = textOf(role)?.trim() ?? "";
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
    task: number("task") ?? categoryNumber(category),
    taskName: categoryNumber(category) === null ? category : null,
    keywords: keywordBits(cell("keywords") ?? ""),
    time: time === null ? null : readTime(time),
    processId: number("processId"),
    threadId: number("threadId"),
    strings: cell("strings")?.split("|") ?? [],
    binary: binaryOfText(cell("binary") ?? ""),
    message: cell("message"),
    origin,
  });
}

function timeText(cell: FieldText): string | null {
  const date = cell("time") ?? cell("date");
  const clock = cell("clock");
  if (date === null) return clock;
  return clock === null ? date : `${date} ${clock}`;
}

function levelOf(cell: FieldText): number | null {
  const level = cell("level");
  const kind = cell("entryType");
  const number = wholeNumber(level ?? "");
  if (number !== null) return number;
  const kindNumber = wholeNumber(kind ?? "");
  if (kindNumber !== null) return levelOfKind(kindNumber);
  const word = level ?? kind ?? cell("levelName");
  return word === null ? null : levelOfWord(word.replace(/ event$/i, ""));
}

/** Where a category has no name its number is shown; by Get-EventLog as "(16)". */
function categoryNumber(text: string | null): number | null {
  const found = /^\(?(\d{1,5})\)?$/.exec(text ?? "");
  return found === null ? null : Number(found[1]);
}

/** An event id, or an instance id with severity and facility above it. */
export function isId(text: string): boolean {
  const value = wholeNumber(text);
  return value !== null && value <= 0xffffffff && value > -0x80000000;
}
