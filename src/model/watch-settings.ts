import type { Expectation, TimeWindow } from "./expectation.ts";
import type { FindingCode, Severity } from "./finding.ts";

/** What a configuration says of watching, defaults filled in. Secrets are read when they are needed, never kept here. */
export interface WatchSettings {
  readonly servers: readonly WatchedServer[];
  /** Files and folders to follow, besides or instead of live logs. */
  readonly files: readonly string[];
  readonly topology: {
    /** A file that says it; null: ask the Exchange shell where there is one. */
    readonly file: string | null;
    readonly refreshSeconds: number;
  };
  readonly expect: readonly Expectation[];
  readonly alerts: AlertSettings;
  /** Judged jobs and reports are kept so many days. */
  readonly keepDays: number;
  /** A source without a sign of life for longer is blind. */
  readonly silentSeconds: number;
  /** `host:port` of the Prometheus endpoint; null: off. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
}

export interface WatchedServer {
  /** `localhost` for this machine. */
  readonly name: string;
  /** `Application`, `System`, `ForwardedEvents`. */
  readonly channels: readonly string[];
}

export interface AlertSettings {
  readonly sinks: readonly SinkSettings[];
  /** A trouble that goes on is told again after this long; 0: never. */
  readonly repeatSeconds: number;
  /** Local times of day in which only failures are sent at once; the rest waits for their end. */
  readonly quiet: TimeWindow | null;
  /** A new trouble waits so long for others of its job, to go out in one message; 0: not at all. */
  readonly groupSeconds: number;
  /** IANA zone of `quiet` and of the windows of expectations; null: the machine's. */
  readonly timeZone: string | null;
  readonly silences: readonly Silence[];
}

/** What is not told. Each field that is there has to fit; names with `*` and `?`, without case. */
export interface Silence {
  readonly code?: FindingCode;
  readonly server?: string;
  readonly database?: string;
  /** Milliseconds since 1970; absent: for ever. */
  readonly until?: number;
  readonly reason?: string;
}

/** Where a secret is read from, at each use. */
export type Secret = { readonly env: string } | { readonly file: string };

interface SinkBase {
  readonly name: string;
  /** Milder troubles are not sent here. */
  readonly minSeverity: Severity;
  readonly timeoutSeconds: number;
}

/** An address that may hold a secret (a webhook's), or say where it is read from. */
export type SinkUrl = string | Secret;

export type SinkSettings =
  | (SinkBase & {
      readonly kind: "email";
      readonly host: string;
      readonly port: number;
      /** `starttls`: required; `implicit`: from the first byte; `none`: plain. */
      readonly tls: "starttls" | "implicit" | "none";
      /** PEM file with the authority of a private relay. */
      readonly caFile?: string;
      readonly user?: string;
      readonly password?: Secret;
      readonly from: string;
      readonly to: readonly string[];
      readonly attachReport: boolean;
    })
  | (SinkBase & { readonly kind: "teams"; readonly url: SinkUrl })
  | (SinkBase & { readonly kind: "slack"; readonly url: SinkUrl })
  | (SinkBase & {
      readonly kind: "webhook";
      readonly url: SinkUrl;
      readonly headers: Readonly<Record<string, string | Secret>>;
      /** Key of the HMAC-SHA256 signature over the body. */
      readonly hmac?: Secret;
    })
  | (SinkBase & {
      readonly kind: "alertmanager";
      /** Every peer gets every alert. */
      readonly urls: readonly string[];
      readonly labels: Readonly<Record<string, string>>;
      readonly user?: string;
      readonly password?: Secret;
      readonly token?: Secret;
    })
  | (SinkBase & {
      readonly kind: "ping";
      /** Of the watcher itself: pinged while it lives (dead man's switch). */
      readonly watcher?: { readonly url: SinkUrl; readonly everySeconds: number };
      /** Of databases (patterns): start, success and fail of their jobs. */
      readonly jobs: readonly { readonly database: string; readonly url: SinkUrl }[];
    })
  | (SinkBase & { readonly kind: "eventlog"; readonly source: string })
  | (SinkBase & {
      readonly kind: "command";
      readonly file: string;
      readonly args: readonly string[];
    });

export const DEFAULT_WATCH: Omit<WatchSettings, "servers"> = {
  files: [],
  topology: { file: null, refreshSeconds: 3600 },
  expect: [],
  // Grouped as by the group_wait of Alertmanager.
  alerts: {
    sinks: [],
    repeatSeconds: 24 * 3600,
    groupSeconds: 30,
    quiet: null,
    timeZone: null,
    silences: [],
  },
  keepDays: 400,
  silentSeconds: 300,
  metrics: null,
};
