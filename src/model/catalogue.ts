import type { BackupType } from "./job.ts";
import type { Signal, StringRole } from "./signal.ts";

/** `quoted`: seen in the cited source; `derived`: concluded from sources; `memory`: unproven, never enough for a failure. */
export type Confidence = "quoted" | "derived" | "memory";

/** One event id of one provider: what it means and where that is known from. */
export interface CatalogueRow {
  readonly provider: string;
  readonly channel: string;
  /** Null where the source names the event but not its number. */
  readonly id: number | null;
  /** The last id of a range that starts at `id`. */
  readonly lastId?: number;
  readonly symbol: string | null;
  readonly level: string | null;
  readonly category: string | null;
  readonly versions: readonly string[];
  readonly phase: string;
  readonly outcome: "normal" | "info" | "warning" | "failure";
  readonly signal: Signal;
  /** For the events that start an ESE session or name the type of a job. */
  readonly type?: BackupType;
  readonly meaning: string;
  /** The message text of the vendor, where it is known; never invented. */
  readonly template: string | null;
  readonly strings: readonly { readonly role: StringRole; readonly is: string }[];
  /** What its strings hold where their order is not known: read by shape. */
  readonly carries?: readonly StringRole[];
  readonly citation: string;
  readonly confidence: Confidence;
  readonly note: string | null;
}
