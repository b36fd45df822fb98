import type { Expectation, TimeWindow } from "../model/expectation.ts";
import { instantOf, localTimeOf, weekdayOf } from "../model/local-time.ts";
import { fitsPattern } from "../model/name-pattern.ts";
import type { Settings } from "../model/settings.ts";

/** What is asked of the backups of one database. */
export type Limit = Pick<Expectation, "type" | "maxAgeSeconds" | "window" | "days">;

/** When a database is overdue. Times in ms since 1970. */
export interface Deadline {
  readonly at: number;
  /** The limit that counts on that day. */
  readonly limitSeconds: number;
  /** The window that had to be used; its end is `at`. Absent where none is asked for. */
  readonly window?: { readonly from: number; readonly to: number };
}

/**
 * Of each type of backup the first expectation that fits; where none does at all, the limit for all. Full and incremental backups
 * have schedules of their own, so what is asked of one takes nothing from the other.
 */
export function limitsFor(database: string, { expect, overdueSeconds }: Settings): readonly Limit[] {
  const fitting = expect.filter((one) => fitsPattern(one.database, database));
  const limits = (["full", "incremental"] as const).flatMap(
    (type) => fitting.find((one) => one.type === type) ?? [],
  );
  if (limits.length > 0 || overdueSeconds === null) return limits;
  return [{ type: "full", maxAgeSeconds: overdueSeconds }];
}

/**
 * From when on a database is overdue if no backup follows the one that ended at `last` (ms since 1970). With a window
 * that is the end of the last one in which a backup could still have kept the limit; one that the limit falls into
 * may be used to its end.
 */
export function overdueFrom(limit: Limit, last: number, zone: string): Deadline {
  const reached = limitReached(limit, last, zone);
  if (limit.window === undefined) return reached;
  const window = lastChance(limit.window, last, reached.at, zone);
  return { at: window.to, limitSeconds: reached.limitSeconds, window };
}

/** The first moment at which the age is more than the limit of its weekday. */
function limitReached({ maxAgeSeconds, days = [] }: Limit, last: number, zone: string): Deadline {
  if (days.length === 0) return { at: last + maxAgeSeconds * 1000, limitSeconds: maxAgeSeconds };
  const shortest = Math.min(maxAgeSeconds, ...days.map((other) => other.maxAgeSeconds));
  const first = localTimeOf(last + shortest * 1000, zone);
  for (let n = 0; ; n += 1) {
    const day = { ...first, day: first.day + n, second: 0 };
    const limitSeconds =
      days.find(({ weekdays }) => weekdays.includes(weekdayOf(day)))?.maxAgeSeconds ?? maxAgeSeconds;
    const at = Math.max(instantOf(day, zone).first, last + limitSeconds * 1000);
    if (at < instantOf({ ...day, day: day.day + 1 }, zone).first) return { at, limitSeconds };
  }
}

/** The last window that begins before the limit is reached; where none does after the backup, the next one. */
function lastChance(
  window: TimeWindow,
  last: number,
  reached: number,
  zone: string,
): { from: number; to: number } {
  const { year, month, day: today } = localTimeOf(reached, zone);
  const on = (day: number): { from: number; to: number } => {
    const closes = window.to > window.from ? day : day + 1;
    return {
      from: instantOf({ year, month, day, second: window.from }, zone).first,
      to: instantOf({ year, month, day: closes, second: window.to }, zone).last,
    };
  };
  // A short one may lie wholly in the hour that is left out when clocks are put forward: nobody can use it.
  let day = today;
  let chance = on(day);
  for (; chance.from > reached || chance.to <= chance.from; chance = on(day)) day -= 1;
  for (; chance.from <= last || chance.to <= chance.from; chance = on(day)) day += 1;
  return chance;
}
