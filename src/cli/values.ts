import { InvalidArgumentError, Option } from "commander";
import { parseDuration } from "../config/duration.ts";
import { isTimeZone } from "../config/time-zone.ts";
import type { Speed } from "../lab/clock.ts";

const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const ZONE = /(?:Z|[+-]\d\d:?\d\d)$/;
const DAY_MS = 24 * 3600_000;

/** ISO 8601 to milliseconds; UTC where no offset is given. */
export function parseSince(text: string): number {
  const time = ISO.test(text) ? Date.parse(withZone(text)) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new InvalidArgumentError('Not an ISO 8601 time, such as "2026-03-01" or "2026-03-01T20:00Z".');
  }
  return time;
}

/** As `parseSince`; a day alone means to its end. */
export function parseUntil(text: string): number {
  const time = parseSince(text);
  return DAY.test(text) ? time + DAY_MS - 1 : time;
}

function withZone(text: string): string {
  if (DAY.test(text)) return text;
  const joined = text.replace(" ", "T");
  return ZONE.test(joined.slice(11)) ? joined : `${joined}Z`;
}

export type IdRange = readonly [first: number, last: number];

/** `2001`, `2001-2010`, or several of them with commas; added to what earlier options gave. */
export function parseIds(text: string, earlier: readonly IdRange[]): readonly IdRange[] {
  const ranges = text.split(",").map((part): IdRange => {
    const match = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(part);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    if (match === null || last > 65_535 || first > last) {
      throw new InvalidArgumentError('Not an event id, such as "2006", or a range, such as "2001-2010".');
    }
    return [first, last];
  });
  return [...earlier, ...ranges];
}

/** An option that may be given several times. @param none what it means to leave it out, as the help tells it */
export function repeatable<T>(
  flags: string,
  description: string,
  none: string,
  add: (text: string, earlier: readonly T[]) => readonly T[],
): Option {
  return new Option(flags, `${description} (repeatable)`).argParser(add).default([], none);
}

export function collect(text: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, text];
}

/** A time zone that this system knows, by its IANA name. */
export function parseTimeZone(text: string): string {
  if (isTimeZone(text)) return text;
  throw new InvalidArgumentError('Not an IANA time zone, such as "Europe/Berlin".');
}

/** A count of one or more. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new InvalidArgumentError("Not a number of 1 or more.");
}

/** `26h,50h` as seconds; either may be left out, one alone is both. */
export function parseThresholds(text: string): {
  readonly warning: number | null;
  readonly critical: number | null;
} {
  const parts = text.split(",").map((part) => part.trim());
  const [warning, critical] = (parts.length === 1 ? [parts[0], parts[0]] : parts).map((part) =>
    part === "" || part === undefined
      ? null
      : parseDuration(/^\d+(\.\d+)?$/.test(part) ? Number(part) : part),
  );
  const given = parts.filter((part) => part !== "");
  const known = [warning, critical].filter((value) => value !== null && value !== undefined);
  if (parts.length > 2 || given.length === 0 || known.length < given.length) {
    throw new InvalidArgumentError('Not two durations, such as "26h,50h"; "26h," only warns.');
  }
  if (warning != null && critical != null && warning > critical) {
    throw new InvalidArgumentError("The warning comes before the critical one.");
  }
  return { warning: warning ?? null, critical: critical ?? null };
}

/** `15m` as seconds; `0` waits for nothing. */
export function parseWait(text: string): number {
  const seconds = text.trim() === "0" ? 0 : parseDuration(text);
  if (seconds === null)
    throw new InvalidArgumentError('Not a duration, such as "15m" or "2h"; "0" waits for nothing.');
  return seconds;
}

const MOST_SEED = 0xffff_ffff;
const MOST_SPEED = 1_000_000;

export function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d{1,10}$/.test(text) || seed > MOST_SEED) throw new InvalidArgumentError("Not a number from 0 on.");
  return seed;
}

export function parseSpeed(text: string): Speed {
  if (text === "max" || text === "real") return text;
  const factor = Number(text);
  if (!/^\d{1,7}(\.\d{1,3})?$/.test(text) || factor <= 0 || factor > MOST_SPEED) {
    throw new InvalidArgumentError('Not "max", "real" or a number, such as "60" for an hour in a minute.');
  }
  return factor;
}
