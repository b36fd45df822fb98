import { findRow } from "../../src/catalogue/index.ts";
import { assess, type JobFacts } from "../../src/correlate/assess/index.ts";
import { initialState, type TrackedJob } from "../../src/correlate/machine/state.ts";
import { finish, step } from "../../src/correlate/machine/step.ts";
import type { BackupEvent, EventKeys } from "../../src/model/event.ts";
import type { Coverage } from "../../src/model/report.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../src/model/settings.ts";
import type { Topology } from "../../src/model/topology.ts";

/**
 * A log in lines: `01:00:05 MBX1 MSExchangeRepl/2110 guid=a1 database=DB01`. The time is of 2024-03-10 (a
 * leading `+1d ` moves it by days), the key=value pairs are `EventKeys`; `task=16` sets the ESE category. Blank
 * lines and what follows `#` are ignored.
 */
export function timeline(text: string): BackupEvent[] {
  return text
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "")
    .map(eventOf);
}

const NUMBERS = ["eseInstance", "pid", "jetError", "milliseconds", "seconds", "count", "page"];

function eventOf(line: string, index: number): BackupEvent {
  const match = /^(?:\+(\d+)d )?(\d\d:\d\d:\d\d(?:\.\d+)?|-) (\S+) ([^/]+)\/(\d+) ?(.*)$/.exec(line);
  if (match === null) throw new Error(`not a line of a timeline: ${line}`);
  const [, days, clock = "", server = "", provider = "", id = "", rest = ""] = match;
  const row = findRow(provider, Number(id));
  if (row === null) throw new Error(`not in the catalogue: ${provider} ${id}`);
  const pairs = [...rest.matchAll(/(\w+)=("[^"]*"|\S+)/g)].map(([, key = "", value = ""]) => {
    const text = value.replaceAll('"', "");
    return [key, NUMBERS.includes(key) ? Number(text) : text] as const;
  });
  const { task, ...keys } = Object.fromEntries(pairs) as EventKeys & { task?: string };
  const time = clock === "-" ? null : Date.parse(`2024-03-10T${clock}Z`) + Number(days ?? 0) * 86_400_000;
  return {
    signal: row.signal,
    type: row.type ?? null,
    outcome: row.outcome,
    phase: row.phase,
    confidence: row.confidence,
    keys,
    time,
    precision: 1,
    server: server.toLowerCase(),
    exchange: !["ESENT", "NTDS ISAM"].includes(provider),
    shadowCopyTask: task === undefined ? null : task === "16",
    keysFrom: "strings",
    textBelongsTo: null,
    ref: {
      server,
      channel: "Application",
      recordId: index + 1,
      provider,
      eventId: Number(id),
      time: time === null ? "" : new Date(time).toISOString(),
      level: "information",
      text: line,
      origin: `timeline:${index + 1}`,
    },
  };
}

export interface Given {
  readonly settings?: Settings;
  readonly topology?: Topology;
  /** Server and how far its log was read, `MBX1 00:00:00 +2d 00:00:00`; default: each server's own events. */
  readonly coverage?: readonly Coverage[];
}

/** Runs the machine over a log and works out what it means. */
export function replay(
  events: readonly BackupEvent[],
  given: Given = {},
): { facts: JobFacts[]; strays: BackupEvent[] } {
  const settings = given.settings ?? DEFAULT_SETTINGS;
  const jobs: TrackedJob[] = [];
  const strays: BackupEvent[] = [];
  let state = initialState(settings);
  const runs = [...events.map((event) => () => step(state, event, event.time)), () => finish(state)];
  for (const run of runs) {
    const done = run();
    state = done.state;
    for (const effect of done.effects) {
      if (effect.kind === "concluded") jobs.push(effect.job);
      if (effect.kind === "stray") strays.push(effect.event);
    }
  }
  const context = {
    settings,
    topology: given.topology ?? null,
    coverage: given.coverage ?? coverageOf(events),
  };
  return { facts: assess(jobs, context), strays };
}

/** The whole of each server's log: from an hour before its first event to its last. */
export function coverageOf(events: readonly BackupEvent[], hoursAfter = 0): Coverage[] {
  return [...new Set(events.filter((e) => e.time !== null).map((e) => e.ref.server))].map((server) => {
    const times = events.filter((e) => e.ref.server === server).flatMap((e) => e.time ?? []);
    return {
      server,
      channel: "Application",
      first: new Date(Math.min(...times) - 3_600_000).toISOString(),
      last: new Date(Math.max(...times) + hoursAfter * 3_600_000).toISOString(),
      records: times.length,
      gaps: [],
    };
  });
}
