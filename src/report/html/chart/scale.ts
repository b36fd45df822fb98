/** Where on a chart a moment lies, in percent of its width: a chart of percentages fits any screen. */
export interface Scale {
  /** Seconds from the beginning to percent, within 0 and 100. */
  readonly at: (seconds: number) => number;
  /** The length of the part that is to scale, in seconds, and where it ends, in percent. */
  readonly length: number;
  readonly breakAt: number;
  /** The last moment shown, in seconds; later than `length` where the axis is broken. */
  readonly last: number;
}

/** Where the job ends and where what follows begins, on a broken axis. */
const BREAK_AT = 82;
const BREAK_GAP = 3;

/**
 * A scale of a job of `length` seconds, whose events reach to `last`. What follows long after the end,
 * such as the deletion of logs, gets a part of its own behind a break, or it would squeeze the job. Time
 * runs closer and closer there: minutes after the job still differ where a deadline is a day away.
 */
export function jobScale(length: number, last: number): Scale {
  const whole = Math.max(length, 1);
  if (last <= whole * 1.25) {
    const end = Math.max(whole, last);
    return { at: (seconds) => percent(seconds / end), length: end, breakAt: 100, last: end };
  }
  const rest = 100 - BREAK_AT - BREAK_GAP;
  return {
    at: (seconds) =>
      seconds <= whole
        ? percent((seconds / whole) * (BREAK_AT / 100))
        : percent((BREAK_AT + BREAK_GAP + Math.sqrt((seconds - whole) / (last - whole)) * rest) / 100),
    length: whole,
    breakAt: BREAK_AT,
    last,
  };
}

/** Three decimals tell a tenth of a pixel on any screen, also magnified. */
function percent(share: number): number {
  return Math.round(Math.max(0, Math.min(1, share)) * 100_000) / 1000;
}

const MINUTE = 60;
const HOUR = 3600;
const STEPS = [
  1,
  2,
  5,
  10,
  15,
  30,
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12, 24, 48].map((n) => n * HOUR),
] as const;

/** Round clock times on an axis that begins at `start` (milliseconds since 1970), as seconds from it. */
export function clockTicks(start: number, length: number, most: number): readonly number[] {
  const step = STEPS.find((seconds) => length / seconds <= most) ?? Math.ceil(length / most);
  const first = Math.ceil(start / 1000 / step) * step - start / 1000;
  const count = Math.floor((length - first) / step) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => first + index * step);
}
