import {
  type LineBuffer,
  putAgain,
  putAscii,
  putByte,
  putBytes,
  putHex,
  putText,
  putUtf16,
} from "../line-buffer.ts";
import type { Chunk } from "./binxml/nodes.ts";
import type { BodyPlan, BodyPrint, DataBodyPlan, Field, UserBodyPlan } from "./plan-body.ts";
import { setNamed } from "./record.ts";
import { type Slots, sizeAt, typeAt } from "./slots.ts";
import { arrayTexts, stringEnd, VALUE, valueText } from "./values.ts";

/** What `putValue` says where there is no value, and where it is for others; else it says where the last text begins. */
const ABSENT = -1;
const UNUSUAL = -2;

const COMMA = 0x2c;
const QUOTE = 0x22;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;

/** Where the texts of the data begin and end in the line. */
const starts: number[] = [];
const ends: number[] = [];

const encoder = new TextEncoder();
const STRINGS = encoder.encode(',"strings":[');
const DATA = encoder.encode('],"data":');
const USER = encoder.encode(',"strings":[],"data":{},"user":[');
const NO_USER_BINARY = encoder.encode('},"user":[],"binary":');
const USER_BINARY = encoder.encode('],"binary":null');

/**
 * Adds what a record has from its body, `strings` to `binary`, as `ndjson` prints it. False where it is for the reader
 * that makes records; what was added then has to be taken back.
 */
export function putBody(lines: LineBuffer, chunk: Chunk, plan: BodyPlan | null, slots: Slots): boolean {
  if (plan === null) {
    putAscii(lines, ',"strings":[],"data":{},"user":[],"binary":null');
    return true;
  }
  plan.print ??= planPrint(plan);
  return plan.kind === "data"
    ? putData(lines, chunk, plan, plan.print, slots)
    : putUser(lines, chunk, plan, plan.print, slots);
}

function planPrint(plan: BodyPlan): BodyPrint {
  if (plan.kind === "user") {
    const heads = plan.leaves.map(({ path }) => encoder.encode(`[${JSON.stringify(path)},`));
    return { heads, order: [], repeated: false };
  }
  // The order of an object's own names is for the engine to tell: numbers go first.
  const last: Record<string, string> = {};
  const named = plan.data.filter(({ name }) => name !== null);
  plan.data.forEach(({ name }, i) => {
    if (name !== null) setNamed(last, name, String(i));
  });
  return {
    heads: Object.keys(last).map((name) => encoder.encode(`,${JSON.stringify(name)}:`)),
    order: Object.values(last).map(Number),
    repeated: Object.keys(last).length < named.length,
  };
}

function putData(
  lines: LineBuffer,
  chunk: Chunk,
  plan: DataBodyPlan,
  print: BodyPrint,
  slots: Slots,
): boolean {
  putBytes(lines, STRINGS);
  const list = lines.length;
  let next = list;
  for (let i = 0; i < plan.data.length; i++) {
    if (next > list) putByte(lines, COMMA);
    const start = putValue(lines, chunk, plan.data[i] as Field, slots);
    if (start === UNUSUAL || (start === ABSENT && print.repeated)) return false;
    if (start === ABSENT) lines.length = next;
    next = lines.length;
    starts[i] = start;
    ends[i] = next;
  }
  putBytes(lines, DATA);
  const object = lines.length;
  for (let i = 0; i < print.order.length; i++) {
    const text = print.order[i] as number;
    const start = starts[text] as number;
    if (start === ABSENT) continue;
    putBytes(lines, print.heads[i] as Uint8Array);
    putAgain(lines, start, ends[text] as number);
  }
  // In place of the first comma, if there is one.
  if (lines.length === object) putByte(lines, OPEN_OBJECT);
  else lines.bytes[object] = OPEN_OBJECT;
  putBytes(lines, NO_USER_BINARY);
  return putBinary(lines, chunk, plan.binary, slots);
}

function putUser(
  lines: LineBuffer,
  chunk: Chunk,
  plan: UserBodyPlan,
  print: BodyPrint,
  slots: Slots,
): boolean {
  putBytes(lines, USER);
  const list = lines.length;
  for (let i = 0; i < plan.leaves.length; i++) {
    const leaf = plan.leaves[i];
    const before = lines.length;
    if (before > list) putByte(lines, COMMA);
    putBytes(lines, print.heads[i] as Uint8Array);
    const head = lines.length;
    const start = leaf === undefined ? UNUSUAL : putValue(lines, chunk, leaf, slots);
    if (start === head) putByte(lines, CLOSE_LIST);
    else if (start === ABSENT && leaf?.isAttribute) lines.length = before;
    else return false;
  }
  putBytes(lines, USER_BINARY);
  return true;
}

/** Adds a value as one text, or as several where it is an array. */
function putValue(lines: LineBuffer, chunk: Chunk, field: Field, slots: Slots): number {
  const start = lines.length;
  const { slot, literal } = field;
  if (slot < 0) {
    if (literal === null) return UNUSUAL;
    putText(lines, JSON.stringify(literal));
    return start;
  }
  const type = typeAt(slots, slot);
  if (type === VALUE.null) {
    if (field.optional) return ABSENT;
    putAscii(lines, '""');
    return start;
  }
  const { bytes, view, utf16 } = chunk;
  const at = slots.offsets[slot] as number;
  const size = sizeAt(slots, slot);
  if (type === VALUE.string) {
    putUtf16(lines, view, at, stringEnd(bytes, at, size));
    return start;
  }
  if (type === VALUE.stringArray) return putStrings(lines, view, at, at + (size & ~1));
  if (type === VALUE.binXml) return UNUSUAL;
  if ((type & VALUE.array) !== 0) return putTexts(lines, arrayTexts(bytes, type, at, size, utf16));
  const text = valueText(bytes, type, at, size, utf16);
  if (text === undefined) return UNUSUAL;
  if (type === VALUE.ansi || type === VALUE.evtXml) {
    putText(lines, JSON.stringify(text));
  } else {
    putByte(lines, QUOTE);
    putAscii(lines, text);
    putByte(lines, QUOTE);
  }
  return start;
}

/** The strings of an array, each up to a NUL or to the end. */
function putStrings(lines: LineBuffer, view: DataView, at: number, end: number): number {
  let start = lines.length;
  for (let from = at; ; ) {
    let to = from;
    while (to < end && view.getUint16(to, true) !== 0) to += 2;
    start = lines.length;
    putUtf16(lines, view, from, to);
    from = to + 2;
    if (from >= end) return start;
    putByte(lines, COMMA);
  }
}

function putTexts(lines: LineBuffer, texts: readonly string[] | undefined): number {
  let start = UNUSUAL;
  for (const text of texts ?? []) {
    if (start !== UNUSUAL) putByte(lines, COMMA);
    start = lines.length;
    putText(lines, JSON.stringify(text));
  }
  return start;
}

function putBinary(lines: LineBuffer, { bytes }: Chunk, field: Field, slots: Slots): boolean {
  const { slot, literal, optional } = field;
  if (slot < 0) {
    putAscii(lines, "null");
    return literal === null || literal === "";
  }
  const type = typeAt(slots, slot);
  const size = sizeAt(slots, slot);
  if (type !== VALUE.binary || size === 0) {
    putAscii(lines, "null");
    return type === VALUE.binary || (type === VALUE.null && optional);
  }
  const at = slots.offsets[slot] as number;
  putByte(lines, QUOTE);
  putHex(lines, bytes, at, at + size);
  putByte(lines, QUOTE);
  return true;
}
