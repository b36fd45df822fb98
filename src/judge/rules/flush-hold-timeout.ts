import type { JobFacts } from "../../correlate/assess/index.ts";
import type { TrackedEvent } from "../../correlate/machine/state.ts";
import { groupsOf, hitOf } from "../groups.ts";
import { eventsOf, idsOf, withErrors } from "../phrases.ts";
import type { Rule } from "../rule.ts";
import { volumeName, volumeOf } from "../volumes.ts";

/** volsnap 8, 9; VSS 12297, 12298: the ten seconds in which all writes are held were not enough. */
export const flushHoldTimeout: Rule = {
  meta: {
    code: "FLUSH_HOLD_TIMEOUT",
    severity: "failure",
    title: "Writes could not be flushed or held for the snapshot",
    when: "volsnap logged a flush-and-hold timeout (8, 9), or VSS one of flushing or holding writes (12297, 12298), in a job or outside.",
    cause:
      "While the snapshot is made, Windows flushes the volumes and holds all writes, for ten seconds at most. The storage was too slow or too busy, or too many volumes were in the set, and the snapshot failed.",
    remedy: [
      "Back up when there is less load, and with fewer volumes in one set.",
      "Look at the storage of the volume: queue lengths, controller cache, multipathing, thin provisioning.",
      "Take virus scanners and other filter drivers off the volume (uninstall to test).",
    ],
    references: [
      "QEMU guest agent source: VSS holds writes for 10 s only",
      "HP 3PAR VSS manual p. 56 (vendor)",
      "docs/events.md: volsnap 8, 9; VSS 12297, 12298",
    ],
  },
  check: (input) =>
    groupsOf(input, (e) => e.signal === "flush-hold-timeout", volumeOf, inSnapshot).map((group) => {
      return hitOf(group, {
        detail: `Writes to ${volumeName(group)} could not be flushed or held in time${withErrors(group.events)} (${idsOf(group.events)}); the snapshot fails.`,
      });
    }),
};

/** VSS and volsnap may write this much after the writer of what failed. */
const LATE_MS = 30_000;

/** A job whose snapshot is done and that copies from it is not hurt by the snapshot of another. */
function inSnapshot({ event }: TrackedEvent, facts: JobFacts): boolean {
  const done = eventsOf(facts, "writer-post-snapshot")[0]?.time ?? null;
  return done === null || event.time === null || event.time <= done + LATE_MS;
}
