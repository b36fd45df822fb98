/** Lines of JSON in UTF-8, put together byte by byte: a string in between costs more than all the rest of a line. */
export interface LineBuffer {
  bytes: Uint8Array;
  /** So many of them are filled. */
  length: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
const DIGIT_0 = 0x30;
/** A unit as `\ud940`. */
const ESCAPE_SIZE = 6;
/** A longer piece is copied faster by the engine. */
const SHORT = 12;

/** By ASCII character: 0 where it stands for itself, the letter behind the backslash, `u` where it needs its number. */
const ESCAPES = new Uint8Array(128);
ESCAPES.fill(LETTER_U, 0, 0x20);
for (const [character, letter] of ["\bb", "\tt", "\nn", "\ff", "\rr", '""', "\\\\"])
  ESCAPES[(character as string).charCodeAt(0)] = (letter as string).charCodeAt(0);

/** Bytes of UTF-8 for a unit of UTF-16. */
const MOST_UTF8 = 3;
const encoder = new TextEncoder();
/** In two units at once, what ASCII does not have. */
const NOT_ASCII = 0xff80_ff80;
const HEX_DIGITS = encoder.encode("0123456789abcdef");
const UPPER_HEX_DIGITS = encoder.encode("0123456789ABCDEF");

/** Grows with what is put into it. */
export function createLineBuffer(bytes: Uint8Array): LineBuffer {
  return { bytes, length: 0 };
}

/** What was put together so far; the buffer goes on with other bytes, which need not be empty. */
export function takeLines(lines: LineBuffer, next: Uint8Array): Uint8Array {
  const taken = lines.bytes.subarray(0, lines.length);
  lines.bytes = next;
  lines.length = 0;
  return taken;
}

/** Bytes with room for so many more. */
function room(lines: LineBuffer, more: number): Uint8Array {
  const least = lines.length + more;
  if (least <= lines.bytes.length) return lines.bytes;
  const grown = new Uint8Array(Math.max(least, lines.bytes.length * 2));
  grown.set(lines.bytes.subarray(0, lines.length));
  lines.bytes = grown;
  return grown;
}

export function putByte(lines: LineBuffer, byte: number): void {
  room(lines, 1)[lines.length++] = byte;
}

export function putBytes(lines: LineBuffer, piece: Uint8Array): void {
  const bytes = room(lines, piece.length);
  const at = lines.length;
  lines.length += piece.length;
  if (piece.length > SHORT) bytes.set(piece, at);
  else for (let i = 0; i < piece.length; i++) bytes[at + i] = piece[i] as number;
}

/** What stands between two offsets once more. */
export function putAgain(lines: LineBuffer, from: number, to: number): void {
  const bytes = room(lines, to - from);
  let at = lines.length;
  lines.length += to - from;
  if (to - from > SHORT) bytes.copyWithin(at, from, to);
  else for (let i = from; i < to; i++) bytes[at++] = bytes[i] as number;
}

/** A whole number from 0 to 2^53 - 1, or null. */
export function putNumber(lines: LineBuffer, value: number | null): void {
  if (value === null || value > 999_999_999) {
    putAscii(lines, String(value));
    return;
  }
  let size = 1;
  for (let limit = 10; value >= limit; limit *= 10) size++;
  putDigits(lines, value, size);
}

/** The last digits of a number below 2^31, zeros in front. */
export function putDigits(lines: LineBuffer, value: number, size: number): void {
  const bytes = room(lines, size);
  const start = lines.length;
  lines.length += size;
  // As an integer, or each of the divisions is one of floating point.
  for (let rest = value | 0, at = lines.length - 1; at >= start; at--) {
    const next = (rest / 10) | 0;
    bytes[at] = DIGIT_0 + rest - next * 10;
    rest = next;
  }
}

/** Characters of ASCII as they are. */
export function putAscii(lines: LineBuffer, text: string): void {
  const bytes = room(lines, text.length);
  let at = lines.length;
  lines.length += text.length;
  for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i);
}

/** Two upper-case digits for each of the bytes between two offsets. */
export function putHex(lines: LineBuffer, source: Uint8Array, from: number, to: number): void {
  const bytes = room(lines, (to - from) * 2);
  let at = lines.length;
  lines.length += (to - from) * 2;
  for (let i = from; i < to; i++) {
    const byte = source[i] as number;
    bytes[at++] = UPPER_HEX_DIGITS[byte >> 4] as number;
    bytes[at++] = UPPER_HEX_DIGITS[byte & 15] as number;
  }
}

/** Any text as it is; lone surrogates have no place in it. */
export function putText(lines: LineBuffer, text: string): void {
  const bytes = room(lines, text.length * MOST_UTF8);
  lines.length += encoder.encodeInto(text, bytes.subarray(lines.length)).written;
}

/** The UTF-16LE between two offsets as a string of JSON, as JSON.stringify has it. */
export function putUtf16(lines: LineBuffer, view: DataView, from: number, to: number): void {
  const bytes = room(lines, ((to - from) >> 1) * ESCAPE_SIZE + 2);
  let at = lines.length;
  bytes[at++] = QUOTE;
  for (let i = from; i < to; i += 2) {
    for (; i + 4 <= to; i += 4) {
      const pair = view.getUint32(i, true);
      if ((pair & NOT_ASCII) !== 0 || (ESCAPES[pair & 0x7f] as number) + (ESCAPES[pair >>> 16] as number) > 0)
        break;
      bytes[at++] = pair;
      bytes[at++] = pair >>> 16;
    }
    if (i >= to) break;
    const unit = view.getUint16(i, true);
    if (unit < 0x80) {
      const letter = ESCAPES[unit] as number;
      if (letter === 0) bytes[at++] = unit;
      else at = putEscape(bytes, at, letter, unit);
    } else if (unit < 0x800) {
      bytes[at++] = 0xc0 | (unit >> 6);
      bytes[at++] = 0x80 | (unit & 0x3f);
    } else if ((unit & 0xf800) !== 0xd800) {
      bytes[at++] = 0xe0 | (unit >> 12);
      bytes[at++] = 0x80 | ((unit >> 6) & 0x3f);
      bytes[at++] = 0x80 | (unit & 0x3f);
    } else {
      const next = i + 2 < to ? view.getUint16(i + 2, true) : 0;
      if (unit < 0xdc00 && (next & 0xfc00) === 0xdc00) {
        const point = 0x1_0000 + ((unit & 0x3ff) << 10) + (next & 0x3ff);
        bytes[at++] = 0xf0 | (point >> 18);
        bytes[at++] = 0x80 | ((point >> 12) & 0x3f);
        bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
        bytes[at++] = 0x80 | (point & 0x3f);
        i += 2;
      } else {
        at = putEscape(bytes, at, LETTER_U, unit);
      }
    }
  }
  bytes[at++] = QUOTE;
  lines.length = at;
}

/** A backslash and the letter, and the number of the unit behind a `u`. Returns where the next byte belongs. */
function putEscape(bytes: Uint8Array, from: number, letter: number, unit: number): number {
  let at = from;
  bytes[at++] = BACKSLASH;
  bytes[at++] = letter;
  if (letter !== LETTER_U) return at;
  for (let shift = 12; shift >= 0; shift -= 4) bytes[at++] = HEX_DIGITS[(unit >> shift) & 15] as number;
  return at;
}
