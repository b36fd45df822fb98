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
const UTC = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z$/;
/** FILETIME 0 and before stands for "no time"; years below 100 would be taken for 19xx. */
const FIRST_YEAR = 1602;

/** Reads `2024-03-10T20:00:01.0547144Z`. A time that no calendar has is none. */
export function eventTime(value: string | null): EventTime {
  const match = value === null ? null : UTC.exec(value);
  if (match === null || value === null) return NONE;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const seconds = Date.UTC(year, month - 1, day, hour, minute, second);
  const text = value.slice(0, 19);
  if (year < FIRST_YEAR || !new Date(seconds).toISOString().startsWith(text)) return NONE;
  const fraction = match[7] ?? "";
  return {
    time: seconds + Number(`0.${fraction}0`) * 1000,
    precision: /[1-9]/.test(fraction) ? 1 : 1000,
    text: `${text}.${`${fraction}000`.slice(0, 3)}Z`,
  };
}
