import { deliver } from "../../alert/outbox.ts";
import { keepUp } from "../../alert/upkeep.ts";
import type { AlertAttachments, AlertMessage, Sink, SinkAnswer } from "../../model/alert.ts";
import type { Store } from "../../model/store.ts";
import type { Log } from "../../platform/log.ts";
import { systemClock } from "../../source/clock.ts";

export interface DeliveryParts {
  readonly store: Store;
  readonly sinks: readonly Sink[];
  readonly attach: (message: AlertMessage) => AlertAttachments;
  readonly log: Log;
  readonly now: () => number;
}

/** Brings alerts to their sinks beside the watching. */
export interface DeliveryRun {
  /** Something was added to the outbox. */
  wake(): void;
  /** Resolves when nothing is pending any more, or after so many milliseconds. @returns whether nothing is */
  drained(milliseconds: number): Promise<boolean>;
  /** Stops after what is under way; rejects with what made it fail. */
  stop(): Promise<void>;
}

/** Jobs of this age may still be told of by sinks that follow single jobs. */
const JOBS_MS = 3 * 24 * 3_600_000;

export function startDelivery({ store, sinks, attach, log, now }: DeliveryParts): DeliveryRun {
  const stop = new AbortController();
  const sleepers = new Set<() => void>();
  const sleepUntilWoken = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        sleepers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, Math.max(0, ms));
      signal.addEventListener("abort", done);
      sleepers.add(done);
      if (signal.aborted) done();
    });
  const lanes = deliver(
    {
      outbox: store.outbox,
      sinks,
      attach,
      now,
      random: Math.random,
      sleep: sleepUntilWoken,
      said: ({ sink, message }, { kind, detail }) => {
        const what = { sink, reason: message.reason, title: message.title, detail };
        if (kind === "sent") log.info(what, "alert handed over");
        else if (kind === "retry") log.warn(what, "alert not taken, tried again later");
        else log.error(what, "alert not taken, given up");
      },
    },
    stop.signal,
  );
  const upkeep = keepUp(
    {
      sinks,
      state: () => ({ alerts: store.alerts.all(), jobs: store.verdicts.jobs({ since: now() - JOBS_MS }) }),
      sleep: systemClock.sleep,
      said: sayOfUpkeep(log),
    },
    stop.signal,
  );
  const all = Promise.all([lanes, upkeep]);
  // A failure is told by `stop`; until then it must not end the process.
  all.catch(() => undefined);
  const pending = (): boolean => store.outbox.counts().some((count) => count.pending > 0);

  return {
    wake() {
      // After the transaction that called: until then there is nothing to be seen.
      setImmediate(() => {
        for (const wake of [...sleepers]) wake();
      });
    },
    async drained(milliseconds) {
      const until = now() + milliseconds;
      while (pending() && now() < until) await systemClock.sleep(50, stop.signal);
      return !pending();
    },
    async stop() {
      stop.abort();
      await all;
    },
  };
}

/** Upkeep comes every minute: only what is new about it is worth a line. */
function sayOfUpkeep(log: Log): (sink: string, answer: SinkAnswer) => void {
  const failing = new Map<string, string>();
  return (sink, { kind, detail }) => {
    const known = failing.get(sink);
    if (kind === "sent") {
      failing.delete(sink);
      if (known === undefined) log.debug({ sink, detail }, "sink kept up");
      else log.info({ sink, detail }, "sink answers again");
    } else if (detail !== known) {
      failing.set(sink, detail);
      log.warn({ sink, detail }, "sink not kept up");
    }
  };
}
