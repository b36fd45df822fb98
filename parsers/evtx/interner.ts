import { u16 } from "./bytes.ts";
import type { DecodeUtf16 } from "./utf16.ts";

/** Longer strings seldom repeat, and are decoded faster by the host. */
const MOST_UNITS = 48;
const PLACES = 1 << 12;
const MEMO_PLACES = 1 << 8;
const MOST_MEMO_BYTES = 68;

/**
 * Decodes short strings from a table of those seen before: logs repeat nearly all of them, and finding one again
 * costs less than a call of the host's decoder.
 */
export function createInterner(utf16: DecodeUtf16): DecodeUtf16 {
  const table = new Array<string>(PLACES).fill("");
  let chunk: Uint8Array | undefined;
  let view: DataView = new DataView(new ArrayBuffer(0));

  return (bytes, from, to) => {
    const units = (to - from) >> 1;
    if (units > MOST_UNITS || to > bytes.length) return utf16(bytes, from, to);
    if (bytes !== chunk) {
      chunk = bytes;
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    let hash = units;
    // Some of the characters tell enough: what is found is compared in full.
    for (let at = from, step = ((units >> 3) + 1) * 2; at + 1 < to; at += step) {
      hash = (Math.imul(hash, 31) + view.getUint16(at, true)) | 0;
    }
    if (units > 0) hash = (Math.imul(hash, 31) + view.getUint16(to - 2, true)) | 0;
    const place = (hash ^ (hash >>> 12) ^ (hash >>> 24)) & (PLACES - 1);
    const known = table[place] as string;
    if (known.length === units && isTextAt(view, from, known)) return known;
    const text = utf16(bytes, from, to);
    table[place] = text;
    return text;
  };
}

/** Whether the UTF-16 units of `text` stand at `from`, where there are at least as many. */
export function isTextAt(view: DataView, from: number, text: string): boolean {
  for (let i = 0, at = from; i < text.length; i++, at += 2)
    if (view.getUint16(at, true) !== text.charCodeAt(i)) return false;
  return true;
}

/**
 * Prints values of few bytes (SIDs, GUIDs) from a table of those seen before, as `print` would. Values that `print`
 * refuses are not kept.
 */
export function createMemo(
  print: (bytes: Uint8Array, at: number, size: number) => string | undefined,
): (bytes: Uint8Array, at: number, size: number) => string | undefined {
  const table = new Array<{ readonly copy: Uint8Array; readonly text: string } | undefined>(MEMO_PLACES).fill(
    undefined,
  );

  return (bytes, at, size) => {
    if (size < 4 || size > MOST_MEMO_BYTES) return print(bytes, at, size);
    const place =
      (u16(bytes, at) * 7 + u16(bytes, at + size - 4) * 31 + u16(bytes, at + size - 2) + size) &
      (MEMO_PLACES - 1);
    const known = table[place];
    if (known !== undefined && known.copy.length === size && isCopyAt(bytes, at, known.copy))
      return known.text;
    const text = print(bytes, at, size);
    if (text !== undefined) table[place] = { copy: bytes.slice(at, at + size), text };
    return text;
  };
}

function isCopyAt(bytes: Uint8Array, at: number, copy: Uint8Array): boolean {
  for (let i = 0; i < copy.length; i++) if (bytes[at + i] !== copy[i]) return false;
  return true;
}
