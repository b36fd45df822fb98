import type { SetVerdictWord } from "../../../parsers/ese/set-types.ts";
import type { ReadState, ToolOpinion } from "../../model/verify.ts";
import type { Tone } from "../view/report-view.ts";

/** The words of a verify report; each table is complete by its type, and the JSON Schema lists its keys. */
export const DATABASE_VERDICTS: Record<SetVerdictWord, { readonly tone: Tone; readonly says: string }> = {
  clean: { tone: "good", says: "clean: can be restored without logs" },
  recoverable: { tone: "good", says: "recoverable: all logs that it needs are there and right" },
  "recoverable with loss": { tone: "failure", says: "recoverable, but what was committed last is lost" },
  "not recoverable": { tone: "failure", says: "cannot be restored" },
  damaged: { tone: "failure", says: "damaged" },
  other: { tone: "failure", says: "not usable as a backup" },
};

export const READS: Record<ReadState, string> = {
  whole: "read whole",
  changed: "changed while it was read",
  "cut short": "could not be read to its end",
  interrupted: "not read to its end: interrupted",
  unreadable: "could not be read",
};

export const OPINIONS: Record<ToolOpinion["result"], Tone> = {
  good: "good",
  bad: "failure",
  unproven: "unproven",
};

/** What to do about a reason that a verdict names. */
const REMEDIES: Readonly<Record<string, string>> = {
  "pages damaged":
    "Do not count on this backup and keep the ones before. Let the live database be checked (eseutil /k of a dismounted copy, events 474 and 475), look at disk and controller, reseed or move mailboxes, then back up anew.",
  "both headers damaged":
    "The file is no usable database any more. Take another copy of it; where it is the only one, eseutil /k with a page size given may tell how much of it is left.",
  "required logs missing":
    "Look for these logs where the server keeps them or in the backup before, and put them beside the others. Without them the database cannot be mounted; eseutil /p would lose data.",
  "required logs damaged":
    "Take another copy of these logs, from a passive copy or from the backup before. If there is none, restore an older backup.",
  "log signature differs from the database":
    "Logs of another history lie among those of the database. Find the ones that belong to it; never mix logs of two streams.",
  "required logs out of sequence":
    "A log was replaced or comes from another copy. Take all logs of the range from one and the same place.",
  "committed logs missing or unusable (loss)":
    "Add the logs that are named, and the current log. Without them a restore loses the newest changes, and needs eseutil /r with /a.",
  "state is not that of a backup":
    "The database was being made, converted, seeded or reverted when it was copied. Back up again when it is mounted and healthy.",
  "required logs not named":
    "The header says that the database is dirty but not which logs it needs: do not rely on this copy.",
  "logs could not be read": "Make the logs readable, or copy them to another place, and verify again.",
};

/** Null for a reason without advice of its own. */
export function remedyFor(reason: string): string | null {
  if (reason.startsWith("database file ")) return "Verify again, from a copy at rest or a shadow copy.";
  return REMEDIES[reason] ?? null;
}
