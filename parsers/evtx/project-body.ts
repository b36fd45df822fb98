import type { EventRecord } from "../record.ts";
import type { Chunk } from "./binxml/nodes.ts";
import { binaryText } from "./hex.ts";
import type { BodyPlan, DataBodyPlan, Field, UserBodyPlan } from "./plan-body.ts";
import { NO_DATA, NO_STRINGS, NO_USER, setNamed } from "./record.ts";
import { type Slots, sizeAt, typeAt } from "./slots.ts";
import { arrayTexts, stringText, VALUE, valueText } from "./values.ts";

/** What the body of an event adds to its record. */
export type Body = Pick<EventRecord, "strings" | "data" | "user" | "binary">;

export const NO_BODY: Body = { strings: NO_STRINGS, data: NO_DATA, user: NO_USER, binary: null };

/** A body from the values of its template; undefined when a value is for the general reader. */
export function readBodyValues(chunk: Chunk, plan: BodyPlan, slots: Slots): Body | undefined {
  return plan.kind === "data" ? readData(chunk, plan, slots) : readUser(chunk, plan, slots);
}

function readData(chunk: Chunk, plan: DataBodyPlan, slots: Slots): Body | undefined {
  const binary = readBinary(chunk, plan.binary, slots);
  if (binary === undefined) return undefined;
  if (plan.data.length === 0 && binary === null) return NO_BODY;
  const strings: string[] = [];
  // Starting from all the names is several times faster than adding them one by one.
  const data: Record<string, string> | undefined = plan.shape === null ? undefined : { ...plan.shape };
  for (const field of plan.data) {
    const text = readText(chunk, field, slots, strings);
    if (text === undefined) return undefined;
    if (text === null) {
      if (field.name !== null) return readSparseData(chunk, plan, slots, binary);
      continue;
    }
    strings.push(text);
    if (field.name === null) continue;
    if (data !== undefined) {
      data[field.name] = text;
    } else {
      return readSparseData(chunk, plan, slots, binary);
    }
  }
  return { strings, data: data ?? NO_DATA, user: NO_USER, binary };
}

/** As above, where named data are absent and their names with them, or a name is special. */
function readSparseData(
  chunk: Chunk,
  plan: DataBodyPlan,
  slots: Slots,
  binary: string | null,
): Body | undefined {
  const strings: string[] = [];
  const data: Record<string, string> = {};
  for (const field of plan.data) {
    const text = readText(chunk, field, slots, strings);
    if (text === undefined) return undefined;
    if (text === null) continue;
    strings.push(text);
    if (field.name !== null) setNamed(data, field.name, text);
  }
  return { strings, data, user: NO_USER, binary };
}

function readUser(chunk: Chunk, plan: UserBodyPlan, slots: Slots): Body | undefined {
  const user: (readonly [string, string])[] = [];
  const items: string[] = [];
  for (const leaf of plan.leaves) {
    const text = readText(chunk, leaf, slots, items);
    if (text === undefined || items.length > 0) return undefined;
    if (text !== null) user.push([leaf.path, text]);
    else if (!leaf.isAttribute) return undefined;
  }
  return { strings: NO_STRINGS, data: NO_DATA, user, binary: null };
}

/** Null when the value is absent; undefined when it is for the general reader. An array adds all but its last item. */
function readText(chunk: Chunk, field: Field, slots: Slots, strings: string[]): string | null | undefined {
  const { slot } = field;
  if (slot < 0) return field.literal ?? undefined;
  const { bytes, utf16 } = chunk;
  const type = typeAt(slots, slot);
  const at = slots.offsets[slot] as number;
  const size = sizeAt(slots, slot);
  if (type === VALUE.string) return stringText(bytes, at, size, utf16);
  if (type === VALUE.null) return field.optional ? null : "";
  if (type === VALUE.binXml) return undefined;
  if ((type & VALUE.array) === 0) return valueText(bytes, type, at, size, utf16);
  const texts = arrayTexts(bytes, type, at, size, utf16);
  const last = texts?.pop();
  for (const text of texts ?? []) strings.push(text);
  return last;
}

/** Undefined when it is for the general reader. */
function readBinary(chunk: Chunk, field: Field, slots: Slots): string | null | undefined {
  if (field.slot < 0) return field.literal || null;
  const { bytes } = chunk;
  const type = typeAt(slots, field.slot);
  const at = slots.offsets[field.slot] as number;
  if (type === VALUE.null && field.optional) return null;
  if (type !== VALUE.binary) return undefined;
  return binaryText(bytes, at, at + sizeAt(slots, field.slot)) || null;
}
