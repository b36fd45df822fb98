import { u16 } from "./bytes.ts";

export type DecodeUtf16 = (bytes: Uint8Array, from: number, to: number) => string;

/** More arguments in one call can exceed what an engine takes. */
const MOST_UNITS = 4096;

/**
 * UTF-16LE to a string, lone surrogates kept (TextDecoder would replace them; they occur in real logs). A caller
 * on Node passes a faster one in `ParseOptions.utf16`. An odd last byte is left out.
 */
export function decodeUtf16(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let at = from; at + 1 < to; at += MOST_UNITS * 2) {
    const units: number[] = [];
    for (let i = at; i + 1 < to && i < at + MOST_UNITS * 2; i += 2) units.push(u16(bytes, i));
    text += String.fromCharCode.apply(null, units);
  }
  return text;
}
