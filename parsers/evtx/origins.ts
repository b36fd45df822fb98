import { HEX } from "./hex.ts";

const LOW_BITS = 0x1_0000;

/** `name@0x1200` for an offset in the file. */
export type Origins = (fileOffset: number) => string;

/** Keeps all but the last four digits from one record to the next: they seldom change, and toString(16) is slow. */
export function createOrigins(name: string): Origins {
  let high = -1;
  let prefix = "";
  return (fileOffset) => {
    const upper = Math.floor(fileOffset / LOW_BITS);
    if (upper === 0) return `${name}@0x${fileOffset.toString(16)}`;
    if (upper !== high) {
      high = upper;
      prefix = `${name}@0x${upper.toString(16)}`;
    }
    return prefix + HEX[(fileOffset >>> 8) & 0xff] + HEX[fileOffset & 0xff];
  };
}
