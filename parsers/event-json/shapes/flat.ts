import { binaryOfBytes } from "../../binary-text.ts";
import { recordOfFields } from "../../event-fields.ts";
import { type Role, roleOfName } from "../../field-names.ts";
import type { EventRecord } from "../../record.ts";
import { isObject, type JsonObject } from "../repair.ts";
import { listOf, numberOf, textOf } from "../value.ts";
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

function recordOf(fields: Fields, { origin, readTime }: ShapeContext): EventRecord | null {
  const text = (role: Role): string | null =>
    role === "time" ? timeText(fields.get(role)) : role === "strings" ? null : textOf(fields.get(role));
  const record = recordOfFields(text, origin, readTime);
  if (record === null) return null;
  const instance = numberOf(fields.get("instanceId"));
  const strings = propertyTexts(listOf(fields.get("strings")) ?? []);
  const members = fields.get("data");
  const inserted = insertionsOf(new Map(isObject(members) ? Object.entries(members) : []));
  return {
    ...record,
    taskName: record.task === null ? (record.taskName ?? text("task")) : null,
    // An instance id tells them even where they are 0.
    qualifiers: record.qualifiers ?? (instance === null ? null : (instance >>> 16) & 0xffff),
    strings: strings.texts.length > 0 ? strings.texts : inserted.strings,
    data: inserted.data,
    binary: record.binary ?? bytesIn(fields.get("binary")) ?? strings.binary ?? inserted.binary,
  };
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

function bytesIn(value: unknown): string | null {
  return binaryOfBytes(listOf(value) ?? []);
}
