import type { TimeWindow } from "../../model/expectation.ts";
import { instantOf, localTimeOf } from "../../model/local-time.ts";

/** Whether a time (ms since 1970) lies in the quiet hours of a zone. */
export function isQuiet(time: number, quiet: TimeWindow, zone: string): boolean {
  const { second } = localTimeOf(time, zone);
  return quiet.from <= quiet.to
    ? second >= quiet.from && second < quiet.to
    : second >= quiet.from || second < quiet.to;
}

/** When the quiet hours that a time lies in end. */
export function quietUntil(time: number, quiet: TimeWindow, zone: string): number {
  const local = localTimeOf(time, zone);
  const day = local.second < quiet.to ? local.day : local.day + 1;
  const { first, last } = instantOf({ ...local, day, second: quiet.to }, zone);
  // In the night in which clocks are put back an end may come twice.
  return first > time ? first : last;
}
