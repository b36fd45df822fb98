import { parseLocalTime } from "./local-time.ts";

const EXACT = /^(\d{4,5}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/;

/**
 * A time as Windows prints it, in UTC with seven digits: `2024-03-10T20:00:01.0547144Z`. Takes ISO 8601 with
 * any number of digits, `Z` or an offset; without either it is UTC. Null when it is no time.
 */
export function utcTime(text: string): string | null {
  const exact = EXACT.exec(text);
  if (exact !== null && isRealTime(exact[1] ?? "", exact[2] ?? "")) {
    return `${exact[1]}T${exact[2]}.${(exact[3] ?? "").slice(0, 7).padEnd(7, "0")}Z`;
  }
  return parseLocalTime(text, {})?.time ?? null;
}

/** The time of milliseconds since 1970, or null beyond the years that have four digits. */
export function utcTimeOf(milliseconds: number): string | null {
  if (!(Math.abs(milliseconds) <= 253_402_300_799_999)) return null;
  const text = new Date(milliseconds).toISOString();
  return /^\d{4}-/.test(text) ? text.replace("Z", "0000Z") : null;
}

/** The largest FILETIME lies in the year 30828, which `Date` does not read in this shape. */
function isRealTime(day: string, clock: string): boolean {
  return day.length > 10 || !Number.isNaN(Date.parse(`${day}T${clock}Z`));
}
