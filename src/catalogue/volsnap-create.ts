import type { CatalogueRow } from "../model/catalogue.ts";
import { rowsOf } from "./rows.ts";
import { VOLSNAP_SHARED } from "./volsnap-shared.ts";

/** Shadow copies that could not be made. */
export const VOLSNAP_CREATE: readonly CatalogueRow[] = rowsOf(VOLSNAP_SHARED, [
  {
    id: 1,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "Diff area file could not be created.",
    template: "The shadow copy of volume %2 could not create shadow copy storage on volume %3.",
    strings: ["storageVolume"],
  },
  {
    id: 5,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "Not enough non-paged pool.",
    template:
      "The shadow copy of volume %2 could not be created due to insufficient non-paged memory pool for a bitmap structure.",
  },
  {
    id: 8,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "flush-hold-timeout",
    meaning: "FLUSH-AND-HOLD TIMEOUT waiting for release-writes (10 s exceeded): snapshot fails at commit.",
    template:
      "The flush and hold writes operation on volume %2 timed out while waiting for a release writes command.",
    note: "a real one is in a forum post (learn.microsoft.com/answers/questions/1499687)",
  },
  {
    id: 9,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "flush-hold-timeout",
    meaning: "Flush-and-hold timed out in the file system.",
    template:
      "The flush and hold writes operation on volume %2 timed out while waiting for file system cleanup.",
  },
  {
    id: 10,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "Snapshot took too long to install.",
    template: "The shadow copy of volume %2 took too long to install.",
  },
  {
    id: 12,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "Diff area too small before install.",
    template:
      "The shadow copy of volume %2 became low on shadow copy storage before it was properly installed.",
  },
  {
    id: 13,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "Diff area could not grow.",
    template: "The shadow copy of volume %2 could not grow its shadow copy storage on volume %3.",
    strings: ["storageVolume"],
  },
  {
    id: 17,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "Flush-and-hold while another one is running (two requesters).",
    template:
      "An attempt to flush and hold writes on volume %2 was attempted while another flush and hold was already in progress.",
  },
  {
    id: 23,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "No space to create the diff area.",
    template:
      "There was insufficient disk space on volume %3 to create the shadow copy of volume %2. Shadow copy storage creation failed.",
    strings: ["storageVolume"],
  },
  {
    id: 28,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "On-disk structures could not be created.",
    template:
      "The shadow copy of volume %2 could not be created due to a failure in creating the necessary on disk structures.",
    note: "a real one is in KB 833167",
  },
  {
    id: 30,
    level: "Warning",
    phase: "volsnap",
    outcome: "warning",
    signal: "shadow-left-over",
    meaning: "Unfinished snapshot removed (left-over of a crashed job).",
    template: "An unfinished create of a shadow copy of volume %2 was deleted.",
  },
  {
    id: 39,
    level: "Error",
    phase: "volsnap",
    outcome: "warning",
    signal: "shadow-at-risk",
    meaning: "Diff area not in non-critical space (performance/reliability hint while preparing).",
    template:
      "When preparing a new volume shadow copy for volume %2, the shadow copy storage on volume %3 could not be located in non-critical space. Consider using a shadow copy storage volume that does not have any shadow copies.",
    strings: ["storageVolume"],
  },
  {
    id: 67,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "New snapshot failed to install.",
    template: "The shadow copy of volume %2 being created failed to install.",
  },
]);
