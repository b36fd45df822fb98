import { u32 } from "./bytes.ts";

/** The two digits of each byte. */
export const HEX: readonly string[] = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, "0"));
const UPPER_HEX_CODES = new TextEncoder().encode("0123456789ABCDEF");
/** Bytes that are put into hex at a time. */
const HEX_PIECE = 4096;
const digits = new Uint8Array(HEX_PIECE * 2);
const decoder = new TextDecoder();

/** Upper-case hex without blanks: MS-EVEN6 shows blanks, Windows' own export has none. */
export function binaryText(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at += HEX_PIECE) {
    const end = Math.min(to, at + HEX_PIECE);
    let length = 0;
    for (let i = at; i < end; i++) {
      const byte = bytes[i] as number;
      digits[length++] = UPPER_HEX_CODES[byte >> 4] as number;
      digits[length++] = UPPER_HEX_CODES[byte & 15] as number;
    }
    text += decoder.decode(digits.subarray(0, length));
  }
  return text;
}

/** An unsigned number of 4 or 8 bytes as Windows prints it: `0x` and lower case, without leading zeros. */
export function hexText(bytes: Uint8Array, at: number, size: number): string {
  const low = u32(bytes, at);
  const high = size === 8 ? u32(bytes, at + 4) : 0;
  if (high === 0) return `0x${hexDigits(low)}`;
  return `0x${hexDigits(high)}${paddedHex(low)}`;
}

/** Without leading zeros; several times faster than toString(16). */
function hexDigits(value: number): string {
  if (value > 0xff_ffff)
    return (
      hexDigits(value >>> 24) + HEX[(value >>> 16) & 0xff] + HEX[(value >>> 8) & 0xff] + HEX[value & 0xff]
    );
  if (value > 0xffff) return hexDigits(value >>> 16) + HEX[(value >>> 8) & 0xff] + HEX[value & 0xff];
  if (value > 0xff) return hexDigits(value >>> 8) + HEX[value & 0xff];
  const pair = HEX[value] as string;
  return value < 16 ? pair.charAt(1) : pair;
}

function paddedHex(value: number): string {
  const high = (HEX[value >>> 24] as string) + HEX[(value >>> 16) & 0xff];
  return high + HEX[(value >>> 8) & 0xff] + HEX[value & 0xff];
}

/** A GUID in braces and lower case. */
export function guidText(b: Uint8Array, at: number): string {
  const hex = (i: number): string => HEX[b[at + i] as number] as string;
  const tail = hex(10) + hex(11) + hex(12) + hex(13) + hex(14) + hex(15);
  return `{${hex(3)}${hex(2)}${hex(1)}${hex(0)}-${hex(5)}${hex(4)}-${hex(7)}${hex(6)}-${hex(8)}${hex(9)}-${tail}}`;
}
