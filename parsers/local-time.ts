import type { DateOrder } from "./format.ts";
import { type DateFields, readDateFields } from "./local-time/fields.ts";
import { zoneOf } from "./local-time/zone.ts";

export { createDateSurvey } from "./local-time/survey.ts";
export { isTimeZone } from "./local-time/zone.ts";

/** How fine the text tells the time. */
type TimePrecision = "day" | "minute" | "s" | "ms" | "us" | "100ns";

/** A time as a text told it. */
interface LocalTime {
  /** `2010-11-28T12:29:47.0000000Z` */
  readonly time: string;
  /** The text itself told its offset. */
  readonly zoned: boolean;
  /** A local time that happens twice, or never, because the clock was changed. The first of two is taken. */
  readonly ambiguous: boolean;
  readonly precision: TimePrecision;
}

interface LocalTimeOptions {
  /** IANA zone of times without offset; UTC when absent. A name that is not one throws a RangeError. */
  readonly timeZone?: string | undefined;
  /** Which of two numbers is the day where the text leaves it open. Absent: day first with dots or hyphens. */
  readonly order?: DateOrder | undefined;
}

/**
 * Reads a date with or without a clock, as cultures write them, and tells the UTC time.
 * Null when the text is no date, names a day or an hour that does not exist, or has no year.
 */
export function parseLocalTime(text: string, options: LocalTimeOptions): LocalTime | null {
  const fields = readDateFields(text);
  if (fields === null) return null;
  const day = dayOf(fields, options.order);
  const hour = hourOf(fields);
  if (day === null || hour === null || fields.minute > 59 || fields.second > 59) return null;
  const local = day + ((hour * 60 + fields.minute) * 60 + fields.second) * 1000;
  const fraction = fields.fraction.slice(0, 7).padEnd(7, "0");
  const shape = { zoned: fields.offset !== null, precision: precisionOf(fields) };
  if (fields.offset !== null) {
    return { ...shape, time: print(local - fields.offset * 60_000, fraction), ambiguous: false };
  }
  if (options.timeZone === undefined || options.timeZone === "UTC") {
    return { ...shape, time: print(local, fraction), ambiguous: false };
  }
  const { utc, ambiguous } = zoneOf(options.timeZone).toUtc(local);
  return { ...shape, time: print(utc, fraction), ambiguous };
}

/** Midnight of the day in milliseconds since 1970, or null when there is no such day. */
function dayOf(fields: DateFields, order: DateOrder | undefined): number | null {
  const [a, b, c] = fields.numbers;
  if (fields.kind === "ymd") return midnight(a, b, c);
  if (a > 31 || order === "ymd") return midnight(a < 100 ? 2000 + a : a, b, c % 100);
  const dayFirst = b > 12 ? false : a > 12 || isDayFirst(fields.separator, order);
  return dayFirst ? midnight(c, b, a) : midnight(c, a, b);
}

/** Windows has no culture that writes the month first with dots or hyphens. */
function isDayFirst(separator: DateFields["separator"], order: DateOrder | undefined): boolean {
  return order === undefined ? separator === "." || separator === "-" : order === "dmy";
}

/** The years that a FILETIME can hold, up to the last with four digits. */
function midnight(year: number, month: number, day: number): number | null {
  if (year < 1601 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  const time = Date.UTC(year, month - 1, day);
  return new Date(time).getUTCDate() === day ? time : null;
}

/** "13:05 PM" is written by some cultures; the 24 hours are then right. */
function hourOf({ hour, half }: DateFields): number | null {
  if (hour > 23) return null;
  if (half === null || hour > 12) return hour;
  return (hour % 12) + (half === "pm" ? 12 : 0);
}

function precisionOf(fields: DateFields): TimePrecision {
  if (fields.precision !== "second") return fields.precision;
  const digits = fields.fraction.length;
  if (digits === 0) return "s";
  return digits <= 3 ? "ms" : digits <= 6 ? "us" : "100ns";
}

function print(milliseconds: number, fraction: string): string {
  return `${new Date(milliseconds).toISOString().slice(0, -5)}.${fraction}Z`;
}
