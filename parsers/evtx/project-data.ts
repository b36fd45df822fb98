import type { EventRecord } from "../record.ts";
import type { Chunk } from "./binxml/nodes.ts";
import type { BodyPlan, Field } from "./plan.ts";
import { NO_DATA, NO_STRINGS, setNamed } from "./record.ts";
import { type Slots, typeAt } from "./slots.ts";
import { arrayTexts, binaryText, stringText, VALUE, valueText } from "./values.ts";

export type EventData = Pick<EventRecord, "strings" | "data" | "binary">;

/** EventData from the values of its template; undefined when a value is for the general reader. */
export function readData(chunk: Chunk, plan: BodyPlan, slots: Slots): EventData | undefined {
  const binary = readBinary(chunk, plan.binary, slots);
  if (binary === undefined) return undefined;
  if (plan.data.length === 0) return { strings: NO_STRINGS, data: NO_DATA, binary };
  const strings: string[] = [];
  let data: Record<string, string> | undefined;
  for (const field of plan.data) {
    const text = readText(chunk, field, slots, strings);
    if (text === undefined) return undefined;
    if (text === null) continue;
    strings.push(text);
    if (field.name !== null) {
      data ??= {};
      setNamed(data, field.name, text);
    }
  }
  return { strings, data: data ?? NO_DATA, binary };
}

/** Null when the value is absent; undefined when it is for the general reader. An array adds all but its last item. */
function readText(chunk: Chunk, field: Field, slots: Slots, strings: string[]): string | null | undefined {
  const { slot } = field;
  if (slot < 0) return field.literal ?? undefined;
  const { bytes, utf16 } = chunk;
  const type = typeAt(slots, slot);
  const at = slots.offsets[slot] as number;
  const size = slots.sizes[slot] as number;
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
  const type = typeAt(slots, field.slot);
  const at = slots.offsets[field.slot] as number;
  if (type === VALUE.null && field.optional) return null;
  return type === VALUE.binary
    ? binaryText(chunk.bytes, at, at + (slots.sizes[field.slot] as number)) || null
    : undefined;
}
