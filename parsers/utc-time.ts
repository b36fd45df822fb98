const ISO =
  /^(\d{4,5})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s?(?:Z|([+-])(\d\d):?(\d\d))?$/;

/**
 * A time as Windows prints it, in UTC with seven digits: `2024-03-10T20:00:01.0547144Z`. Takes ISO 8601 with
 * any number of digits, `Z` or an offset; without either it is UTC. Null when it is no such time.
 */
export function utcTime(text: string): string | null {
  const found = ISO.exec(text);
  if (found === null) return null;
  const [, year = "", month = "", day = "", hour = "", minute = "", second = "00", digits = ""] = found;
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const fraction = digits.slice(0, 7).padEnd(7, "0");
  // The largest FILETIME lies in the year 30828, which `Date` does not read in this shape.
  if (year.length > 4) return `${written}.${fraction}Z`;
  const milliseconds = Date.parse(`${written}Z`);
  if (Number.isNaN(milliseconds)) return null;
  const offset = (found[8] === "-" ? -1 : 1) * (Number(found[9] ?? 0) * 60 + Number(found[10] ?? 0));
  const utc = offset === 0 ? written : utcTimeOf(milliseconds - offset * 60_000)?.slice(0, 19);
  return utc === undefined ? null : `${utc}.${fraction}Z`;
}

/** The time of milliseconds since 1970, or null beyond the years that have four digits. */
export function utcTimeOf(milliseconds: number): string | null {
  if (!(Math.abs(milliseconds) <= 253_402_300_799_999)) return null;
  const text = new Date(milliseconds).toISOString();
  return /^\d{4}-/.test(text) ? text.replace("Z", "0000Z") : null;
}
