import type { EventRecord } from "../../parsers/record.ts";
import {
  type Draft,
  type ExchangeVersion,
  type Ledger,
  type Mark,
  recordOf,
  type Server,
  serverOf,
  timeText,
} from "../../src/lab/events/draft.ts";

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
export interface History extends Ledger {
  server(name: string, version: ExchangeVersion, options?: Partial<Server>): Server;
  /** Takes record numbers out of a log: `count` events at that moment are not there. */
  lose(server: Server, channel: string, at: number, count: number): void;
  finish(): Written;
}

interface Entry {
  readonly server: Server;
  readonly at: number;
  readonly draft: Draft | { readonly channel: string; readonly lost: number };
}

/** Starts a history at a UTC time (ISO 8601). The same calls give the same records, digit by digit. */
export function startHistory(begin: string): History {
  const entries: Entry[] = [];
  const counters = new Map<string, number>();
  const beginMs = Date.parse(begin);
  return {
    server: serverOf,
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
    const time = timeText(server, beginMs, entry.at, `${index}`);
    const origin = `history:${records.length + 1}`;
    records.push(recordOf(draft, { server, recordId, time, origin }));
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
