import {
  concat,
  defer,
  EMPTY,
  filter,
  interval,
  map,
  merge,
  Observable,
  of,
  share,
  switchMap,
  takeUntil,
  timer,
} from "rxjs";
import type { Position, Source, SourceBatch } from "../../model/source.ts";
import { createDesk, type Desk, type DeskParts } from "./desk.ts";
import type { Renewed } from "./verdicts.ts";

/** How often time is looked at where no event comes. */
const TICK_MS = 1_000;

/**
 * Batches go in on the left, judgements come out on the right: pull → store, correlate, judge, commit. Ends when all
 * sources have ended or the signal aborts; an error of the store ends it as well, with nothing half done.
 */
export function watchFlow(parts: DeskParts, signal: AbortSignal): Observable<Renewed> {
  const desk = createDesk(parts);
  const batches = merge(
    ...parts.sources.map((source) =>
      concat(
        pulled(source, parts.store.bookmarks.position(source.name), signal).pipe(
          map((batch) => desk.batch(source.name, batch)),
        ),
        defer(() => of(desk.ended(source.name))),
      ),
    ),
  ).pipe(share());
  const over = concat(batches.pipe(filter(() => false)), of(null));
  const ticks =
    parts.mode === "live"
      ? merge(interval(TICK_MS), batches.pipe(switchMap(() => waiting(desk)))).pipe(
          map(() => desk.tick()),
          takeUntil(over),
        )
      : EMPTY;
  const judged = merge(batches, ticks);
  const last = defer(() => (signal.aborted ? EMPTY : of(desk.end())));
  return concat(judged, last).pipe(filter((renewed) => renewed !== null));
}

/** Emits when what came is to be judged, where that is not done already. */
function waiting(desk: Desk): Observable<unknown> {
  const milliseconds = desk.judgesIn();
  return milliseconds === null ? EMPTY : timer(milliseconds);
}

/** Asks for a batch only when the one before was taken to its end: a slow store slows the reading down. */
function pulled(source: Source, position: Position, signal: AbortSignal): Observable<SourceBatch> {
  return new Observable<SourceBatch>((subscriber) => {
    const stop = new AbortController();
    const run = async (): Promise<void> => {
      for await (const batch of source.batches(position, AbortSignal.any([signal, stop.signal]))) {
        subscriber.next(batch);
        if (subscriber.closed || signal.aborted) break;
        // Timers, signals and other sources have their turn between two batches.
        await new Promise(setImmediate);
      }
    };
    run().then(
      () => subscriber.complete(),
      (error: unknown) => (signal.aborted ? subscriber.complete() : subscriber.error(error)),
    );
    return () => stop.abort();
  });
}
