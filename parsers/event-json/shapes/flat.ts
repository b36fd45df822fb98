import { binaryOfBytes, binaryOfText } from "../../binary-text.ts";
import { type Role, roleOfName } from "../../field-names.ts";
import { levelOfKind, levelOfWord } from "../../level-words.ts";
import { eventIdOf, keywordBits, wholeNumber } from "../../numbers.ts";
import { eventRecord } from "../../record.ts";
import { isObject, type JsonObject } from "../repair.ts";
import { listOf, numberOf, recordIdIn, textOf, wordOf } from "../value.ts";
import { insertionsOf } from "./insertions.ts";
import { propertyTexts } from "./properties.ts";
import type { Shape, ShapeContext } from "./shape.ts";
import { timeText } from "./time-text.ts";

type Fields = ReadonlyMap<Role | "data", unknown>;

/** Names that only JSON uses, in lower case without marks; the others are those of the tables. */
const NAMES: ReadonlyMap<string, Role | "data"> = new Map([
  ["stringinserts", "strings"],
  ["properties", "strings"],
  ["eventdata", "data"],
  ["levelvalue", "level"],
  ["lasttimewritten", "time"],
  ["eventtime", "time"],
  ["hostname", "server"],
]);
/** A bare `Id` says event only beside one of these. */
const WINEVENT = /^(?:ProviderName|LogName|LevelDisplayName|ProviderId)$/i;
const EVENT_ID = /^(?:event[_ ]?(?:id|code|identifier)|instance[_ ]?id)$/i;

/**
 * An event as one flat object: Vector, Get-WinEvent and Get-EventLog through ConvertTo-Json, and what scripts
 * make of them. Told by an event id and a time beside something else that events have.
 */
export const flat: Shape = {
  matches(object) {
    const names = Object.keys(object);
    if (!names.some((name) => EVENT_ID.test(name)) && !names.some((name) => WINEVENT.test(name)))
      return false;
    const fields = fieldsOf(object);
    const known = ["provider", "channel", "recordId", "entryType", "instanceId", "message"] as const;
    return idOf(fields) !== null && fields.has("time") && known.some((role) => fields.has(role));
  },
  read: (object, context) => recordOf(fieldsOf(object), context),
};

function recordOf(fields: Fields, { origin, readTime }: ShapeContext) {
  const text = (role: Role): string | null => wordOf(fields.get(role));
  const instance = numberOf(fields.get("instanceId"));
  const time = timeText(fields.get("time"));
  const strings = propertyTexts(listOf(fields.get("strings")) ?? []);
  const members = fields.get("data");
  const inserted = insertionsOf(new Map(isObject(members) ? Object.entries(members) : []));
  const category = text("taskName");
  const task = numberOf(fields.get("task")) ?? wholeNumber(category?.replace(/^\((.*)\)$/, "$1") ?? "");
  return eventRecord({
    origin,
    server: text("server"),
    channel: text("channel"),
    recordId: recordIdIn(fields.get("recordId")),
    provider: text("provider"),
    eventId: eventIdOf(idOf(fields)),
    qualifiers: numberOf(fields.get("qualifiers")) ?? (instance === null ? null : (instance >>> 16) & 0xffff),
    level: levelIn(fields),
    task,
    taskName: task === null ? (category ?? text("task")) : null,
    keywords: keywordBits(text("keywords") ?? ""),
    time: time === null ? null : readTime(time),
    processId: numberOf(fields.get("processId")),
    threadId: numberOf(fields.get("threadId")),
    strings: strings.texts.length > 0 ? strings.texts : inserted.strings,
    data: inserted.data,
    binary: binaryIn(fields.get("binary")) ?? strings.binary ?? inserted.binary,
    message: textOf(fields.get("message")),
  });
}

/** The first member of each role that says something. */
function fieldsOf(object: JsonObject): Fields {
  const fields = new Map<Role | "data", unknown>();
  for (const [name, value] of Object.entries(object)) {
    if (value === null || value === "") continue;
    const plain = name.toLowerCase().replace(/[^a-z]/g, "");
    const role = NAMES.get(plain) ?? roleOfName(name);
    if (role !== undefined && !fields.has(role)) fields.set(role, value);
  }
  return fields;
}

function idOf(fields: Fields): number | null {
  return numberOf(fields.get("id")) ?? numberOf(fields.get("instanceId"));
}

function levelIn(fields: Fields): number | null {
  const kind = fields.get("entryType");
  const kindNumber = numberOf(kind);
  const words = [fields.get("level"), kind, fields.get("levelName")].map((value) =>
    levelOfWord(textOf(value) ?? ""),
  );
  const byKind = kindNumber === null ? null : levelOfKind(kindNumber);
  return numberOf(fields.get("level")) ?? byKind ?? words.find((level) => level !== null) ?? null;
}

function binaryIn(value: unknown): string | null {
  const bytes = listOf(value);
  return bytes === null ? binaryOfText(textOf(value) ?? "") : binaryOfBytes(bytes);
}
