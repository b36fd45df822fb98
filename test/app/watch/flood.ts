import { lastValueFrom } from "rxjs";
import type { EventRecord } from "../../../parsers/record.ts";
import { createDesk } from "../../../src/app/watch/desk.ts";
import { watchFlow } from "../../../src/app/watch/flow.ts";
import { normalise } from "../../../src/correlate/normalise.ts";
import { MOST_RECORDS, type Source, type SourceBatch } from "../../../src/model/source.ts";
import { createInputCoverage } from "../../../src/source/coverage.ts";
import { openStore } from "../../../src/store/open-store.ts";
import { good } from "../../history/episodes/good.ts";
import { startHistory } from "../../history/history.ts";
import { background, site } from "../../history/site.ts";
import { parts } from "./replaying.ts";

const NIGHTS = 10;
const SERVERS = 4;
const DAY = 24 * 3600;
const HOUR_MS = 3_600_000;
const BEGIN = "2026-01-01T00:00:00Z";

/** What a flood of records came to; sizes in bytes. */
export interface Flooded {
  /** That were read, by what the input's own account says. */
  readonly read: number;
  /** That mean something, and that are stored. */
  readonly meant: number;
  readonly stored: number;
  /** Outcomes of the jobs that are stored. */
  readonly jobs: readonly string[];
  readonly heapBefore: number;
  readonly heapAfter: number;
  readonly largestRss: number;
  readonly size: number;
  readonly storedAtLast: number;
  readonly sizeAtLast: number;
}

/**
 * Feeds records as fast as they are pulled: jobs of ten nights, one a night and server, amid the noise of known providers.
 * Then time goes on for days, and the store is pruned as it is each hour.
 */
export async function flood(folder: string, total: number): Promise<Flooded> {
  const store = openStore({ folder, mode: "watch" });
  try {
    const made = { meant: 0 };
    const all = records(total);
    const source: Source = {
      ...{ name: "flood", signsOfLife: false },
      async *batches() {
        yield* batches(all, made);
      },
    };
    const heapBefore = heap();
    let now = Date.parse(BEGIN) + (NIGHTS + 1) * DAY * 1000;
    const given = { sources: [source], now: () => now, mode: "live" } as const;
    await lastValueFrom(watchFlow(parts(store, given), new AbortController().signal));
    const heapAfter = heap();
    const [size, stored] = [store.size(), store.events.count()];
    const read = store.bookmarks.inputs().reduce((sum, input) => sum + input.records, 0);
    const desk = createDesk(parts(store, { mode: "live", now: () => now }));
    for (const last = now + 12 * DAY * 1000; now < last; now += 2 * HOUR_MS) desk.tick();
    return {
      ...{ read, meant: made.meant, stored, heapBefore, heapAfter, size },
      jobs: store.verdicts.jobs().map(({ job }) => job.outcome),
      largestRss: process.resourceUsage().maxRSS * 1024,
      ...{ storedAtLast: store.events.count(), sizeAtLast: store.size() },
    };
  } finally {
    store.close();
  }
}

function heap(): number {
  if (globalThis.gc === undefined) throw new Error("needs --expose-gc");
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

/** The jobs' records are made before; of the noise only a few records, which then come again and again. */
function* records(total: number): Iterable<EventRecord> {
  const jobs = startHistory(BEGIN);
  const noise = startHistory(BEGIN);
  for (let index = 0; index < SERVERS; index += 1) {
    const databases = [1, 2, 3].map((n) => ({ name: `DB${index}-${n}`, role: "standalone" as const }));
    const here = site(jobs, { version: "2016", server: `MBX${index}`, databases });
    for (let night = 0; night < NIGHTS; night += 1) good("full")(here, night * DAY + 3600 + index * 900);
    background(noise, here.server, 0, 100, 5);
  }
  const [told, others] = [jobs.finish().records, noise.finish().records];
  const numbers = new Map<string, number>();
  const numbered = (record: EventRecord, time: string | null): EventRecord => {
    const log = `${record.server} ${record.channel}`;
    const recordId = (numbers.get(log) ?? 0) + 1;
    numbers.set(log, recordId);
    return { ...record, recordId, time };
  };
  const between = Math.floor(total / told.length) - 1;
  for (const [index, record] of told.entries()) {
    yield numbered(record, record.time);
    const rest = index === told.length - 1 ? total - told.length - between * (told.length - 1) : between;
    for (let n = 0; n < rest; n += 1) {
      const other = others[(index * between + n) % others.length];
      if (other !== undefined) yield numbered(other, record.time);
    }
  }
}

function* batches(all: Iterable<EventRecord>, made: { meant: number }): Iterable<SourceBatch> {
  const coverage = createInputCoverage(() => Number.POSITIVE_INFINITY);
  let some: EventRecord[] = [];
  let at = 0;
  const batch = (): SourceBatch => {
    at += some.length;
    const usual = { restart: "resumes", caughtUp: true, trouble: null, diagnostics: [] } as const;
    const whole = {
      input: "flood/Application",
      records: some,
      position: { at },
      logs: coverage.readings(),
      ...usual,
    };
    some = [];
    return whole;
  };
  for (const record of all) {
    coverage.record(record.server, record.channel, Number(record.recordId), Date.parse(record.time ?? ""));
    if (normalise(record) !== null) made.meant += 1;
    some.push(record);
    if (some.length === MOST_RECORDS) yield batch();
  }
  if (some.length > 0) yield batch();
}
