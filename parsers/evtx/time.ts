const EPOCH_DIFFERENCE_SECONDS = 11_644_473_600;
const EPOCH_DIFFERENCE = EPOCH_DIFFERENCE_SECONDS * 1000;
const TICKS_PER_SECOND = 10_000_000;
/** 2^32 = 429 * 10^7 + 4,967,296: reckoned so, the products stay below 2^53 where that of the whole would not. */
const REST_OF_HIGH = 4_967_296;
/** Up to here; it is the year 16,214. */
const MOST_EXACT_HIGH = 0x4000_0000;

export const SECONDS_PER_DAY = 86_400;

/** The day that was printed last: neighbouring records nearly always share it. */
let lastDay = Number.NaN;
let lastDate = "";

/** All the parts of a clock, so that a time is put together from few texts: it is printed for each record. */
const MINUTES = Array.from(
  { length: 24 * 60 },
  (_, n) => `${padded(Math.floor(n / 60), 2)}:${padded(n % 60, 2)}:`,
);
const SECONDS = Array.from({ length: 60 }, (_, n) => `${padded(n, 2)}.`);
const THREE_DIGITS = Array.from({ length: 1000 }, (_, n) => padded(n, 3));
const LAST_DIGIT = Array.from({ length: 10 }, (_, n) => `${n}Z`);

/**
 * A FILETIME (100 ns since 1601, as two 32-bit halves) as Windows prints it: `2024-03-10T20:00:01.0547144Z`.
 * Exact for all 64 bits; years above 9999 are printed with a sign and six digits, as ISO 8601 has it.
 */
export function fileTimeText(low: number, high: number): string {
  const seconds = fileTimeSeconds(low, high);
  const ticks = fileTimeTicks(low, high);
  const day = Math.floor(seconds / SECONDS_PER_DAY);
  if (day !== lastDay) {
    lastDate = new Date((day * SECONDS_PER_DAY - EPOCH_DIFFERENCE_SECONDS) * 1000)
      .toISOString()
      .slice(0, -13);
    lastDay = day;
  }
  const inDay = seconds - day * SECONDS_PER_DAY;
  const minute = Math.floor(inDay / 60);
  const milliseconds = Math.floor(ticks / 10_000);
  const below = ticks - milliseconds * 10_000;
  const middle = Math.floor(below / 10);
  const clock = (MINUTES[minute] as string) + SECONDS[inDay - minute * 60];
  const fraction =
    (THREE_DIGITS[milliseconds] as string) + THREE_DIGITS[middle] + LAST_DIGIT[below - middle * 10];
  return lastDate + clock + fraction;
}

/** The whole seconds of a FILETIME, since 1601. */
export function fileTimeSeconds(low: number, high: number): number {
  if (high < MOST_EXACT_HIGH) return high * 429 + Math.floor((high * REST_OF_HIGH + low) / TICKS_PER_SECOND);
  return Number(wholeFileTime(low, high) / BigInt(TICKS_PER_SECOND));
}

/** What a FILETIME has beyond its whole seconds, in 100 ns. */
export function fileTimeTicks(low: number, high: number): number {
  if (high >= MOST_EXACT_HIGH) return Number(wholeFileTime(low, high) % BigInt(TICKS_PER_SECOND));
  const rest = high * REST_OF_HIGH + low;
  return rest - Math.floor(rest / TICKS_PER_SECOND) * TICKS_PER_SECOND;
}

function wholeFileTime(low: number, high: number): bigint {
  return (BigInt(high) << 32n) | BigInt(low);
}

/** A FILETIME in whole milliseconds since 1970, as Date.parse gives them for its text. */
export function fileTimeMilliseconds(low: number, high: number): number {
  if (high >= MOST_EXACT_HIGH) return Math.floor((high * 0x1_0000_0000 + low) / 10_000) - EPOCH_DIFFERENCE;
  const rest = high * REST_OF_HIGH + low;
  return high * 429_000 + Math.floor(rest / 10_000) - EPOCH_DIFFERENCE;
}

const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{7})Z$/;

/** The FILETIME behind a time in the form of `fileTimeText`; undefined for any other text, or before 1601. */
export function parseFileTime(text: string): bigint | undefined {
  const match = TIME.exec(text);
  const milliseconds = match === null ? Number.NaN : Date.parse(`${match[1]}Z`);
  if (match === null || Number.isNaN(milliseconds)) return undefined;
  const ticks =
    BigInt(milliseconds / 1000 + EPOCH_DIFFERENCE_SECONDS) * BigInt(TICKS_PER_SECOND) + BigInt(match[2] ?? 0);
  if (ticks < 0n) return undefined;
  // Date.parse takes 24:00:00 and the like: only what prints back the same is the same time.
  return fileTimeText(Number(ticks & 0xffff_ffffn), Number(ticks >> 32n)) === text ? ticks : undefined;
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}
