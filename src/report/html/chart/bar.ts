import { formatDuration } from "../../view/time.ts";
import type { Scale } from "./scale.ts";

/** What lasts a moment is still there: so many percent. */
export const LEAST_WIDTH = 0.25;

/** A bar of a lane. Its place and width are in percent of the chart. */
export interface Bar {
  readonly x: number;
  readonly width: number;
  /** A phase, which its colour tells. */
  readonly kind: string;
  /** Its end is not known: it fades out. */
  readonly open: boolean;
  readonly word: string;
  /** Empty where another lane says it. */
  readonly title: string;
}

/** A bar from one moment to another, in seconds from the start of the chart; without an end it fades out. */
export function bar(scale: Scale, kind: string, word: string, from: number, to: number | null): Bar {
  const x = scale.at(from);
  const end = to === null ? (from <= scale.length ? scale.breakAt : 100) : scale.at(to);
  const took = to === null ? "end not seen" : formatDuration(to - from);
  return {
    x: Math.min(x, 100 - LEAST_WIDTH),
    width: Math.max(LEAST_WIDTH, Math.round((end - x) * 1000) / 1000),
    kind,
    open: to === null,
    word,
    title: `${word}: ${took}`,
  };
}
