import { createPiecewise, type Encoding, looksLikeUtf8, type Piecewise } from "./encodings.ts";

export { createLineSplitter } from "./lines.ts";

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

/** How many bytes decide between UTF-8 and windows-1252, counted from the first byte above 0x7F. */
const HELD = 64 * 1024;
/** UTF-16 shows within the first characters: markup, field names and digits are ASCII in every language. */
const PATTERN_BYTES = 1024;
const EMPTY = new Uint8Array(0);

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
