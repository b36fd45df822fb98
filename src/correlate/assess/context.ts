import { sameName, shortName } from "../../model/names.ts";
import type { Coverage } from "../../model/report.ts";
import type { Settings } from "../../model/settings.ts";
import type { Topology, TopologyDatabase } from "../../model/topology.ts";

/** What a verdict may lean on besides the events of a job. */
export interface Context {
  readonly settings: Settings;
  readonly topology: Topology | null;
  /** What was read of each log; where it is silent, nothing can be concluded from an absence. */
  readonly coverage: readonly Coverage[];
  /** Sources that a watcher cannot hear at the moment; absent in an analysis, which has no such moment. */
  readonly blind?: readonly Blind[];
  /**
   * What a watcher knows of databases from jobs that are not all given any more: it judges what is recent, of logs that
   * it has read for months. Absent where all jobs of the logs are given.
   */
  readonly remembered?: readonly Remembered[];
}

/** A database and its last good backups. */
export interface Remembered {
  /** Of its subject (`src/judge/backed-up.ts`). */
  readonly key: string;
  readonly name: string;
  readonly server: string;
  /** Short names of the servers whose logs would show a backup. */
  readonly servers: readonly string[];
  /** Null: none is known. */
  readonly full: GoodBackup | null;
  /** Full or incremental. */
  readonly incremental: GoodBackup | null;
}

/** Milliseconds since 1970. */
export interface GoodBackup {
  readonly begun: number | null;
  readonly completed: number;
}

export interface Blind {
  /** The source's name: `live:EX01`, a path. */
  readonly source: string;
  /** Since when, in milliseconds since 1970. */
  readonly since: number;
  readonly cause: string;
}

/** The newest time, in ms, that was read of the server's Application log; null when nothing of it was. */
export function logEnd(context: Context, server: string): number | null {
  return extreme(context, server, (c) => Date.parse(c.last), Math.max);
}

export function logStart(context: Context, server: string): number | null {
  return extreme(context, server, (c) => Date.parse(c.first), Math.min);
}

/**
 * Whether the server's log was read from one time to the other with no record missing between. A log of which only
 * a part was exported never was: an event may have been left out.
 */
export function covered(context: Context, server: string, from: number, to: number): boolean {
  return wholeLogsOf(context, server).some(
    (c) =>
      Date.parse(c.first) <= from &&
      Date.parse(c.last) >= to &&
      !c.gaps.some((gap) => overlaps(gap, from, to)),
  );
}

/** Whether an event between two times of the server's log may be missing: lost, or left out of a filtered export. */
export function hasGap(context: Context, server: string, from: number, to: number): boolean {
  const whole = wholeLogsOf(context, server);
  if (whole.length === 0) return logsOf(context, server).length > 0;
  return whole.some((c) => c.gaps.some((gap) => overlaps(gap, from, to)));
}

/** The times, in ms, of which the server's log was read without a record missing; in order, none touching another. */
export function coveredSpans(context: Context, server: string): { from: number; to: number }[] {
  const whole = wholeLogsOf(context, server).flatMap(spansOf);
  const merged: { from: number; to: number }[] = [];
  for (const span of whole.sort((a, b) => a.from - b.from)) {
    const last = merged[merged.length - 1];
    if (last === undefined || span.from > last.to) merged.push({ ...span });
    else last.to = Math.max(last.to, span.to);
  }
  return merged;
}

/** A log without its gaps, which may be many: they lie in order and do not overlap. */
function spansOf({ first, last, gaps }: Coverage): { from: number; to: number }[] {
  const holes = gaps.map((gap) => ({ from: Date.parse(gap.from), to: Date.parse(gap.to) }));
  const starts = [Date.parse(first), ...holes.map((hole) => hole.to)];
  const ends = [...holes.map((hole) => hole.from), Date.parse(last)];
  return starts.flatMap((from, i) => {
    const to = ends[i];
    return to !== undefined && from <= to ? [{ from, to }] : [];
  });
}

export function topologyOf(context: Context, database: string): TopologyDatabase | null {
  return context.topology?.databases.find(({ name }) => sameName(name, database)) ?? null;
}

/** Channels that hold what the writer and the engine say; some text exports do not name theirs. */
const WRITER_CHANNELS = ["application", ""];

/** Every job and rule asks for the logs of its server: by short name, as long as the coverage is there. */
const LOGS_BY_SERVER = new WeakMap<readonly Coverage[], ReadonlyMap<string, readonly Coverage[]>>();

/** The other channels of a server may reach back for years and say nothing of the writer. */
function logsOf({ coverage }: Context, server: string): readonly Coverage[] {
  const known = LOGS_BY_SERVER.get(coverage) ?? byServer(coverage);
  LOGS_BY_SERVER.set(coverage, known);
  return known.get(server) ?? [];
}

function byServer(coverage: readonly Coverage[]): ReadonlyMap<string, readonly Coverage[]> {
  const servers = new Map<string, Coverage[]>();
  for (const log of coverage) {
    const name = shortName(log.server);
    const logs = servers.get(name);
    if (logs === undefined) servers.set(name, [log]);
    else logs.push(log);
  }
  return new Map([...servers].map(([name, logs]) => [name, writerLogs(logs)]));
}

function writerLogs(logs: readonly Coverage[]): readonly Coverage[] {
  const writer = logs.filter((c) => WRITER_CHANNELS.includes(c.channel.toLowerCase()));
  return writer.length > 0 ? writer : logs.filter((c) => c.channel.toLowerCase() !== "system");
}

function wholeLogsOf(context: Context, server: string): Coverage[] {
  return logsOf(context, server).filter((c) => c.filtered !== true);
}

function overlaps(gap: Coverage["gaps"][number], from: number, to: number): boolean {
  return Date.parse(gap.from) <= to && Date.parse(gap.to) >= from;
}

function extreme(
  context: Context,
  server: string,
  of: (c: Coverage) => number,
  pick: (...times: number[]) => number,
): number | null {
  const times = logsOf(context, server).map(of).filter(Number.isFinite);
  return times.length === 0 ? null : pick(...times);
}
