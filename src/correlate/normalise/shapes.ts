/** Shapes of values that are the same in every language. */

const GUID_BODY = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const GUID_AND_NUMBER = new RegExp(`^\\s*\\{?(${GUID_BODY})\\}?:(\\d{1,9})\\s*$`, "i");
/** All GUIDs of a text, with the number behind a colon that the 978x family has. */
export const GUIDS = new RegExp(`\\{?(${GUID_BODY})\\}?(?::(\\d{1,9})(?!\\d))?`, "gi");

/** Both halves of `GUID:N`, or null. */
export function guidAndNumberOf(value: string): readonly [guid: string, number: string] | null {
  const match = GUID_AND_NUMBER.exec(value);
  return match?.[1] === undefined || match[2] === undefined ? null : [match[1].toLowerCase(), match[2]];
}

/** A decimal integer that the value is or starts with ("117391 (0x1CA8F)"), or null. */
export function integerOf(value: string): number | null {
  const match = /^\s*(-?\d{1,15})(?![\d.,]\d)/.exec(value);
  return match === null ? null : Number(match[1]);
}

/** A decimal number, with a point or a comma as translated texts have it, or null. */
export function decimalOf(value: string): number | null {
  const match = /^\s*(\d{1,12}(?:[.,]\d{1,9})?)(?!\d)/.exec(value);
  return match === null ? null : Number((match[1] ?? "").replace(",", "."));
}

/**
 * A 32-bit code as an unsigned number: `0x8007064a, text`, `8007064A` (full width only), or a signed decimal
 * that is a failure. Null when the value is none.
 */
export function codeOf(value: string): number | null {
  const trimmed = value.trim();
  const hex = /^(?:0x([0-9a-f]{1,8})|([0-9a-f]{8}))(?![0-9a-z])/i.exec(trimmed);
  if (hex !== null) return Number.parseInt(hex[1] ?? hex[2] ?? "", 16);
  const signed = /^-\d{1,10}$/.test(trimmed) ? Number(trimmed) : 0;
  return signed < 0 && signed >= -0x80000000 ? signed >>> 0 : null;
}

/** `DB\SERVER`, the name of a copy, in its two halves; null for paths and plain names. */
export function copyNameOf(value: string): readonly [database: string, server: string] | null {
  const match = /^\s*([^\\:"<>|\r\n]{1,128})\\([A-Za-z0-9][\w.-]{0,254})\s*$/.exec(value);
  return match?.[1] === undefined || match[2] === undefined ? null : [match[1].trim(), match[2]];
}

const CLIP = 1024;

/** Keys are kept for long and are shown: no line breaks, no more than a name or a path can have. */
export function clip(value: string, most = CLIP): string {
  const trimmed = value.trim();
  return trimmed.length <= most ? trimmed : trimmed.slice(0, most);
}
