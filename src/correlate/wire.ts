import { concatMap, defer, endWith, map, type Observable, type OperatorFunction } from "rxjs";
import type { BackupEvent } from "../model/event.ts";
import { type Effect, initialState, type State } from "./machine/state.ts";
import { finish, step } from "./machine/step.ts";

/**
 * Runs the machine over a stream of events in order, with the event's own time as the clock: the replay of a
 * log. When the stream ends, what is still open is handed over as it stands.
 */
export function correlate(limits: State["limits"]): OperatorFunction<BackupEvent, Effect> {
  return (events: Observable<BackupEvent>) =>
    defer(() => {
      let state = initialState(limits);
      return events.pipe(
        map((event) => () => step(state, event, event.time)),
        endWith(() => finish(state)),
        concatMap((run) => {
          const done = run();
          state = done.state;
          return done.effects;
        }),
      );
    });
}
