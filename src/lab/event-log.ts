import { createEvtxWriter, type EvtxWriter } from "../../parsers/evtx/write.ts";
import type { EventRecord } from "../../parsers/record.ts";
import { findRow } from "../catalogue/index.ts";
import { firstLabel } from "../model/names.ts";
import type { Disk } from "./disk.ts";
import { type Draft, type Ledger, recordOf, type Server, timeText } from "./events/draft.ts";
import type { Queue } from "./queue.ts";

/** The event logs of all servers, written record by record: where the disk puts nothing off, each is in its file before the next one comes. */
export interface EventLogs extends Ledger {
  /** What the logs hold, in the order in which it was written. */
  records(): readonly EventRecord[];
  /** A copy of a log as it stands, as an administrator exports it. */
  archive(server: Server, channel: string): void;
  /** Empties a log; its numbers begin at 1 again. */
  clear(server: Server, channel: string): void;
  /** The oldest records are overwritten: only the last `keep` are left. */
  roll(server: Server, channel: string, keep: number): void;
  /** Events that a server would have written and that are known from memory only: they are left out. */
  readonly leftOut: ReadonlyMap<string, number>;
}

interface Log {
  readonly path: string;
  readonly server: Server;
  readonly channel: string;
  records: EventRecord[];
  writer: EvtxWriter;
  next: number;
}

export function createEventLogs(queue: Queue, beginMs: number, disk: Disk): EventLogs {
  const logs = new Map<string, Log>();
  const archived: EventRecord[] = [];
  const instances = new Map<string, number>();
  const leftOut = new Map<string, number>();
  let written = 0;
  let archives = 0;

  function logOf(server: Server, channel: string): Log {
    const path = `${firstLabel(server.name)}/${channel.replaceAll("/", "%4")}.evtx`;
    const known = logs.get(path);
    if (known !== undefined) return known;
    const log: Log = { path, server, channel, records: [], writer: writerTo(path), next: server.firstRecord };
    logs.set(path, log);
    return log;
  }

  function writerTo(path: string): EvtxWriter {
    return createEvtxWriter({ emit: (offset, bytes) => disk.writeAt(path, offset, bytes) });
  }

  function put(server: Server, at: number, draft: Draft): void {
    if (findRow(draft.provider, draft.eventId)?.confidence === "memory") {
      const name = `${draft.provider} ${draft.eventId}`;
      leftOut.set(name, (leftOut.get(name) ?? 0) + 1);
      return;
    }
    const log = logOf(server, draft.channel);
    written += 1;
    const time = timeText(server, beginMs, at, `${server.name} ${written}`);
    const record = recordOf(draft, { server, recordId: log.next, time, origin: `${log.path}:${log.next}` });
    log.next += 1;
    log.records.push(record);
    if (!disk.keeps) return;
    log.writer.add(record);
    disk.soon(log.path, () => log.writer.flush());
  }

  function rewrite(log: Log, records: readonly EventRecord[]): void {
    log.records = [...records];
    disk.empty(log.path);
    log.writer = writerTo(log.path);
    for (const record of records) log.writer.add(record);
    log.writer.flush();
  }

  return {
    leftOut,
    write(server, at, draft) {
      if (at <= queue.now()) put(server, at, draft);
      else queue.at(at, () => put(server, at, draft));
      return { index: written };
    },
    nextInstance(server, processId) {
      const key = `${server.name} ${processId}`;
      const next = (instances.get(key) ?? 0) + 1;
      instances.set(key, next);
      return next;
    },
    records: () => [...archived, ...[...logs.values()].flatMap((log) => log.records)],
    archive(server, channel) {
      const { records, path } = logOf(server, channel);
      archives += 1;
      archived.push(...records);
      const writer = createEvtxWriter();
      for (const record of records) writer.add(record);
      disk.write(path.replace(/\.evtx$/, `-archived-${archives}.evtx`), writer.finish());
    },
    clear(server, channel) {
      const log = logOf(server, channel);
      rewrite(log, []);
      log.next = 1;
    },
    roll(server, channel, keep) {
      const log = logOf(server, channel);
      rewrite(log, log.records.slice(-keep));
    },
  };
}
