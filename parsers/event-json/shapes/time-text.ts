import { utcTimeOf } from "../../utc-time.ts";
import { isObject } from "../repair.ts";
import { wordOf } from "../value.ts";

/**
 * The text of a time: of PowerShell 5 (`/Date(ms)/`, alone or as `{ value, DateTime }`), of seconds or
 * milliseconds since 1970, or as it stands. Null when there is none.
 */
export function timeText(value: unknown): string | null {
  if (isObject(value)) return timeText(value.value ?? value.DateTime);
  const milliseconds = typeof value === "number" ? sinceEpoch(value) : millisecondsOf(value);
  return milliseconds === null ? wordOf(value) : utcTimeOf(milliseconds);
}

/** The milliseconds of `/Date(1708076635000)/`; an offset in it (`+0200`) changes nothing. */
export function millisecondsOf(value: unknown): number | null {
  const found =
    typeof value === "string" ? /^\\?\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\\?\/$/.exec(value) : null;
  return found === null ? null : Number(found[1]);
}

/** Seconds reach 10^11 only in the year 5138. */
function sinceEpoch(value: number): number {
  return value < 1e11 ? Math.round(value * 1000) : value;
}
