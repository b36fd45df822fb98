import { setTimeout as pause } from "node:timers/promises";
import { lastValueFrom, tap } from "rxjs";
import type { EventRecord } from "../parsers/record.ts";
import { watchFlow } from "../src/app/watch/flow.ts";
import { batched, batchMaker, goodNights, SERVERS, timeouts } from "./nights.ts";
import { atThisMoment, partsOf, sourceOf, withStore } from "./watch-parts.ts";

const NIGHTS = 30;
/** Some 190,000 records, of which rather more than the half mean something. */
const NOISE_SECONDS = 54;
const ROUNDS = 3;
/** So many in a store: a bad night. */
const ALERTS = 10;
const ALERT_ROUNDS = 5;
/** After the nights were read and judged as a whole: what is measured is a watcher in its daily run. */
const SETTLING_MS = 3_000;
const INPUT = "live:bench/Application";

/** Records through normalise, correlate, judge and commit with the real store, as fast as the flow pulls them. */
export async function benchWatchThroughput(): Promise<readonly object[]> {
  const records = goodNights(NIGHTS, NOISE_SECONDS);
  const figures: object[] = [];
  for (const mode of ["replay", "live"] as const) {
    const rounds: { seconds: number; cpu: number; stored: number; judged: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await through(records, mode));
    rounds.sort((a, b) => a.seconds - b.seconds);
    const median = rounds[Math.floor(ROUNDS / 2)];
    if (median === undefined) throw new Error("no rounds");
    figures.push({
      mode,
      records: records.length,
      "events stored": median.stored,
      judgements: median.judged,
      "records/s": Math.round(records.length / median.seconds),
      "records a CPU second": Math.round(records.length / median.cpu),
    });
  }
  return figures;
}

async function through(records: readonly EventRecord[], mode: "replay" | "live") {
  return await withStore(async (store) => {
    const batches = [...batched(records, batchMaker(INPUT))];
    let judged = 0;
    const source = sourceOf(async function* () {
      yield* batches;
    });
    const cpu = process.cpuUsage();
    const started = performance.now();
    const parts = partsOf(store, source, mode, () => undefined);
    await lastValueFrom(watchFlow(parts, new AbortController().signal).pipe(tap(() => (judged += 1))));
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return { seconds, cpu: (user + system) / 1e6, stored: store.events.count(), judged };
  });
}

/**
 * From the handing over of the event of a timeout to its message in the outbox, committed, in a watcher whose store has
 * all of the nights; what comes before it in its job was handed over some time earlier.
 */
export async function benchWatchAlert(): Promise<readonly object[]> {
  const all: Took[] = [];
  for (let round = 0; round < ALERT_ROUNDS; round += 1) all.push(...(await alertsIn(ALERTS)));
  return (["clock", "processor"] as const).map((by) => {
    const took = all.map((one) => one[by]).sort((a, b) => a - b);
    const at = (part: number): number => Number((took[Math.floor(took.length * part)] ?? 0).toFixed(1));
    return {
      ...{ by, alerts: took.length, "jobs stored": NIGHTS * SERVERS },
      ...{ "median ms": at(0.5), "90 % within ms": at(0.9), "99 % within ms": at(0.99) },
    };
  });
}

/** In milliseconds. Other programs on the machine show in the first only. */
interface Took {
  readonly clock: number;
  readonly processor: number;
}

async function alertsIn(count: number): Promise<readonly Took[]> {
  return await withStore(async (store) => {
    const make = batchMaker(INPUT);
    const took: Took[] = [];
    let handedAt: Took | null = null;
    let added = false;
    let told = (): void => undefined;
    const source = sourceOf(async function* (signal) {
      yield* batched(goodNights(NIGHTS, 3600), make);
      await pause(SETTLING_MS);
      for (const { before, timeout, after } of timeouts(count)) {
        yield make(before.map(atThisMoment));
        await pause(Math.random() * 200);
        const alerted = new Promise<void>((resolve) => {
          told = resolve;
        });
        const batch = make([atThisMoment(timeout)]);
        handedAt = timesNow();
        yield batch;
        await alerted;
        yield make(after.map(atThisMoment));
        await pause(500 + Math.random() * 1_000, undefined, { signal });
      }
    });
    const parts = partsOf(store, source, "live", () => {
      added = handedAt !== null;
    });
    const flow = watchFlow(parts, new AbortController().signal).pipe(
      tap(() => {
        if (!added || handedAt === null) return;
        const { clock, processor } = timesNow();
        took.push({ clock: clock - handedAt.clock, processor: processor - handedAt.processor });
        [added, handedAt] = [false, null];
        told();
      }),
    );
    await lastValueFrom(flow);
    return took;
  });
}

function timesNow(): Took {
  const { user, system } = process.cpuUsage();
  return { clock: performance.now(), processor: (user + system) / 1000 };
}
