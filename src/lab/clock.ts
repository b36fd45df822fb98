/** How fast the simulated time runs: as fast as it can be worked out, that many times as fast as real time, or as real time. */
export type Speed = "max" | "real" | number;

/** The lab's time: seconds of true time since its begin. Nothing else in the lab tells the time. */
export interface Clock {
  /** Milliseconds since 1970 at which the simulated time begins. */
  readonly begin: number;
  /** Whether it follows real time, at whatever factor: others may have to do something while it is waited for. */
  readonly follows: boolean;
  now(): number;
  /** Goes on to a moment; a promise where it has to be waited for. */
  reach(at: number): Promise<void> | undefined;
}

/** What a clock that follows real time needs of the machine. */
export interface RealTime {
  now(): number;
  /** Rejects when the run is ended. */
  sleep(ms: number): Promise<void>;
}

/** Shorter waits than this are not worth a timer. */
const LEAST_MS = 5;

/** @param from up to this moment time passes as fast as it can: what was before a story that people look at */
export function createClock(begin: number, speed: Speed, real: RealTime, from = 0): Clock {
  let seconds = 0;
  const factor = speed === "max" ? Number.POSITIVE_INFINITY : speed === "real" ? 1 : speed;
  let started: number | null = null;
  const advance = (at: number): void => {
    seconds = Math.max(seconds, at);
  };
  return {
    begin,
    follows: factor !== Number.POSITIVE_INFINITY,
    now: () => seconds,
    reach(at) {
      if (factor === Number.POSITIVE_INFINITY || at <= from) {
        advance(at);
        return undefined;
      }
      started ??= real.now();
      const wait = started + ((at - from) * 1000) / factor - real.now();
      if (wait < LEAST_MS) {
        advance(at);
        return undefined;
      }
      return real.sleep(wait).then(() => advance(at));
    },
  };
}
