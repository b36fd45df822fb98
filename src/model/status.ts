import type { Alert } from "./alert.ts";
import type { Outcome } from "./job.ts";

/** How the backups and their watcher stand at one moment: what a monitoring system asks for. Times in ms since 1970. */
export interface Status {
  readonly now: number;
  /** By name. */
  readonly databases: readonly DatabaseStatus[];
  /** The open ones. */
  readonly alerts: readonly Alert[];
  readonly watcher: {
    /** When it committed something, or found nothing to commit, last; null: it never did. */
    readonly aliveAt: number | null;
    /** Null when it has ended in order. */
    readonly pid: number | null;
    /** Bytes of its store. */
    readonly storeBytes: number;
  };
  /** Null: none came too late. */
  readonly late: LateEvents | null;
  /** How far each server's logs were read. */
  readonly logs: readonly { readonly server: string; readonly channel: string; readonly readTo: number }[];
  readonly outbox: readonly {
    readonly sink: string;
    readonly pending: number;
    readonly sent: number;
    /** All that it never took. */
    readonly dead: number;
  }[];
  /** Sinks that take nothing: what they refused in the last days, and nothing went through since. */
  readonly failing: readonly { readonly sink: string; readonly count: number }[];
}

/** Events of backups that came when their time was settled: they were left out, and the jobs stand as they were judged. */
export interface LateEvents {
  readonly count: number;
  /** The time of the newest one. */
  readonly newest: number;
  /** When the last ones came. */
  readonly at: number;
}

/** The note in which the watcher counts them. */
export const LATE_NOTE = "late-events";

export interface DatabaseStatus {
  readonly name: string;
  /** End of the last good full backup of any copy; null: none is stored. */
  readonly goodFull: number | null;
  readonly goodIncremental: number | null;
  /** Of the newest job that froze it; null: not known. */
  readonly freezeSeconds: number | null;
  readonly newest: { readonly job: string; readonly outcome: Outcome; readonly start: number | null };
}

/** The note in which the watcher leaves its sign of life. */
export const ALIVE_NOTE = "alive";

export interface Alive {
  readonly at: number;
  readonly pid: number | null;
}
