import { decodeCode } from "../catalogue/codes.ts";
import type { BackupEvent } from "../model/event.ts";
import type { Signal } from "../model/signal.ts";

/** By these the writer says that a phase went wrong; the freeze has rules of its own. */
const PHASE_FAILURES: readonly Signal[] = [
  "writer-database-prepare-failed",
  "writer-prepare-failed",
  "writer-volume-missing",
  "writer-snapshot-prepare-failed",
  "writer-post-snapshot-failed",
  "writer-database-failed",
  "writer-complete-failed",
  "writer-abort-failed",
  "writer-exception",
];

const FREEZE_FAILURES: readonly Signal[] = [
  "session-freeze-failed",
  "writer-freeze-failed",
  "writer-thaw-failed",
];

const STREAM_FAILURES: readonly Signal[] = ["stream-failed", "surrogate-failed"];

/** What a code says more precisely than "failed". */
export type Reason = "in-progress" | "not-backed-up" | "unhealthy" | "no-increment" | "chain";

/** Jet errors and results as `decodeCode` writes them; their meanings are in docs/events.md. */
const REASONS: Readonly<Record<Reason, readonly string[]>> = {
  "in-progress": ["-2403", "-505", "-617", "0x80070020", "0x50d"],
  "not-backed-up": ["0xfffffffc"],
  unhealthy: ["0x80070015"],
  "no-increment": ["-560", "-526"],
  chain: ["-528", "-543", "-501", "-569"],
};

export function isPhaseFailure(event: BackupEvent): boolean {
  return PHASE_FAILURES.includes(event.signal);
}

export function isFreezeFailure(event: BackupEvent): boolean {
  return FREEZE_FAILURES.includes(event.signal);
}

/** Whether an event says that something of a backup failed, and may name the reason. */
export function isFailure(event: BackupEvent): boolean {
  return isPhaseFailure(event) || isFreezeFailure(event) || STREAM_FAILURES.includes(event.signal);
}

/** The precise reason that a failure names by its code, its binary data or its id; null: none that is known. */
export function reasonOf(event: BackupEvent): Reason | null {
  const known = codesOf(event);
  const reason = (Object.keys(REASONS) as Reason[]).find((r) => REASONS[r].some((c) => known.includes(c)));
  if (reason !== undefined) return reason;
  // Exchange 2003 puts the reason of 9607 into the binary data only (KB 910250).
  if (/backup in progress/i.test(event.keys.binaryText ?? "")) return "in-progress";
  // Some tables show those data in place of the text.
  if (/^\W*backup in progress\W*$/i.test(event.ref.text)) return "in-progress";
  // 9840, the store's only event of a refused database, is known by its title: already being backed up.
  const refused = event.signal === "writer-database-prepare-failed";
  return refused && event.ref.provider.toLowerCase() === "msexchangeis" ? "in-progress" : null;
}

function codesOf({ keys }: BackupEvent): string[] {
  return [keys.jetError, keys.hresult].flatMap((code) => {
    const known = code === undefined ? null : decodeCode(code);
    return known === null ? [] : [known.code];
  });
}
