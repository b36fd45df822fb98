import { i32, u8, u16, u32, u64Text } from "./bytes.ts";
import { binaryText, guidText, hexText } from "./hex.ts";
import { createMemo } from "./interner.ts";
import { fileTimeText } from "./time.ts";
import type { DecodeUtf16 } from "./utf16.ts";

/** The types of values in BinXml (MS-EVEN6 2.2.12, libyal "Windows XML Event Log"). */
export const VALUE = {
  null: 0x00,
  string: 0x01,
  ansi: 0x02,
  u8: 0x04,
  u16: 0x06,
  u32: 0x08,
  u64: 0x0a,
  binary: 0x0e,
  guid: 0x0f,
  fileTime: 0x11,
  sid: 0x13,
  hex32: 0x14,
  hex64: 0x15,
  binXml: 0x21,
  evtXml: 0x23,
  array: 0x80,
  stringArray: 0x81,
} as const;

/** Bytes of a value by type; 0 where it varies. */
const SIZES: readonly number[] = sizes();

/** Windows-1252 in 0x80 to 0x9f; a log does not store its code page. */
const WINDOWS_1252 =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f" +
  "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

const printSid = createMemo(sidText);
const printGuid = createMemo(guidText);

/**
 * A single value (not an array, not BinXml) as Windows prints it; undefined when its size does not fit its type.
 * A type that nobody has described is printed as its bytes.
 */
export function valueText(
  bytes: Uint8Array,
  type: number,
  at: number,
  size: number,
  utf16: DecodeUtf16,
): string | undefined {
  const expected = SIZES[type] ?? 0;
  if (expected !== 0 && expected !== size) return undefined;
  switch (type) {
    case 0x00:
      return "";
    case 0x01:
    case 0x23:
      return stringText(bytes, at, size, utf16);
    case 0x02:
      return ansiText(bytes, at, at + size);
    case 0x0b:
    case 0x0c:
      return floatText(bytes, at, size);
    case 0x0d:
      return boolText(bytes, at, size);
    case 0x10:
      return size === 4 || size === 8 ? hexText(bytes, at, size) : undefined;
    case 0x13:
      return printSid(bytes, at, size);
    default:
      return fixedText(bytes, type, at, size);
  }
}

/** The texts of an array: the element around it is printed once for each. An empty array prints one empty element. */
export function arrayTexts(
  bytes: Uint8Array,
  type: number,
  at: number,
  size: number,
  utf16: DecodeUtf16,
): string[] | undefined {
  if (size === 0) return [""];
  const single = type & 0x7f;
  if (single === VALUE.string) return splitAtNul(utf16(bytes, at, at + (size & ~1)));
  if (single === VALUE.ansi) return splitAtNul(ansiCharacters(bytes, at, at + size));
  if (single === VALUE.sid) return sidTexts(bytes, at, size);
  const step = SIZES[single] || (single === 0x0d ? 4 : 0);
  if (step === 0 || size % step !== 0) {
    const text = valueText(bytes, single, at, size, utf16);
    return text === undefined ? undefined : [text];
  }
  const texts: string[] = [];
  for (let i = at; i < at + size; i += step) texts.push(valueText(bytes, single, i, step, utf16) ?? "");
  return texts;
}

/** A string without the NULs at its end (torn records have many); those inside stay. */
export function stringText(bytes: Uint8Array, at: number, size: number, utf16: DecodeUtf16): string {
  const end = stringEnd(bytes, at, size);
  return end === at ? "" : utf16(bytes, at, end);
}

/** Where a string ends, without the NULs at its end. */
export function stringEnd(bytes: Uint8Array, at: number, size: number): number {
  let end = at + (size & ~1);
  while (end > at && u16(bytes, end - 2) === 0) end -= 2;
  return end;
}

function fixedText(bytes: Uint8Array, type: number, at: number, size: number): string {
  switch (type) {
    case 0x03:
      return String((u8(bytes, at) << 24) >> 24);
    case 0x04:
      return String(u8(bytes, at));
    case 0x05:
      return String((u16(bytes, at) << 16) >> 16);
    case 0x06:
      return String(u16(bytes, at));
    case 0x07:
      return String(i32(bytes, at));
    case 0x08:
      return String(u32(bytes, at));
    case 0x09:
      return i32(bytes, at + 4) < 0
        ? BigInt.asIntN(64, BigInt(u64Text(bytes, at))).toString()
        : u64Text(bytes, at);
    case 0x0a:
      return u64Text(bytes, at);
    case 0x0f:
      return printGuid(bytes, at, size) ?? "";
    case 0x11:
      return fileTimeText(u32(bytes, at), u32(bytes, at + 4));
    case 0x12:
      return systemTimeText(bytes, at);
    case 0x14:
    case 0x15:
      return hexText(bytes, at, size);
    default:
      return binaryText(bytes, at, at + size);
  }
}

function boolText(bytes: Uint8Array, at: number, size: number): string | undefined {
  if (size !== 1 && size !== 2 && size !== 4) return undefined;
  const value = size === 4 ? u32(bytes, at) : size === 2 ? u16(bytes, at) : u8(bytes, at);
  return value === 0 ? "false" : "true";
}

function systemTimeText(bytes: Uint8Array, at: number): string {
  const part = (i: number, digits: number): string => String(u16(bytes, at + i)).padStart(digits, "0");
  return `${part(0, 4)}-${part(2, 2)}-${part(6, 2)}T${part(8, 2)}:${part(10, 2)}:${part(12, 2)}.${part(14, 3)}Z`;
}

function sidText(bytes: Uint8Array, at: number, size: number): string | undefined {
  const count = u8(bytes, at + 1);
  if (size < 8 || count > 15 || size < 8 + count * 4) return undefined;
  const high = u8(bytes, at + 2) * 256 + u8(bytes, at + 3);
  let authority = 0;
  for (let i = 4; i < 8; i++) authority = authority * 256 + u8(bytes, at + i);
  authority += high * 0x1_0000_0000;
  // Windows prints an authority above 32 bits in hex (ConvertSidToStringSid).
  let text = `S-${u8(bytes, at)}-${high === 0 ? authority : `0x${authority.toString(16).toUpperCase().padStart(12, "0")}`}`;
  for (let i = 0; i < count; i++) text += `-${u32(bytes, at + 8 + i * 4)}`;
  return text;
}

function sidTexts(bytes: Uint8Array, at: number, size: number): string[] | undefined {
  const texts: string[] = [];
  for (let i = at; i < at + size; ) {
    const length = 8 + u8(bytes, i + 1) * 4;
    const text = sidText(bytes, i, Math.min(length, at + size - i));
    if (text === undefined) return undefined;
    texts.push(text);
    i += length;
  }
  return texts;
}

function floatText(bytes: Uint8Array, at: number, size: number): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, size);
  return size === 4
    ? String(Number(view.getFloat32(0, true).toPrecision(9)))
    : String(view.getFloat64(0, true));
}

function ansiText(bytes: Uint8Array, from: number, to: number): string {
  let end = to;
  while (end > from && bytes[end - 1] === 0) end--;
  return ansiCharacters(bytes, from, end);
}

function ansiCharacters(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let i = from; i < to; i++) {
    const byte = bytes[i] as number;
    text += byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252.charAt(byte - 0x80) : String.fromCharCode(byte);
  }
  return text;
}

function splitAtNul(text: string): string[] {
  const items = text.split("\0");
  // Each string is terminated; what follows the last terminator is a string only if there is any.
  if (items.length > 1 && items[items.length - 1] === "") items.pop();
  return items;
}

function sizes(): number[] {
  const table = new Array<number>(0x100).fill(0);
  for (const [type, size] of [
    [0x03, 1],
    [0x04, 1],
    [0x05, 2],
    [0x06, 2],
    [0x07, 4],
    [0x08, 4],
    [0x09, 8],
    [0x0a, 8],
    [0x0b, 4],
    [0x0c, 8],
    [0x0f, 16],
    [0x11, 8],
    [0x12, 16],
    [0x14, 4],
    [0x15, 8],
  ] as const) {
    table[type] = size;
  }
  return table;
}
