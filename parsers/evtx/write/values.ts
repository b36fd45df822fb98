import { parseFileTime } from "../time.ts";
import { VALUE } from "../values.ts";
import { type Literal, literal, type Slot, slot, type Value, type ValueType } from "./template.ts";

export const NULL: Value = { type: VALUE.null, bytes: new Uint8Array(0) };

const HEX64 = /^0x(?:0|[1-9a-f][0-9a-f]{0,15})$/;

/** An unsigned integer, or the null value; RangeError, naming `what`, when it does not fit. */
export function unsigned(what: string, value: number | null, size: 1 | 2 | 4): Value {
  if (value === null) return NULL;
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** (size * 8)) {
    throw new RangeError(`${what} ${value} does not fit into ${size * 8} bits`);
  }
  const type = size === 1 ? VALUE.u8 : size === 2 ? VALUE.u16 : VALUE.u32;
  return { type, bytes: littleEndian(BigInt(value), size) };
}

export function unsigned64(value: bigint | null, type: ValueType): Value {
  return value === null ? NULL : { type, bytes: littleEndian(value, 8) };
}

/** A hexadecimal number as such, anything else as the text it is. */
export function hex64(text: string | null): Value {
  if (text === null) return NULL;
  return HEX64.test(text) ? unsigned64(BigInt(text), VALUE.hex64) : string(text);
}

/** A time with seven digits as a FILETIME, one in another form as the text it is. */
export function time(text: string | null): Value {
  if (text === null) return NULL;
  const ticks = parseFileTime(text);
  return ticks === undefined ? string(text) : unsigned64(ticks, VALUE.fileTime);
}

export function string(text: string): Value {
  return { type: VALUE.string, bytes: encodeUtf16(text) };
}

/** A text as a value; in the template itself where it ends in a NUL, which values do not keep. */
export function textPart(text: string, values: Value[]): Literal | Slot {
  if (text.endsWith("\0")) return literal(text);
  values.push(string(text));
  return slot(values.length - 1, VALUE.string, false);
}

export function stringArray(texts: readonly string[]): Value {
  return { type: VALUE.stringArray, bytes: encodeUtf16(texts.map((text) => `${text}\0`).join("")) };
}

/** From upper-case hex; RangeError for anything else. */
export function binary(hex: string): Value {
  if (!/^(?:[0-9A-F]{2})*$/.test(hex)) throw new RangeError("binary data is not upper-case hex");
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16);
  return { type: VALUE.binary, bytes };
}

export function encodeUtf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[i * 2] = unit;
    bytes[i * 2 + 1] = unit >>> 8;
  }
  return bytes;
}

function littleEndian(value: bigint, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++) bytes[i] = Number((value >> BigInt(i * 8)) & 0xffn);
  return bytes;
}
