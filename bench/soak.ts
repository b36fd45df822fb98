import { readdirSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { lastValueFrom, tap } from "rxjs";
import { watchFlow } from "../src/app/watch/flow.ts";
import { batchMaker, goodNights } from "./nights.ts";
import { atThisMoment, partsOf, sourceOf, withStore } from "./watch-parts.ts";

const MINUTES = 10;
const RECORDS_A_SECOND = 200;
/** Enough records for the time, and twelve jobs: those are kept in memory for eight days, as they should be. */
const NIGHTS = 3;
const NOISE_SECONDS = 8.6;
const EVERY_MS = 250;
const SAMPLE_MS = 10_000;
/** What is warming up, in samples, is left out of the slope. */
const WARM_UP = 12;
const MIB = 1024 ** 2;

interface Sample {
  readonly minutes: number;
  readonly rss: number;
  readonly heap: number;
  readonly handles: number;
  readonly files: number;
}

/** Ten minutes of a steady stream through a live watcher with the real store: what it holds must not grow with the stream. */
export async function benchSoak(): Promise<readonly object[]> {
  const records = goodNights(NIGHTS, NOISE_SECONDS);
  const samples: Sample[] = [];
  const [jobs, stored] = await withStore(async (store) => {
    const make = batchMaker("live:bench/Application");
    const source = sourceOf(async function* () {
      const [begun, size] = [Date.now(), (RECORDS_A_SECOND * EVERY_MS) / 1000];
      for (let turn = 0; Date.now() < begun + MINUTES * 60_000; turn += 1) {
        yield make(records.slice(turn * size, (turn + 1) * size).map(atThisMoment));
        await pause(Math.max(0, begun + (turn + 1) * EVERY_MS - Date.now()));
      }
    });
    const started = Date.now();
    const timer = setInterval(() => samples.push(sampleAt((Date.now() - started) / 60_000)), SAMPLE_MS);
    let judged = 0;
    const parts = partsOf(store, source, "live", () => undefined);
    await lastValueFrom(watchFlow(parts, new AbortController().signal).pipe(tap(() => (judged += 1))));
    clearInterval(timer);
    console.log(`${judged} judgements`);
    return [store.verdicts.jobs().length, store.events.count()];
  });
  console.log(
    `${MINUTES} minutes of ${RECORDS_A_SECOND} records a second: ${jobs} jobs, ${stored} events stored`,
  );
  const warm = samples.slice(WARM_UP);
  return (["rss", "heap", "handles", "files"] as const).map((what) => {
    const values = warm.map((sample) => sample[what]);
    return {
      ...{ what, first: values[0], last: values.at(-1), largest: Math.max(...values) },
      "slope a minute": Number(slope(warm, what).toFixed(3)),
    };
  });
}

/** Memory in MiB, with the garbage collected where Node was told to let us (`--expose-gc`). */
function sampleAt(minutes: number): Sample {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return {
    minutes,
    rss: Number((rss / MIB).toFixed(1)),
    heap: Number((heapUsed / MIB).toFixed(1)),
    handles: process.getActiveResourcesInfo().length,
    files: process.platform === "linux" ? readdirSync("/proc/self/fd").length : 0,
  };
}

/** Of the line through the samples with the least squares. */
function slope(samples: readonly Sample[], what: "rss" | "heap" | "handles" | "files"): number {
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [time, value] = [mean(({ minutes }) => minutes), mean((sample) => sample[what])];
  const product = mean((sample) => (sample.minutes - time) * (sample[what] - value));
  return product / mean(({ minutes }) => (minutes - time) ** 2);
}
