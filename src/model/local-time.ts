/** A day and a second of it, as clocks on the wall show them. A day may lie outside of its month: 32 is the next one's first. */
export interface LocalTime {
  readonly year: number;
  /** 1 is January. */
  readonly month: number;
  readonly day: number;
  /** Since midnight by the clock. */
  readonly second: number;
}

const DAY_MS = 86_400_000;
const QUARTER_MS = 15 * 60_000;

/** A year of quarters, so that a long run does not grow without end. */
const MOST_KNOWN = 35_136;

interface Zone {
  readonly formatter: Intl.DateTimeFormat;
  /** Offsets by quarters of an hour since 1970. */
  readonly known: Map<number, number>;
}

const zones = new Map<string, Zone>();

/** What the clocks of an IANA zone show at a time in ms since 1970. */
export function localTimeOf(time: number, zone: string): LocalTime {
  const shown = new Date(time + offsetOf(time, zone));
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    second: Math.floor((shown.getTime() % DAY_MS) / 1000),
  };
}

/** 0 is Sunday. */
export function weekdayOf({ year, month, day }: Omit<LocalTime, "second">): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

/**
 * When the clocks of a zone show a local time, in ms since 1970. Where they are put back it comes twice, `first` and
 * `last`. Where they are put forward it may not come at all: both are then the moment at which the clocks were changed.
 */
export function instantOf(
  { year, month, day, second }: LocalTime,
  zone: string,
): { first: number; last: number } {
  const shown = Date.UTC(year, month - 1, day) + second * 1000;
  // The offsets of the day before and after: no zone changes its clocks twice within two days.
  const offsets = [offsetOf(shown - DAY_MS, zone), offsetOf(shown + DAY_MS, zone)];
  const times = offsets
    .map((offset) => shown - offset)
    .filter((time) => time + offsetOf(time, zone) === shown);
  if (times.length > 0) return { first: Math.min(...times), last: Math.max(...times) };
  const change = changeWithin(shown - DAY_MS, shown + DAY_MS, zone);
  return { first: change, last: change };
}

/** The first ms with the offset of the end of a span. */
function changeWithin(from: number, to: number, zone: string): number {
  const after = offsetOf(to, zone);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetOf(middle, zone) === after) high = middle;
    else low = middle;
  }
  return high;
}

/** By how many ms the clocks of a zone are ahead of UTC. They are changed on quarters of an hour only. */
function offsetOf(time: number, zone: string): number {
  const { formatter, known } = zoneOf(zone);
  const quarter = Math.floor(time / QUARTER_MS);
  const before = known.get(quarter);
  if (before !== undefined) return before;
  const parts = formatter
    .formatToParts(quarter * QUARTER_MS)
    .map(({ type, value }) => [type, Number(value)] as const);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = Object.fromEntries(parts);
  const offset = Date.UTC(year, month - 1, day, hour, minute, second) - quarter * QUARTER_MS;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(quarter, offset);
  return offset;
}

/** Making a formatter takes a hundred times longer than using it, and using it much longer than remembering. */
function zoneOf(zone: string): Zone {
  const known = zones.get(zone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const made: Zone = { formatter, known: new Map() };
  zones.set(zone, made);
  return made;
}
