export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** Turns whole pieces into text; keeps the bytes of a character that is not complete yet. */
export interface Piecewise {
  decode(bytes: Uint8Array, last: boolean): string;
}

/** 0x80 to 0x9F of windows-1252 (WHATWG Encoding, index windows-1252). Node 20's own decoder has them wrong. */
const CP1252 =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f" +
  "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";
const EMPTY = new Uint8Array(0);

/** Decodes pieces of one text; `onInvalid` is told how many byte sequences of a piece are no characters. */
export function createPiecewise(encoding: Encoding, onInvalid: (count: number) => void): Piecewise {
  if (encoding === "windows-1252") return { decode: decodeCp1252 };
  if (encoding === "utf-8") return createUtf8(onInvalid);
  return createUtf16(encoding === "utf-16be", onInvalid);
}

function createUtf8(onInvalid: (count: number) => void): Piecewise {
  const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
  let rest: Uint8Array = EMPTY;
  return {
    decode(bytes, last) {
      const all = concat(rest, bytes);
      const whole = last ? all.length : all.length - openTail(all);
      rest = all.slice(whole);
      const piece = all.subarray(0, whole);
      try {
        return strict.decode(piece);
      } catch {
        const text = lenient.decode(piece);
        onInvalid(countReplacements(text) - countEncodedReplacements(piece));
        return text;
      }
    },
  };
}

/** How many bytes at the end belong to a character that goes on in the next piece. */
function openTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >> 6 === 2) continue;
    return wantedLength(byte) > back ? back : 0;
  }
  return 0;
}

function countReplacements(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\ufffd"); at >= 0; at = text.indexOf("\ufffd", at + 1)) count++;
  return count;
}

/** U+FFFD that stands in the file itself, as EF BF BD, is no damage of this reading. */
function countEncodedReplacements(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) count++;
  }
  return count;
}

function createUtf16(big: boolean, onInvalid: (count: number) => void): Piecewise {
  let rest: Uint8Array = EMPTY;
  return {
    decode(bytes, last) {
      const all = concat(rest, bytes);
      const whole = all.length & ~1;
      rest = last ? EMPTY : all.slice(whole);
      const text = fromUnits(all, whole, big);
      if (!last || whole === all.length) return text;
      onInvalid(1);
      return `${text}\ufffd`;
    },
  };
}

/** Not by TextDecoder, which turns lone surrogates into U+FFFD. */
function fromUnits(bytes: Uint8Array, length: number, big: boolean): string {
  const low = big ? 1 : 0;
  const units = new Uint16Array(length >> 1);
  for (let i = 0; i < units.length; i++) {
    units[i] = (bytes[2 * i + low] ?? 0) | ((bytes[2 * i + 1 - low] ?? 0) << 8);
  }
  return fromCodes(units);
}

function decodeCp1252(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length);
  for (let i = 0; i < units.length; i++) {
    const byte = bytes[i] ?? 0;
    units[i] = byte >= 0x80 && byte < 0xa0 ? CP1252.charCodeAt(byte - 0x80) : byte;
  }
  return fromCodes(units);
}

function fromCodes(units: Uint16Array): string {
  let text = "";
  for (let at = 0; at < units.length; at += 8192) {
    text += String.fromCharCode(...units.subarray(at, at + 8192));
  }
  return text;
}

/** More good sequences than bad bytes: UTF-8 with damage. A sequence cut by the end counts as neither. */
export function looksLikeUtf8(bytes: Uint8Array): boolean {
  let good = 0;
  let bad = 0;
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceLength(bytes, i);
    if (length === 0) bad++;
    else if (length > 1) good++;
    i += Math.max(1, length);
  }
  return good > bad || bad === 0;
}

/** Bytes of the UTF-8 sequence at `at`; 0 where there is none. One that the end cuts counts as 1. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const wanted = wantedLength(bytes[at] ?? 0);
  for (let i = 1; i < wanted; i++) {
    const next = bytes[at + i];
    if (next === undefined) return 1;
    if (next >> 6 !== 2) return 0;
  }
  return wanted;
}

function wantedLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
