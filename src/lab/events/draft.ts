import { type EventRecord, eventRecord } from "../../../parsers/record.ts";

export type ExchangeVersion = "2003" | "2007" | "2010" | "2013" | "2016" | "2019" | "SE";

/** A machine that writes event logs. */
export interface Server {
  /** As it stands in `Computer`. */
  readonly name: string;
  readonly version: ExchangeVersion;
  /** How far its clock is ahead of true time, in seconds. */
  readonly skewSeconds: number;
  /** True for Windows up to 2008 R2, whose classic events have no fraction of a second. */
  readonly wholeSeconds: boolean;
  readonly firstRecord: number;
}

/** What an event source hands to the log; the log adds server, number and time. */
export interface Draft {
  readonly channel: string;
  readonly provider: string;
  readonly eventId: number;
  readonly level: number;
  readonly task: number;
  readonly taskName: string | null;
  readonly qualifiers: number;
  readonly strings: readonly string[];
  /** Names of the strings, for manifest-based providers. */
  readonly names?: readonly string[];
  readonly binary?: string;
  /** Only where a text is wanted that its own template does not give. */
  readonly message?: string;
}

/** A written event, to be named before its record number is known. */
export interface Mark {
  readonly index: number;
}

/** Where events are written. Times are seconds of true time after the begin. */
export interface Ledger {
  write(server: Server, at: number, draft: Draft): Mark;
  /** The next shadow copy instance number of an engine's process: counts from 1 (docs/correlation.md). */
  nextInstance(server: Server, processId: number): number;
}

const WHOLE_SECOND_VERSIONS: readonly ExchangeVersion[] = ["2003", "2007", "2010"];

export function serverOf(name: string, version: ExchangeVersion, options: Partial<Server> = {}): Server {
  return {
    name,
    version,
    skewSeconds: 0,
    wholeSeconds: WHOLE_SECOND_VERSIONS.includes(version),
    firstRecord: 1000 + (hash(name) % 90_000),
    ...options,
  };
}

/** The record that a log makes of a draft. `time` as `timeText` gives it. */
export function recordOf(
  draft: Draft,
  place: {
    readonly server: Server;
    readonly recordId: number;
    readonly time: string;
    readonly origin: string;
  },
): EventRecord {
  const { names, message, binary, ...fields } = draft;
  return eventRecord({
    ...fields,
    server: place.server.name,
    recordId: place.recordId,
    time: place.time,
    keywords: "0x80000000000000",
    data: Object.fromEntries((names ?? []).map((name, i) => [name, draft.strings[i] ?? ""])),
    binary: binary ?? null,
    message: message ?? null,
    origin: place.origin,
  });
}

/** A moment by a server's own clock, as its log has it. `seconds` of true time after the begin; `salt` for the digits that no clock shows. */
export function timeText(server: Server, beginMs: number, seconds: number, salt: string): string {
  const ms = Math.round(beginMs + (seconds + server.skewSeconds) * 1000);
  const text = new Date(server.wholeSeconds ? Math.floor(ms / 1000) * 1000 : ms).toISOString();
  const digits = server.wholeSeconds ? "0000" : String(hash(salt) % 10_000).padStart(4, "0");
  return text.replace("Z", `${digits}Z`);
}

/** FNV-1a, for figures that must be arbitrary and always the same. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
}

/** A GUID that depends on the text only; shaped like a random one (version 4). */
export function guidOf(text: string): string {
  const hex = [0, 1, 2, 3].map((i) => hash(`${i}/${text}`).toString(16).padStart(8, "0")).join("");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join("-");
}
