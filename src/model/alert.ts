import type { Finding, FindingCode, Severity } from "./finding.ts";
import type { Job } from "./job.ts";

/**
 * One trouble of one database (or server), however many findings, jobs and nights tell it. What makes it the same
 * trouble is its fingerprint: code, server and database, and nothing that changes from night to night.
 */
export interface Alert {
  readonly fingerprint: string;
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly server: string | null;
  readonly database: string | null;
  /** `open` until the next good job of that database and copy, or until its cause is gone. */
  readonly state: "open" | "resolved";
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  readonly lastSeenAt: number;
  readonly resolvedAt: number | null;
  /** When its severity rose; absent: it never did. */
  readonly worseAt?: number;
  /** The good job that resolved it; absent where none did. */
  readonly resolvedBy?: string;
  /** The newest job that showed it; null for a trouble of no job (an overdue backup, a blind watcher). */
  readonly job: string | null;
  /** How many findings have told it since it was opened. */
  readonly count: number;
  /** The finding that told it last. */
  readonly finding: Finding;
  /** When it was last handed to the outbox, for each sink; absent: never. */
  readonly notified: Readonly<Record<string, number>>;
}

/** Why a message is sent. */
export type AlertReason = "open" | "worse" | "still" | "resolved" | "test";

/** What a sink sends: all that there is to tell of one job (or of no job) at one moment. Also the JSON of webhooks. */
export interface AlertMessage {
  readonly schema: "thawline.alert/1";
  /** The same for each try of one message to one sink: receivers drop doubles by it. */
  readonly idempotencyKey: string;
  readonly reason: AlertReason;
  /** UTC, ISO 8601. */
  readonly at: string;
  /** The worst of its alerts. */
  readonly severity: Severity;
  /** One line, for a subject. */
  readonly title: string;
  readonly alerts: readonly Alert[];
  /**
   * The job that shows them, or the good one that resolved them. Null for troubles of no job or of several, and when the
   * job is no longer stored.
   */
  readonly job: Job | null;
  readonly tool: { readonly name: "thawline"; readonly version: string };
}

/** A message on its way to one sink. */
export interface OutboxEntry {
  readonly id: number;
  readonly sink: string;
  readonly message: AlertMessage;
  /** `pending` until the sink took it; `dead`: it never will, and says why. */
  readonly state: "pending" | "sent" | "dead";
  readonly createdAt: number;
  readonly attempts: number;
  readonly nextAttemptAt: number;
  readonly lastError: string | null;
}

/** What a sink says of one try. */
export type SinkAnswer =
  | { readonly kind: "sent"; readonly detail: string }
  /** Worth another try: refused connection, time-out, 429, 5xx. */
  | { readonly kind: "retry"; readonly detail: string; readonly afterSeconds?: number }
  /** Will never work as it is: 400, 401, no such recipient. */
  | { readonly kind: "permanent"; readonly detail: string };

/** Takes alerts to where people see them. */
export interface Sink {
  readonly name: string;
  /** One try, ended within its own time limit or by the signal. Expected trouble is an answer; nothing secret in it. */
  send(message: AlertMessage, attachments: AlertAttachments, signal: AbortSignal): Promise<SinkAnswer>;
  /** What is due again and again, with or without messages; absent where nothing is. */
  readonly upkeep?: Upkeep;
}

/** A sink's own periodic work: alerts that are re-sent while they last, signs of life, pings of jobs. */
export interface Upkeep {
  readonly everySeconds: number;
  /** Once; ended within the sink's time limit or by the signal. Trouble is said and tried anew the next time. */
  run(state: UpkeepState, signal: AbortSignal): Promise<SinkAnswer>;
}

export interface UpkeepState {
  /** All that are stored. */
  readonly alerts: readonly Alert[];
  /** Jobs of the last days with their findings. */
  readonly jobs: readonly { readonly job: Job; readonly findings: readonly Finding[] }[];
}

/** Made when a sink asks for it. */
export interface AlertAttachments {
  /** The report of the message's job; null where there is none. */
  report(): Promise<{ readonly fileName: string; readonly html: string } | null>;
  /** The message as HTML and text for mail clients. */
  mail(): Promise<{ readonly html: string; readonly text: string }>;
}
