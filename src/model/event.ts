import type { CatalogueRow, Confidence } from "./catalogue.ts";
import type { BackupType } from "./job.ts";
import type { Signal } from "./signal.ts";

/** An event as evidence: what a report names and a reader can look up in his own log. */
export interface EventRef {
  readonly server: string;
  readonly channel: string;
  readonly recordId: number | string | null;
  readonly provider: string;
  readonly eventId: number;
  /** UTC with milliseconds; empty where the source gave none. */
  readonly time: string;
  /** critical | error | warning | information | verbose | unknown */
  readonly level: string;
  readonly text: string;
  /**
   * The insertion strings in their order, empty ones kept; absent where the source has none. At most 20 of 256
   * characters: `…` ends what was cut, and the last one says how many more there were.
   */
  readonly strings?: readonly string[];
  readonly origin: string;
}

/** The keys and figures of an event, read from its insertion strings, or by shape from its text. */
export interface EventKeys {
  /** Lower case, no braces. */
  readonly guid?: string;
  readonly eseInstance?: number;
  readonly pid?: number;
  readonly process?: string;
  /** G global, P pre-recovery, R redo, U undo, D do-time, T terminating, E error. */
  readonly engineState?: string;
  /** `15.01.2507.006` */
  readonly build?: string;
  readonly database?: string;
  /** True when `database` was cut off at the 64 characters of ESE's %1. */
  readonly databaseCut?: boolean;
  /** The server behind `DB\SERVER`. */
  readonly copyServer?: string;
  readonly databaseGuid?: string;
  readonly jetError?: number;
  /** `0x8007064a` */
  readonly hresult?: string;
  readonly milliseconds?: number;
  readonly seconds?: number;
  readonly firstLog?: string;
  readonly lastLog?: string;
  readonly file?: string;
  readonly count?: number;
  readonly page?: number;
  readonly peer?: string;
  readonly status?: string;
  readonly volume?: string;
  readonly device?: string;
  readonly storageVolume?: string;
  readonly routine?: string;
  readonly vssContext?: string;
  readonly text?: string;
  /** The binary data as text, where it is one ("Backup in progress."). */
  readonly binaryText?: string;
}

/** An event that takes part in a verdict: one per record of a known provider. Plain data, ready to be stored. */
export interface BackupEvent {
  readonly signal: Signal;
  readonly type: BackupType | null;
  readonly outcome: CatalogueRow["outcome"];
  readonly phase: string;
  readonly confidence: Confidence;
  readonly keys: EventKeys;
  /** Milliseconds since 1970, with a fraction; null where the source gave no time. */
  readonly time: number | null;
  /** How finely the source tells time, in milliseconds: 1 (or less) or 1000. */
  readonly precision: number;
  /** The first label of the server's name in lower case: one name for FQDN and short name. */
  readonly server: string;
  /** False for engines that are not Exchange's (ESENT, NTDS) and where the provider is unknown. */
  readonly exchange: boolean;
  /** ESE category ShadowCopy (16): written by a VSS session, not by log maintenance. */
  readonly shadowCopyTask: boolean | null;
  /** Where the keys came from: insertion strings, or the shape of the text. */
  readonly keysFrom: "strings" | "text";
  /** Set when the text belongs to another id. */
  readonly textBelongsTo: number | null;
  readonly ref: EventRef;
}

/** An event with what decides its place among the events of all inputs. Plain data, ready to be stored. */
export interface Placed {
  readonly event: BackupEvent;
  /** The dated event before it in its own input, where the event itself has no time. */
  readonly anchor: BackupEvent | null;
  /** How many undated events stand between the anchor and this one, this one included; 0 when it is dated. */
  readonly behind: number;
  /** The input it was read from: the name that the order knows it by, never the order of reading. */
  readonly input: string;
}
