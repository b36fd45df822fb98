import type { Context } from "../../correlate/assess/context.ts";
import type { JobFacts } from "../../correlate/assess/index.ts";
import type { Settings } from "../../model/settings.ts";
import { anyReached, type Deadline, deadlinesOf, reachedOf } from "./schedule.ts";

/** When to judge anew: at once when events came or a deadline has passed, but never with most of the time. */
export interface Pace {
  /** Events were worked through. */
  changed(): void;
  /** @param context asked for only where it decides */
  isDue(now: number, context: () => Context): boolean;
  /** What came waits until then for its judgement, in milliseconds since 1970; null: nothing waits. */
  waitsUntil(): number | null;
  /** The times at which the last judgement may change by itself. */
  deadlines(): readonly Deadline[];
  /** A judgement was made: what it looked at, and when it began and ended. */
  judged(facts: readonly JobFacts[], context: Context, started: number, ended: number): void;
}

/** Judging takes up to a fifth of the time: under a flood it comes less often, and each looks at more. */
const REST = 4;
/** So much of this rest, in ms, may be owed: what comes now and then is judged at once, each time. */
const OWED_MS = 1_000;
/** What no deadline tells, an overdue backup above all, is looked at this often. */
const ROUND_MS = 60_000;
/** What was read of thousands of files takes a while to put together: without events it is looked at this often. */
const LOOK_MS = 1_000;

export function createPace(settings: Settings): Pace {
  let dirty = true;
  let deadlines: readonly Deadline[] = [];
  let reached: ReadonlyMap<string, number> = new Map();
  let blind = "";
  let [judgedAt, notBefore] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let lookAt = Number.NEGATIVE_INFINITY;

  return {
    changed() {
      dirty = true;
    },
    isDue(now, context) {
      // A clock that was set back must not stop the judging until it is as late again.
      if (now < judgedAt) [judgedAt, notBefore, lookAt] = [now - ROUND_MS, now, now];
      if (now < notBefore) return false;
      if (dirty || now - judgedAt >= ROUND_MS) return true;
      if (now < lookAt) return false;
      const seen = context();
      if (blindOf(seen) !== blind) return true;
      if (deadlines.length > 0 && anyReached(deadlines, reached, reachedOf(seen.coverage))) return true;
      lookAt = now + LOOK_MS;
      return false;
    },
    waitsUntil: () => (dirty ? notBefore : null),
    deadlines: () => deadlines,
    judged(facts, context, started, ended) {
      dirty = false;
      deadlines = deadlinesOf(facts, settings);
      reached = reachedOf(context.coverage);
      blind = blindOf(context);
      judgedAt = started;
      notBefore = Math.max(notBefore, ended - OWED_MS) + (ended - started) * REST;
    },
  };
}

function blindOf({ blind }: Context): string {
  return (blind ?? []).map(({ source, cause }) => `${source}\n${cause}`).join("\n");
}
