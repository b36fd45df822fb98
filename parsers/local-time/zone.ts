import { Temporal } from "temporal-polyfill";

const MINUTE = 60_000;

/** A local time on the time line. */
interface ZonedInstant {
  /** Milliseconds since 1970, UTC, at a full minute. */
  readonly utc: number;
  /** The local time happens twice (the clock went back; the first is taken) or never (it went forward). */
  readonly ambiguous: boolean;
}

/** Tells the UTC time of local times in one zone. */
interface Zone {
  /** `local`: milliseconds since 1970 as if the local time were UTC. */
  toUtc(local: number): ZonedInstant;
}

const zones = new Map<string, Zone>();

/** Whether a zone of this name is known (`Europe/Berlin`, `UTC`, `+02:00`). */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** The zone of that IANA name. Throws a RangeError when there is none: ask `isTimeZone` first. */
export function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  if (!isTimeZone(name)) throw new RangeError(`no such time zone: ${name}`);
  const zone = zoneReader(name);
  zones.set(name, zone);
  return zone;
}

/** Events come many to a minute and in order, so that the last minute asked for is mostly asked for again. */
function zoneReader(name: string): Zone {
  let lastMinute = Number.NaN;
  let last: ZonedInstant = { utc: 0, ambiguous: false };
  return {
    toUtc(local) {
      const minute = Math.floor(local / MINUTE) * MINUTE;
      if (minute !== lastMinute) {
        last = resolve(name, minute);
        lastMinute = minute;
      }
      return { utc: last.utc + (local - minute), ambiguous: last.ambiguous };
    },
  };
}

function resolve(name: string, minute: number): ZonedInstant {
  const plain = Temporal.PlainDateTime.from(new Date(minute).toISOString().slice(0, 16));
  const utc = plain.toZonedDateTime(name, { disambiguation: "compatible" }).epochMilliseconds;
  const earlier = plain.toZonedDateTime(name, { disambiguation: "earlier" }).epochMilliseconds;
  const later = plain.toZonedDateTime(name, { disambiguation: "later" }).epochMilliseconds;
  return { utc, ambiguous: earlier !== later };
}
