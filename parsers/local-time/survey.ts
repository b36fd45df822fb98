import type { DateOrder } from "../format.ts";
import { type DateFields, readDateFields } from "./fields.ts";

/** What all dates of a file say together about the order of day and month. */
export interface DateDecision {
  /** Null when no date leaves the order open. */
  readonly order: DateOrder | null;
  /** How sure: `certain` by a number above 12, `likely` by a hint, `guessed` without any. */
  readonly ground: "certain" | "likely" | "guessed";
  /** Both orders are proven in one file. */
  readonly mixed: boolean;
  /** Dates that can be read either way. */
  readonly open: number;
  /** Why, in words: "12 of 40 dates have a first number above 12". */
  readonly reason: string;
}

/** Sees the dates of a file in their order; keeps counters only. */
export interface DateSurvey {
  see(text: string): void;
  decide(): DateDecision;
}

/** By how much the times must lie closer together in one order than in the other to be a hint. */
const CLOSER = 4;

/** A survey of the dates of one file, which decides as a whole which number is the day. */
export function createDateSurvey(): DateSurvey {
  const counts = { seen: 0, first: 0, second: 0, open: 0, dots: 0, hyphens: 0, halves: 0 };
  const dayFirst = wandering();
  const monthFirst = wandering();

  return {
    see(text) {
      const fields = readDateFields(text);
      if (fields === null || fields.kind !== "open") return;
      const [a, b, year] = fields.numbers;
      if (a > 31 || b > 31 || (a > 12 && b > 12)) return;
      counts.seen += 1;
      if (fields.separator === ".") counts.dots += 1;
      if (fields.separator === "-") counts.hyphens += 1;
      if (fields.half !== null) counts.halves += 1;
      if (a > 12) counts.first += 1;
      else if (b > 12) counts.second += 1;
      else {
        if (a !== b) counts.open += 1;
        dayFirst.see(Date.UTC(year, b - 1, a) + clockOf(fields));
        monthFirst.see(Date.UTC(year, a - 1, b) + clockOf(fields));
      }
    },
    decide() {
      const { first, second, open, seen } = counts;
      const base = { open, mixed: first > 0 && second > 0 };
      if (seen === 0) return { ...base, order: null, ground: "certain", reason: "no date leaves it open" };
      if (first !== second) {
        const [count, which] = first > second ? [first, "first"] : [second, "second"];
        const reason = `${count} of ${seen} dates have a ${which} number above 12`;
        return { ...base, order: first > second ? "dmy" : "mdy", ground: "certain", reason };
      }
      return { ...base, ...hint() };
    },
  };

  function hint(): Pick<DateDecision, "order" | "ground" | "reason"> {
    const all = counts.seen;
    if (counts.dots === all)
      return { order: "dmy", ground: "likely", reason: "the dates are written with dots" };
    if (monthFirst.way() > dayFirst.way() * CLOSER) {
      return { order: "dmy", ground: "likely", reason: "the times lie closer together that way" };
    }
    if (dayFirst.way() > monthFirst.way() * CLOSER) {
      return { order: "mdy", ground: "likely", reason: "the times lie closer together that way" };
    }
    if (counts.hyphens === all)
      return { order: "dmy", ground: "likely", reason: "the dates are written with hyphens" };
    if (counts.halves === all) return { order: "mdy", ground: "likely", reason: "the clock has AM and PM" };
    return { order: "mdy", ground: "guessed", reason: "nothing in the file tells" };
  }
}

function clockOf({ hour, minute, second }: DateFields): number {
  return ((hour * 60 + minute) * 60 + second) * 1000;
}

/** The way from time to time: short when a log's times are read in the right order. */
function wandering(): { see(time: number): void; way(): number } {
  let last: number | null = null;
  let total = 0;
  return {
    see(time) {
      if (last !== null) total += Math.abs(time - last);
      last = time;
    },
    way: () => total,
  };
}
