import { u16 } from "./bytes.ts";
import type { DecodeUtf16 } from "./utf16.ts";

/** Longer strings seldom repeat, and are decoded faster by the host. */
const MOST_UNITS = 48;
const PLACES = 1 << 12;

/**
 * Decodes short strings from a table of those seen before: logs repeat nearly all of them, and finding one again
 * costs less than a call of the host's decoder.
 */
export function createInterner(utf16: DecodeUtf16): DecodeUtf16 {
  const table = new Array<string>(PLACES).fill("");

  return (bytes, from, to) => {
    const units = (to - from) >> 1;
    if (units > MOST_UNITS) return utf16(bytes, from, to);
    let hash = units;
    for (let at = from; at < to; at += 2) hash = (Math.imul(hash, 31) + u16(bytes, at)) | 0;
    const place = (hash ^ (hash >>> 12) ^ (hash >>> 24)) & (PLACES - 1);
    const known = table[place] as string;
    if (known.length === units && isTextAt(bytes, from, known)) return known;
    const text = utf16(bytes, from, to);
    table[place] = text;
    return text;
  };
}

/** Whether the UTF-16 units of `text` stand at `from`. */
export function isTextAt(bytes: Uint8Array, from: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (u16(bytes, from + i * 2) !== text.charCodeAt(i)) return false;
  return true;
}
