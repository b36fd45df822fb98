/** A whole number from decimal or `0x` text, null when it is none. */
export function wholeNumber(text: string): number | null {
  const trimmed = text.trim();
  if (!/^(?:-?\d{1,15}|0x[0-9a-f]{1,13})$/i.test(trimmed)) return null;
  return Number(trimmed);
}

/** A record id: a number, above 2^53 - 1 its decimal digits; null when the text is no such number. */
export function recordIdOf(text: string): number | string | null {
  const trimmed = text.trim();
  if (!/^\d{1,20}$/.test(trimmed)) return null;
  const value = Number(trimmed);
  return Number.isSafeInteger(value) ? value : BigInt(trimmed).toString();
}

/** The id of an event without the severity and facility that some interfaces put before it. */
export function eventIdOf(value: number | null): number | null {
  return value === null ? null : ((value % 0x10000) + 0x10000) % 0x10000;
}

/** 64 bits as `0x8080000000000000`, from hex, decimal or signed decimal; null for words, which may be translated. */
export function keywordBits(text: string): string | null {
  const trimmed = text.trim();
  if (/^0x[0-9a-f]{1,16}$/i.test(trimmed)) return trimmed.toLowerCase();
  return /^-?\d{1,20}$/.test(trimmed) ? `0x${BigInt.asUintN(64, BigInt(trimmed)).toString(16)}` : null;
}
