import { closeSync, constants, openSync, writeSync } from "node:fs";
import { CHUNK_SIZE } from "../../../parsers/evtx/chunk.ts";
import { FILE_HEADER_SIZE } from "../../../parsers/evtx/header.ts";
import { createEvtxWriter, type EvtxWriter } from "../../../parsers/evtx/write.ts";
import { type EventRecord, eventRecord } from "../../../parsers/record.ts";

export interface GrowingLog extends Pick<EvtxWriter, "flush"> {
  /** Writes this many more records; flushes after each, or once. */
  add(count: number, once?: "once"): void;
  readonly last: number;
}

/**
 * A log as a service writes it. With `slots` it is circular: the chunk behind the last one overwrites the first. With
 * `header: false` the header of the file stays as it was when the log was made.
 */
export function growingLog(
  path: string,
  { slots = Number.POSITIVE_INFINITY, header = true, from = 1, size = 400, start = 0 } = {},
): GrowingLog {
  let last = from - 1;
  let written = false;
  const writer = createEvtxWriter({
    dirty: true,
    emit(offset, bytes) {
      if (offset === 0 && written && !header) return;
      written ||= offset === 0;
      write(path, offset === 0 ? 0 : slotOf(offset, slots), bytes);
    },
  });
  return {
    flush: writer.flush,
    get last() {
      return last;
    },
    add(count, once) {
      for (let i = 0; i < count; i++) {
        last += 1;
        writer.add(record(last, size, start));
        if (once === undefined) writer.flush();
      }
      writer.flush();
    },
  };
}

function slotOf(offset: number, slots: number): number {
  const chunk = (offset - FILE_HEADER_SIZE) / CHUNK_SIZE;
  return FILE_HEADER_SIZE + (chunk % slots) * CHUNK_SIZE;
}

export function write(path: string, offset: number, bytes: Uint8Array): void {
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT);
  try {
    writeSync(file, bytes, 0, bytes.length, offset);
  } finally {
    closeSync(file);
  }
}

/** One a second, one of three of them of a provider that is wanted. */
export function record(id: number, size = 400, start = 0): EventRecord {
  return eventRecord({
    server: "MBX1",
    channel: "Application",
    recordId: id,
    provider: id % 3 === 0 ? "ESE" : "Other",
    eventId: 2001,
    level: 4,
    time: new Date(Date.UTC(2026, 2, 1) + (start + id) * 1000).toISOString().replace("Z", "0000Z"),
    strings: [`${id}`.padEnd(size, "x")],
    origin: "",
  });
}

/** As `Get-WinEvent | ForEach-Object { ConvertTo-Json -Compress }` writes it. */
export function jsonLine(id: number): string {
  return JSON.stringify({
    Id: 2001,
    Level: 4,
    ProviderName: "ESE",
    LogName: "Application",
    MachineName: "MBX1",
    RecordId: id,
    TimeCreated: new Date(Date.UTC(2026, 2, 1) + id * 1000).toISOString(),
    Message: `Grüße, ${"x".repeat(id % 40)}`,
  });
}

export function jsonLines(from: number, to: number): string {
  return span(from, to)
    .map((id) => `${jsonLine(id)}\n`)
    .join("");
}

/** The whole numbers from one to another. */
export function span(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
