import type { CatalogueRow } from "../model/catalogue.ts";
import { rowsOf } from "./rows.ts";
import { VOLSNAP_SHARED } from "./volsnap-shared.ts";

/** Shadow copies that were there and are lost, at risk, or rotated. */
export const VOLSNAP_LOSS: readonly CatalogueRow[] = rowsOf(VOLSNAP_SHARED, [
  {
    id: 14,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "Snapshots of the volume lost (I/O failure): a job in data transfer on it is dead.",
    template: "The shadow copies of volume %2 were aborted because of an IO failure on volume %3.",
    strings: ["storageVolume"],
  },
  {
    id: 15,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "Not enough paged heap.",
    template: "The shadow copies of volume %2 were aborted because of insufficient paged heap.",
  },
  {
    id: 16,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "Volume with diff area force-dismounted.",
    template:
      "The shadow copies of volume %2 were aborted because volume %3, which contains shadow copy storage for this shadow copy, was force dismounted.",
    strings: ["storageVolume"],
  },
  {
    id: 20,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "Free space computation failed.",
    template: "The shadow copies of volume %2 were aborted because of a failed free space computation.",
  },
  {
    id: 24,
    level: "Warning",
    phase: "volsnap",
    outcome: "warning",
    signal: "shadow-at-risk",
    meaning: "No space to grow; all snapshots at risk (0x80060018). In XP-level tables an Error.",
    template:
      "There was insufficient disk space on volume %3 to grow the shadow copy storage for shadow copies of %2. As a result of this failure all shadow copies of volume %2 are at risk of being deleted.",
    strings: ["storageVolume"],
  },
  {
    id: 25,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "Snapshots DELETED: diff area could not grow in time (I/O load).",
    template:
      "The shadow copies of volume %2 were deleted because the shadow copy storage could not grow in time. Consider reducing the IO load on the system or choose a shadow copy storage volume that is not being shadow copied.",
    note: 'older text: "was/were aborted because the diff area file could not grow in time"',
  },
  {
    id: 27,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "Aborted during detection (control file).",
    template:
      "The shadow copies of volume %2 were aborted during detection because a critical control file could not be opened.",
  },
  {
    id: 29,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "Aborted during detection.",
    template: "The shadow copies of volume %2 were aborted during detection.",
  },
  {
    id: 33,
    level: "Information",
    phase: "volsnap",
    outcome: "info",
    signal: "shadow-rotated",
    meaning: "Oldest snapshot deleted to keep the space limit: normal rotation.",
    template:
      "The oldest shadow copy of volume %2 was deleted to keep disk space usage for shadow copies of volume %2 below the user defined limit.",
  },
  {
    id: 35,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "Diff area failed to grow.",
    template: "The shadow copies of volume %2 were aborted because the shadow copy storage failed to grow.",
  },
  {
    id: 36,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "Diff area hit the user limit: snapshots aborted.",
    template:
      "The shadow copies of volume %2 were aborted because the shadow copy storage could not grow due to a user imposed limit.",
    note: "real records hold 2 or 6 strings",
  },
  {
    id: 38,
    level: "Warning",
    phase: "volsnap",
    outcome: "warning",
    signal: "shadow-at-risk",
    meaning: "User limit prevents growth; snapshots at risk.",
    template:
      "There was a user imposed limit that prevented disk space on volume %3 from being used to grow the shadow copy storage for shadow copies of %2. As a result of this failure all shadow copies of volume %2 are at risk of being deleted.",
    strings: ["storageVolume"],
  },
  {
    id: 40,
    level: "Error",
    phase: "volsnap",
    outcome: "failure",
    signal: "shadow-storage",
    meaning: "Volume dismounted.",
    template: "The shadow copies of volume %2 were aborted because volume %3 has been dismounted.",
    strings: ["storageVolume"],
  },
]);
