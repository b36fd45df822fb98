import {
  concat,
  concatMap,
  defer,
  from,
  ignoreElements,
  map,
  Observable,
  type OperatorFunction,
  reduce,
  tap,
} from "rxjs";
import type { Context } from "../correlate/assess/context.ts";
import { assess } from "../correlate/assess/index.ts";
import { dedupe } from "../correlate/dedupe.ts";
import type { Effect, TrackedJob } from "../correlate/machine/state.ts";
import { normalise } from "../correlate/normalise.ts";
import { createPlacer } from "../correlate/order.ts";
import { createStrays, type Strays } from "../correlate/strays.ts";
import { correlate } from "../correlate/wire.ts";
import type { Judgement } from "../judge/arrange.ts";
import { judge } from "../judge/index.ts";
import type { BackupEvent, Placed } from "../model/event.ts";
import type { Settings } from "../model/settings.ts";
import type { Sorter } from "../source/event-sorter.ts";
import type { InputPath } from "../source/expand-paths.ts";
import type { Reader } from "./reader.ts";

export interface Stages {
  readonly inputs: readonly InputPath[];
  readonly read: Reader;
  readonly sorter: Sorter<Placed>;
  readonly settings: Settings;
  /** What was read of each log: known when all inputs are read. */
  readonly context: () => Context;
}

/** Events go in on the left, verdicts come out on the right. Emits once. */
export function pipeline({ inputs, read, sorter, settings, context }: Stages): Observable<Judgement> {
  return from(inputs).pipe(
    concatMap((input) => events(input, read)),
    inOrder(sorter),
    correlate(settings),
    reduce(collect, { jobs: [], strays: createStrays() }),
    map(({ jobs, strays }) => ({ jobs: assess(jobs, context()), strays: strays.kept, context: context() })),
    map(judge),
  );
}

/** source → parse → normalise: the events of one input, in the order of the file. */
function events(input: InputPath, read: Reader): Observable<Placed> {
  return new Observable((subscriber) => {
    const place = createPlacer(input.path);
    const use = (record: Parameters<typeof normalise>[0]): boolean => {
      const event = normalise(record);
      if (event !== null) subscriber.next(place(event));
      return event !== null;
    };
    read(input, use).then(
      () => subscriber.complete(),
      (error: unknown) => subscriber.error(error),
    );
  });
}

/** All logs in one order, each event once; begins when the last input is read. */
function inOrder(sorter: Sorter<Placed>): OperatorFunction<Placed, BackupEvent> {
  const sort = tap<Placed>((placed) => sorter.add(placed));
  return (all) =>
    concat(
      all.pipe(sort, ignoreElements()),
      defer(() => from(dedupe(sorter.sorted()))),
    );
}

function collect(all: { jobs: TrackedJob[]; strays: Strays }, effect: Effect): typeof all {
  if (effect.kind === "concluded") all.jobs.push(effect.job);
  if (effect.kind === "stray") all.strays.add(effect.event);
  return all;
}
