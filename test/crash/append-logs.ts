import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createEvtxWriter, type EvtxWriter } from "../../parsers/evtx/write.ts";
import type { EventRecord } from "../../parsers/record.ts";
import { write } from "../source/follow/growing-log.ts";

const STEPS = 200;

/**
 * Writes records into event logs, one a server and channel, as the servers would: by time, chunk by chunk, a piece after the other.
 *
 * @param folder has the records as JSON in `records.json`; the logs come into `logs`
 * @param seconds that it takes, about
 */
export async function appendLogs(folder: string, seconds: number): Promise<void> {
  const records: readonly EventRecord[] = JSON.parse(readFileSync(join(folder, "records.json"), "utf8"));
  const logs = new Map<string, EvtxWriter>();
  const size = Math.ceil(records.length / STEPS);
  for (let at = 0; at < records.length; at += size) {
    const some = records.slice(at, at + size);
    for (const record of some) logOf(record).add(record);
    for (const log of new Set(some.map(logOf))) log.flush();
    await pause((seconds * 1000) / STEPS);
  }

  function logOf({ server, channel }: EventRecord): EvtxWriter {
    const name = `${(server ?? "").split(".")[0]}-${channel}`;
    const path = join(folder, "logs", `${name}.evtx`);
    const emit = (offset: number, bytes: Uint8Array): void => write(path, offset, bytes);
    const log = logs.get(name) ?? createEvtxWriter({ dirty: true, emit });
    logs.set(name, log);
    return log;
  }
}
