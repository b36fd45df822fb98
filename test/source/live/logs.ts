import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Position, Source, SourceBatch } from "../../../src/model/source.ts";
import { startTalking } from "../../../src/platform/talking-process.ts";
import { coverageOf } from "../../../src/source/coverage.ts";
import { createLiveSource, type LiveOptions } from "../../../src/source/live/index.ts";

const FAKE = fileURLToPath(new URL("fake-reader.mjs", import.meta.url));

/** A record of a simulated log. `own`: its number in a log that collects. */
export interface LogRecord {
  readonly id: number;
  readonly own?: number;
  readonly time: string;
  readonly provider: string;
  readonly event: number;
  readonly computer: string;
  readonly channel: string;
  readonly strings?: readonly string[];
}

export interface SimulatedLog {
  records: LogRecord[];
  /** Every request is refused with this error. */
  refused?: number;
}

/** Logs in a file, and the simulated reader over them. */
export interface SimulatedLogs {
  readonly logs: Record<string, SimulatedLog>;
  behaviour: Readonly<Record<string, unknown>>;
  /** What was changed takes effect. */
  save(): void;
  /** What the reader was asked, in order. */
  trace(): readonly { readonly pid: number; readonly verb: string; readonly values: readonly string[] }[];
  source(options?: Partial<LiveOptions>): Source;
  /** The simulated reader, as it is to be started. */
  start(): ReturnType<typeof startTalking>;
  remove(): void;
}

/** 2026-03-01 20:00 UTC: the time of record 0; record n is written n minutes later. */
export const START = Date.UTC(2026, 2, 1, 20);
export const timeOf = (id: number): number => START + id * 60_000;
/** The watcher looks at the logs days after the last record. */
export const NOW = timeOf(10_000);

export function simulateLogs(names: readonly string[]): SimulatedLogs {
  const folder = mkdtempSync(join(tmpdir(), "thawline-live-"));
  const [file, traceFile] = [join(folder, "logs.json"), join(folder, "trace.ndjson")];
  writeFileSync(traceFile, "");
  const self: SimulatedLogs = {
    logs: Object.fromEntries(names.map((name) => [name, { records: [] }])),
    behaviour: {},
    save: () => writeFileSync(file, JSON.stringify({ logs: self.logs, behaviour: self.behaviour })),
    trace: () =>
      readFileSync(traceFile, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line)),
    start: () => startTalking(process.execPath, [FAKE, file, traceFile]),
    source(options) {
      self.save();
      return createLiveSource({
        server: "localhost",
        channels: names,
        queries: [{ provider: "ESE", ids: null }],
        startChild: self.start,
        clock: createClock(NOW),
        pace: { answerMs: 20_000 },
        ...options,
      });
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
  return self;
}

/** Time that passes only while somebody waits, and then at once. */
export function createClock(start: number) {
  let now = start;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    random: () => 0,
    async sleep(milliseconds: number) {
      waits.push(milliseconds);
      now += milliseconds;
    },
  };
}

/** The only log of those that look at one. */
export function applicationOf(lab: SimulatedLogs): SimulatedLog {
  const log = lab.logs.Application;
  if (log === undefined) throw new Error("no such log");
  return log;
}

/** What was read of the logs: how much, and what is missing in between. */
export const gapsOf = (batches: readonly SourceBatch[]) =>
  coverageOf([batches.at(-1)?.logs ?? []], NOW).coverage.map(({ server, channel, gaps, records }) => ({
    server,
    channel,
    records,
    gaps: gaps.map(({ afterRecord, beforeRecord, missing }) => [afterRecord, beforeRecord, missing]),
  }));

/** Records of one provider, numbered from one number to another. */
export function ese(from: number, to: number, more: Partial<LogRecord> = {}): LogRecord[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    id: from + index,
    time: new Date(timeOf(from + index)).toISOString(),
    provider: "ESE",
    event: 2001,
    computer: "MBX1.corp.local",
    channel: "Application",
    strings: [`Information Store - DB${from + index}`, "1444", "", "7"],
    ...more,
  }));
}

/** Reads until a batch satisfies, as the watcher does: the last of them has the position to go on from. */
export async function readUntil(
  source: Source,
  position: Position,
  enough: (batch: SourceBatch, all: readonly SourceBatch[]) => boolean = ({ caughtUp }) => caughtUp,
): Promise<readonly SourceBatch[]> {
  const abort = new AbortController();
  const all: SourceBatch[] = [];
  for await (const batch of source.batches(position, abort.signal)) {
    all.push(batch);
    if (enough(batch, all)) break;
    if (all.length > 500) throw new Error("does not come to an end");
  }
  abort.abort();
  return all;
}

export const numbers = (batches: readonly SourceBatch[]): readonly unknown[] =>
  batches.flatMap(({ records }) => records.map(({ recordId }) => recordId));

export const positionOf = (batches: readonly SourceBatch[]): Position => batches.at(-1)?.position ?? null;
