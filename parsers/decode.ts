export { createLineSplitter, type LineOptions, type LineSplitter } from "./lines.ts";

export interface TextDecoding {
  /** `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`; `utf-8` as long as nothing speaks against it. */
  readonly encoding: string;
  /** How many byte sequences were no characters; each stands in the text as U+FFFD. */
  readonly invalid: number;
  /** Text of the bytes so far. Up to 64 KiB are held back until the encoding is known. */
  write(bytes: Uint8Array): string;
  /** The text that was still held back. */
  end(): string;
}

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** Turns whole pieces into text; keeps the bytes of a character that is not complete yet. */
interface Piecewise {
  decode(bytes: Uint8Array, last: boolean): string;
}

/** How many bytes decide between UTF-8 and windows-1252, counted from the first byte above 0x7F. */
const HELD = 64 * 1024;
/** UTF-16 shows within the first characters: markup, field names and digits are ASCII in every language. */
const PATTERN_BYTES = 1024;
const EMPTY = new Uint8Array(0);
/** 0x80 to 0x9F of windows-1252 (WHATWG Encoding, index windows-1252). Node 20's own decoder has them wrong. */
const CP1252 =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f" +
  "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

/**
 * Decodes a text file of unknown encoding, in pieces of any size: by its byte order mark; else UTF-16 by the
 * pattern of its NUL bytes; else UTF-8, or windows-1252 where the bytes are not UTF-8. The mark is removed.
 * Lone surrogates of UTF-16 are kept. Never throws.
 */
export function createTextDecoder(): TextDecoding {
  const held = new Uint8Array(HELD);
  let filled = 0;
  let started = false;
  let decoder: Piecewise | null = null;
  let encoding: Encoding = "utf-8";
  let invalid = 0;

  const begin = (chosen: Encoding, skip: number): string => {
    encoding = chosen;
    decoder = createPiecewise(chosen, (count) => {
      invalid += count;
    });
    return decoder.decode(held.slice(skip, filled), false);
  };

  /** Byte order mark and NULs tell UTF-16; ASCII reads the same in all others, so it need not wait. */
  const start = (): string => {
    started = true;
    const head = held.subarray(0, filled);
    const mark = byMark(head) ?? byPattern(head);
    if (mark !== null) return begin(mark.encoding, mark.skip);
    const plain = asciiLength(head);
    const text = ascii(head, plain);
    held.copyWithin(0, plain, filled);
    filled -= plain;
    return text;
  };

  const decide = (): string => begin(looksLikeUtf8(held.subarray(0, filled)) ? "utf-8" : "windows-1252", 0);

  const write = (bytes: Uint8Array): string => {
    if (decoder !== null) return decoder.decode(bytes, false);
    const plain = started && filled === 0 ? asciiLength(bytes) : 0;
    const taken = bytes.subarray(plain, plain + HELD - filled);
    let text = ascii(bytes, plain);
    held.set(taken, filled);
    filled += taken.length;
    if (!started && filled >= PATTERN_BYTES) text += start();
    if (decoder === null && filled === HELD) text += decide();
    const rest = bytes.subarray(plain + taken.length);
    return rest.length === 0 ? text : text + write(rest);
  };

  return {
    get encoding() {
      return encoding;
    },
    get invalid() {
      return invalid;
    },
    write,
    end() {
      let text = started ? "" : start();
      if (decoder === null) text += decide();
      return decoder === null ? text : text + (decoder as Piecewise).decode(EMPTY, true);
    },
  };
}

function byMark(head: Uint8Array): { readonly encoding: Encoding; readonly skip: number } | null {
  const [a, b, c] = head;
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", skip: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", skip: 2 };
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", skip: 3 };
  return null;
}

/** Text without NUL is never UTF-16 of markup; NULs on one side only, in a third of the pairs, are. */
function byPattern(head: Uint8Array): { readonly encoding: Encoding; readonly skip: number } | null {
  const pairs = Math.min(head.length, PATTERN_BYTES) >> 1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) even++;
    if (head[2 * i + 1] === 0) odd++;
  }
  const enough = Math.max(1, pairs / 3);
  if (odd >= enough && even * 10 <= odd) return { encoding: "utf-16le", skip: 0 };
  if (even >= enough && odd * 10 <= even) return { encoding: "utf-16be", skip: 0 };
  return null;
}

function asciiLength(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) > 0x7f) return i;
  return bytes.length;
}

function ascii(bytes: Uint8Array, length: number): string {
  return new TextDecoder().decode(bytes.subarray(0, length));
}

/** More good sequences than bad bytes: UTF-8 with damage. A sequence cut by the end counts as neither. */
function looksLikeUtf8(bytes: Uint8Array): boolean {
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

function createPiecewise(encoding: Encoding, onInvalid: (count: number) => void): Piecewise {
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

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
