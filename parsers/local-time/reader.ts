import type { EventSink } from "../event-sink.ts";
import type { DateOrder, ParseOptions } from "../format.ts";
import { parseLocalTime } from "../local-time.ts";
import { createDateSurvey, type DateDecision } from "./survey.ts";

/** Reads the times of one file, and says once what they leave open. */
export interface TimeReader {
  /** The UTC time; null for a placeholder (`<Date>`), which is passed over, and for what cannot be read, which is said. */
  read(text: string, where: string): string | null;
  /** What the dates so far say of their order. */
  decide(): DateDecision;
  /** Says which zone and which order were taken. */
  end(): void;
}

const ORDERS: Readonly<Record<DateOrder, string>> = {
  dmy: "day first",
  mdy: "month first",
  ymd: "year first",
};

/** A reader of the times of the file that `options` names. */
export function createTimeReader(
  sink: Pick<EventSink, "report">,
  { name, timeZone, dateOrder }: Pick<ParseOptions, "name" | "timeZone" | "dateOrder">,
): TimeReader {
  const survey = createDateSurvey();
  const ambiguous = { count: 0, first: name };
  let withoutZone = 0;

  const sayOrder = (): void => {
    const { order, ground, mixed, open, reason } = survey.decide();
    if (mixed) {
      const message = "Some dates are proven day first, others month first; each was read as it can be.";
      sink.report("time-order-mixed", name, message);
    }
    if (open === 0 || order === null) return;
    const dates =
      open === 1
        ? "1 date can be read in two ways and was"
        : `${open} dates can be read in two ways and were`;
    const taken =
      dateOrder === undefined ? "month first, or day first with dots or hyphens" : ORDERS[dateOrder];
    const why = dateOrder === undefined || dateOrder === order ? reason : `as told, although ${reason}`;
    const code = ground === "certain" && dateOrder === order ? "time-order" : "time-order-guessed";
    sink.report(code, name, `${dates} read ${taken}: ${why}.`);
  };

  return {
    read(text, where) {
      survey.see(text);
      const found = parseLocalTime(text, { timeZone, order: dateOrder });
      if (found === null) {
        if (/\d/.test(text)) sink.report("time-unreadable", where, `No time: "${text.slice(0, 60)}"`);
        return null;
      }
      if (!found.zoned) withoutZone += 1;
      if (found.ambiguous && ambiguous.count++ === 0) ambiguous.first = where;
      return found.time;
    },
    decide: () => survey.decide(),
    end() {
      if (withoutZone > 0 && timeZone === undefined) {
        const times = withoutZone === 1 ? "1 time" : `${withoutZone} times`;
        sink.report(
          "time-zone-assumed",
          name,
          `${times} without offset, read as UTC for want of a time zone.`,
        );
      }
      if (ambiguous.count > 0) {
        const times = ambiguous.count === 1 ? "1 local time lies" : `${ambiguous.count} local times lie`;
        const message = `${times} in an hour that ${timeZone} repeats or leaves out; the first was taken.`;
        sink.report("time-ambiguous", ambiguous.first, message);
      }
      sayOrder();
    },
  };
}
