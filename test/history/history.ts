import { type EventRecord, eventRecord } from "../../parsers/record.ts";

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

/** A written event, to be named as evidence before its record number is known. */
export interface Mark {
  readonly index: number;
}

/** Where an event stands in the finished logs. */
export interface Place {
  readonly server: string;
  readonly channel: string;
  readonly recordId: number;
  readonly provider: string;
  readonly eventId: number;
  readonly time: string;
}

export interface Written {
  /** In order of true time, over all servers. */
  readonly records: readonly EventRecord[];
  place(mark: Mark): Place;
}

/** Logs of several servers, being written. Times are seconds of true time after the history's begin. */
export interface History {
  server(name: string, version: ExchangeVersion, options?: Partial<Server>): Server;
  write(server: Server, at: number, draft: Draft): Mark;
  /** Takes record numbers out of a log: `count` events at that moment are not there. */
  lose(server: Server, channel: string, at: number, count: number): void;
  /** The next shadow copy instance number of an engine's process: counts from 1 (correlation.md 1.5). */
  nextInstance(server: Server, processId: number): number;
  finish(): Written;
}

interface Entry {
  readonly server: Server;
  readonly at: number;
  readonly draft: Draft | { readonly channel: string; readonly lost: number };
}

const WHOLE_SECOND_VERSIONS: readonly ExchangeVersion[] = ["2003", "2007", "2010"];

/** Starts a history at a UTC time (ISO 8601). The same calls give the same records, digit by digit. */
export function startHistory(begin: string): History {
  const entries: Entry[] = [];
  const counters = new Map<string, number>();
  const beginMs = Date.parse(begin);
  return {
    server: (name, version, options = {}) => ({
      name,
      version,
      skewSeconds: 0,
      wholeSeconds: WHOLE_SECOND_VERSIONS.includes(version),
      firstRecord: 1000 + (hash(name) % 90_000),
      ...options,
    }),
    write: (server, at, draft) => ({ index: entries.push({ server, at, draft }) - 1 }),
    lose: (server, channel, at, lost) => {
      entries.push({ server, at, draft: { channel, lost } });
    },
    nextInstance: (server, processId) => {
      const key = `${server.name} ${processId}`;
      const next = (counters.get(key) ?? 0) + 1;
      counters.set(key, next);
      return next;
    },
    finish: () => finish(entries, beginMs),
  };
}

function finish(entries: readonly Entry[], beginMs: number): Written {
  const order = entries.map((entry, index) => ({ entry, index }));
  order.sort((a, b) => a.entry.at - b.entry.at || a.index - b.index);
  const next = new Map<string, number>();
  const places = new Map<number, Place>();
  const records: EventRecord[] = [];
  for (const { entry, index } of order) {
    const { server, draft } = entry;
    const log = `${server.name} ${draft.channel}`;
    const recordId = next.get(log) ?? server.firstRecord;
    if ("lost" in draft) {
      next.set(log, recordId + draft.lost);
      continue;
    }
    next.set(log, recordId + 1);
    const time = timeOf(beginMs, entry, index);
    const { names, message, binary, ...fields } = draft;
    records.push(
      eventRecord({
        ...fields,
        server: server.name,
        recordId,
        time,
        keywords: "0x80000000000000",
        data: Object.fromEntries((names ?? []).map((name, i) => [name, draft.strings[i] ?? ""])),
        binary: binary ?? null,
        message: message ?? null,
        origin: `history:${records.length + 1}`,
      }),
    );
    const { channel, provider, eventId } = draft;
    places.set(index, { server: server.name, channel, recordId, provider, eventId, time });
  }
  return {
    records,
    place: (mark) => {
      const place = places.get(mark.index);
      if (place === undefined) throw new Error(`no event ${mark.index} in this history`);
      return place;
    },
  };
}

function timeOf(beginMs: number, { server, at }: Entry, index: number): string {
  const ms = Math.round(beginMs + (at + server.skewSeconds) * 1000);
  const text = new Date(server.wholeSeconds ? Math.floor(ms / 1000) * 1000 : ms).toISOString();
  const digits = server.wholeSeconds ? "0000" : String(hash(`${index}`) % 10_000).padStart(4, "0");
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
