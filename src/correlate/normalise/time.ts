/** When an event was written, as far as its source tells. */
export interface EventTime {
  /** Milliseconds since 1970 with a fraction, or null. */
  readonly time: number | null;
  /** 1, or 1000 where the source tells whole seconds only. */
  readonly precision: number;
  /** UTC with milliseconds, or empty. */
  readonly text: string;
}

const NONE: EventTime = { time: null, precision: 1000, text: "" };
const UTC = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;
/** FILETIME 0 (1601) and what is before it stand for "no time". */
const FIRST_YEAR = 1602;
/** The last moment that .NET knows stands for "no time"; rounded, it lies in a year of five digits. */
const LAST_YEAR = 9998;

/** Reads `2024-03-10T20:00:01.0547144Z`. A time that no calendar has is none. */
export function eventTime(value: string | null): EventTime {
  if (value === null || !UTC.test(value)) return NONE;
  const year = Number(value.slice(0, 4));
  const day = Number(value.slice(8, 10));
  const whole = Date.UTC(
    year,
    Number(value.slice(5, 7)) - 1,
    day,
    Number(value.slice(11, 13)),
    Number(value.slice(14, 16)),
    Number(value.slice(17, 19)),
  );
  // The 31st of February becomes the 3rd of March, hour 24 the next day, month 13 a day of the next year.
  const date = new Date(whole);
  if (year < FIRST_YEAR || year > LAST_YEAR || date.getUTCDate() !== day || date.getUTCFullYear() !== year)
    return NONE;
  const fraction = value.slice(20, -1);
  return {
    time: whole + Number(`0.${fraction}0`) * 1000,
    precision: /[1-9]/.test(fraction) ? 1 : 1000,
    text: `${value.slice(0, 19)}.${`${fraction}000`.slice(0, 3)}Z`,
  };
}
