import { halfOf, monthOf, offsetOf } from "./words.ts";

/** What a date says before it is known which number is the day. */
export interface DateFields {
  /** Three numbers in the order written; with a month's name the order is settled: year, month, day. */
  readonly numbers: readonly [number, number, number];
  /** `ymd`: settled by the text itself. `open`: the last number is the year, the others have to be told apart. */
  readonly kind: "ymd" | "open";
  readonly separator: "." | "/" | "-" | " ";
  readonly half: "am" | "pm" | null;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** The digits behind the second as written. */
  readonly fraction: string;
  readonly precision: "day" | "minute" | "second";
  /** Minutes east of UTC when the text tells. */
  readonly offset: number | null;
}

/** The longest date is some 60 characters; more is text that holds a date among other things. */
const LONGEST = 100;
/** Weekday, "de", "um", "Uhr" and the like: words that say nothing about the time. */
const SPARE_WORDS = 4;

const MARKS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff?]/gu;
const BLANKS = /[\s\u00a0\u2007\u202f\u3000]+/gu;
const ISO =
  /^(\d{4})-(\d\d?)-(\d\d?)[T ](\d\d?):(\d\d):(\d\d)(?:[.,](\d{1,12}))? ?(Z|[+-]\d\d(?::?\d\d)?)?$/iu;
/** What most exports hold; the other forms are found by their words, which takes ten times as long. */
const PLAIN =
  /^(\d{1,4})([./-])(\d\d?)\2(\d{1,4}) (\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?(?: ([ap])m)?$/iu;
const CLOCK = /(?<![\d:])(\d\d?) ?: ?(\d\d)(?: ?: ?(\d\d)(?:[.,:](\d{1,12}))?)?(?![\d:])/u;
const HAN_CLOCK = /(\d\d?) ?[时時시] ?(\d\d?) ?[分분](?: ?(\d\d?) ?[秒초])?/u;
/** Finnish, older Italian, Indonesian clocks; only behind a date, hence the blank. */
const DOT_CLOCK = /(?<= )(\d\d?)\.(\d\d)(?:\.(\d\d)(?:,(\d{1,12}))?)?(?![\d.])/u;
const OFFSET = /(?:^|[ (]|utc|gmt)([+-])(\d\d?)(?::?(\d\d))?\)?(?![\d:/.-])/iu;
const DATE_TOKEN = /\d+|\p{L}(?:\.\p{L}(?!\p{L}))+|[\p{L}\p{M}]+|./gu;

/** Several events have the same second, and a survey asks for what was just read. */
let last: { readonly raw: string; readonly fields: DateFields | null } = { raw: "", fields: null };

/** Reads a date, with or without a clock, in any of the usual forms of many cultures; null when it is none. */
export function readDateFields(raw: string): DateFields | null {
  if (raw.length > LONGEST) return null;
  if (raw !== last.raw) last = { raw, fields: readFields(raw) };
  return last.fields;
}

function readFields(raw: string): DateFields | null {
  const text = westernDigits(raw.replace(MARKS, "").replace(BLANKS, " ").trim());
  const iso = ISO.exec(text);
  if (iso !== null) return isoFields(iso);
  const plain = PLAIN.exec(text);
  if (plain !== null) return plainFields(plain);
  const found = CLOCK.exec(text) ?? HAN_CLOCK.exec(text) ?? dotClock(text);
  if (found === null) return withDate(text, "", null);
  return withDate(text.slice(0, found.index), text.slice(found.index + found[0].length), found);
}

function isoFields(match: RegExpExecArray): DateFields {
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  return {
    numbers: [Number(year), Number(month), Number(day)],
    kind: "ymd",
    separator: "-",
    half: null,
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    fraction: fraction ?? "",
    precision: "second",
    offset: offset === undefined ? null : signedMinutes(offset),
  };
}

function plainFields(match: RegExpExecArray): DateFields | null {
  const [, a = "", separator, b = "", c = "", hour, minute, second, fraction, half] = match;
  const date = numericDate(numberOf(a), numberOf(b), numberOf(c));
  if (date === null) return null;
  return {
    ...date,
    separator: separator === "." || separator === "/" ? separator : "-",
    half: half === undefined ? null : half.toLowerCase() === "a" ? "am" : "pm",
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second ?? "0"),
    fraction: fraction ?? "",
    precision: second === undefined ? "minute" : "second",
    offset: null,
  };
}

function numberOf(digits: string): Digits {
  return { value: Number(digits), digits: digits.length };
}

function signedMinutes(offset: string): number {
  if (offset === "Z" || offset === "z") return 0;
  const digits = offset.replace(/\D/gu, "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || "0");
  return offset.startsWith("-") ? -minutes : minutes;
}

function dotClock(text: string): RegExpExecArray | null {
  const match = DOT_CLOCK.exec(text);
  return match !== null && /\d{4}|\d\d?[./-]\d\d?[./-]\d\d/u.test(text.slice(0, match.index)) ? match : null;
}

function withDate(before: string, after: string, clock: RegExpExecArray | null): DateFields | null {
  const zone = clock === null ? null : OFFSET.exec(after);
  const rest = zone === null ? after : after.replace(zone[0], " ");
  const words = readWords(`${before} ${rest}`);
  if (words === null) return null;
  const date =
    words.month === null ? separatedDate(words) : namedDate(words.numbers, words.month, words.monthAt);
  if (date === null) return null;
  return {
    ...date,
    separator: words.separator,
    half: words.half,
    hour: Number(clock?.[1] ?? "0"),
    minute: Number(clock?.[2] ?? "0"),
    second: Number(clock?.[3] ?? "0"),
    fraction: clock?.[4] ?? "",
    precision: clock === null ? "day" : clock[3] === undefined ? "minute" : "second",
    offset:
      zone === null ? words.offset : signedMinutes(`${zone[1]}${zone[2]?.padStart(2, "0")}${zone[3] ?? ""}`),
  };
}

interface Digits {
  readonly value: number;
  readonly digits: number;
}

interface Words {
  numbers: Digits[];
  month: number | null;
  /** How many numbers stood before the month's name. */
  monthAt: number;
  separator: DateFields["separator"];
  half: "am" | "pm" | null;
  offset: number | null;
  spare: number;
}

function readWords(text: string): Words | null {
  const words: Words = {
    numbers: [],
    month: null,
    monthAt: 0,
    separator: " ",
    half: null,
    offset: null,
    spare: 0,
  };
  for (const [token] of text.replace(/\b([apfe])\. ?m\b\.?/giu, "$1m").matchAll(DATE_TOKEN)) {
    if (/^\d/u.test(token)) words.numbers.push(numberOf(token));
    else if (/^\p{L}/u.test(token)) readWord(words, token.toLowerCase().replaceAll(".", ""));
    else if (!readMark(words, token)) return null;
    if (words.numbers.length > 3 || words.spare > SPARE_WORDS) return null;
  }
  return words;
}

/** False for a character that no date holds. */
function readMark(words: Words, mark: string): boolean {
  if ((mark === "." || mark === "/" || mark === "-") && words.numbers.length > 0 && words.separator === " ") {
    words.separator = mark;
  }
  return " .,/-()'[]|".includes(mark);
}

function readWord(words: Words, word: string): void {
  const month = monthOf(word);
  const half = halfOf(word);
  const offset = offsetOf(word);
  if (month !== undefined && words.month === null) {
    words.month = month;
    words.monthAt = words.numbers.length;
  } else if (half !== undefined) words.half = half;
  else if (offset !== undefined) words.offset = offset;
  else words.spare += 1;
}

function numericDate(a: Digits, b: Digits, c: Digits): Pick<DateFields, "numbers" | "kind"> | null {
  if (b.digits > 2 || a.digits === 3 || a.digits > 4 || c.digits === 3 || c.digits > 4) return null;
  if (a.digits === 4) return c.digits > 2 ? null : { numbers: [a.value, b.value, c.value], kind: "ymd" };
  return { numbers: [a.value, b.value, fullYear(c.value, c.digits)], kind: "open" };
}

/** Three numbers with nothing between them are no date, unless the first is a year. */
function separatedDate({ numbers, separator }: Words): Pick<DateFields, "numbers" | "kind"> | null {
  const [a, b, c] = numbers;
  if (a === undefined || b === undefined || c === undefined) return null;
  return separator === " " && a.digits < 4 ? null : numericDate(a, b, c);
}

function namedDate(
  numbers: Words["numbers"],
  month: number,
  monthAt: number,
): Pick<DateFields, "numbers" | "kind"> | null {
  const [a, b, more] = numbers;
  if (a === undefined || b === undefined || more !== undefined) return null;
  const yearFirst = a.digits === 4 && monthAt > 0;
  const [year, day] = yearFirst ? [a, b] : [b, a];
  if (year.digits === 3 || year.digits > 4 || day.digits > 2) return null;
  return { numbers: [fullYear(year.value, year.digits), month, day.value], kind: "ymd" };
}

/** Two digits are of 1970 to 2069: no event log is older. */
function fullYear(value: number, digits: number): number {
  if (digits > 2) return value;
  return value < 70 ? 2000 + value : 1900 + value;
}

/** Arabic-Indic, Persian and full-width digits. */
function westernDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/gu, (digit) =>
    String((digit.charCodeAt(0) - (digit < "\u06f0" ? 0x660 : digit < "\uff10" ? 0x6f0 : 0xff10)) % 10),
  );
}
