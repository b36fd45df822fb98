import type { BackupEvent } from "../../model/event.ts";
import type { Freeze } from "../../model/job.ts";
import type { TrackedEvent } from "../machine/state.ts";
import { firstTime, having, iso, lastTime } from "./events.ts";

/**
 * The freeze that these events tell of: from ESE's first 2001 (or the writer's word where ESE says nothing) to
 * the last thaw. Null when nothing froze.
 *
 * @param writer the writer's own events, which end a freeze whose ESE thaw was not logged
 */
export function freezeOf(events: readonly TrackedEvent[], writer: readonly TrackedEvent[]): Freeze | null {
  const all = [...events, ...writer];
  const frozen = firstTime(having(all, "session-frozen", "writer-frozen"));
  const failed = having(all, "session-freeze-failed", "writer-freeze-failed");
  const timedOut = having(all, "session-timed-out");
  const start = frozen ?? firstTime(failed) ?? firstTime(timedOut);
  if (start === null) return null;
  const thawed = having(all, "session-thawed", "writer-thawed");
  const thawFailed = having(all, "writer-thaw-failed");
  const end = lastTime(firstOf(timedOut, failed, thawed, thawFailed));
  return {
    start: iso(start),
    end: iso(end),
    seconds: end === null || frozen === null ? null : Math.max(0, Math.round(end - start) / 1000),
    outcome: outcomeOf(timedOut, failed, thawed, thawFailed),
    limitSeconds: limit(timedOut),
    ...(all.every((e) => e.event.precision >= 1000) ? { precisionSeconds: 1 } : {}),
  };
}

function outcomeOf(
  timedOut: readonly BackupEvent[],
  failed: readonly BackupEvent[],
  thawed: readonly BackupEvent[],
  thawFailed: readonly BackupEvent[],
): Freeze["outcome"] {
  if (timedOut.length > 0) return "timed-out";
  if (failed.length > 0) return "failed";
  if (thawed.length > 0) return "thawed";
  return thawFailed.length > 0 ? "failed" : "unknown";
}

function firstOf(...lists: readonly (readonly BackupEvent[])[]): readonly BackupEvent[] {
  return lists.find((list) => list.length > 0) ?? [];
}

/** ESE 2004 prints its configured limit, not what it measured. */
function limit(timedOut: readonly BackupEvent[]): number | null {
  const limits = timedOut.flatMap((e) => e.keys.milliseconds ?? []);
  return limits.length === 0 ? null : Math.min(...limits) / 1000;
}
