import { groupsOf, hitOf } from "../groups.ts";
import { idsOf } from "../phrases.ts";
import type { Rule } from "../rule.ts";
import { volumeName, volumeOf } from "../volumes.ts";

/** volsnap 25, 27, 36 and kin: shadow copies could not be made or kept. */
export const shadowStorage: Rule = {
  meta: {
    code: "SHADOW_STORAGE",
    severity: "failure",
    title: "Shadow copies lost or not created",
    when: "volsnap could not create a shadow copy or lost all of a volume (10, 13, 14, 16, 20, 23, 25, 27, 28, 35, 36, ...) while a job ran. A warning outside of jobs, and where they are only at risk (24, 38, 39).",
    cause:
      "The space that keeps the old contents of changed blocks was too small, too slow or gone. Windows then drops all shadow copies of the volume, and what a backup was still reading from them is lost. The backup product may notice late or not at all.",
    remedy: [
      "Give the volume more shadow storage, or put it on a volume with room and less load (`vssadmin list shadowstorage`, `vssadmin resize shadowstorage`).",
      "Back up when fewer blocks change: not during maintenance, moves or defragmentation.",
      "Delete left-over shadow copies one by one, by their id.",
      "Do not trust the backup that ran meanwhile: run it again.",
    ],
    references: [
      "docs/events.md: volsnap",
      "timmcmic (Microsoft), Exchange and Windows Server Backup (2011)",
    ],
  },
  check: (input) =>
    groupsOf(input, (e) => e.signal === "shadow-storage" || e.signal === "shadow-at-risk", volumeOf).map(
      (group) => {
        const lost = group.events.some((e) => e.signal === "shadow-storage");
        const mild = group.facts === null || !lost;
        const what = lost ? "Shadow copies of" : "The storage is short, and shadow copies are at risk, on";
        const how = lost ? " were lost or could not be made" : "";
        const when = group.facts === null ? ", while no job of Exchange ran" : ", while a backup ran";
        return hitOf(group, {
          ...(mild ? { severity: "warning" as const } : {}),
          ...(lost ? {} : { title: "Shadow copies at risk" }),
          detail: `${what} ${volumeName(group)}${how}${when} (${idsOf(group.events)}).`,
        });
      },
    ),
};
