import type { Lab } from "../world.ts";

/** The lab's time for programs that wait for it side by side. There is one driver of the clock, and this is it. */
export interface LabTime {
  /** Milliseconds since 1970. */
  now(): number;
  /** Lets simulated time pass. Rejects when the signal aborts. */
  wait(seconds: number, signal?: AbortSignal): Promise<void>;
  /** No simulated time passes until the function that is returned was called: something works in real time. */
  hold(): () => void;
}

/** Where the clock follows real time it goes on in such steps, so that nobody waits longer than meant. In seconds. */
const STEP = 0.5;

interface Waiting {
  readonly at: number;
  readonly done: () => void;
  readonly failed: (reason: unknown) => void;
}

/**
 * Time passes only while somebody waits for it and nobody works: to the moment that the first of them waits for. So a limit of
 * half an hour beside a program that is done in two seconds ends after two seconds, also when an hour passes in no time.
 */
export function createLabTime({ queue, clock }: Lab): LabTime {
  const waiting = new Set<Waiting>();
  let held = 0;
  let driving = false;

  function drive(): void {
    if (driving) return;
    driving = true;
    void run();
  }

  async function run(): Promise<void> {
    try {
      // Whoever was woken goes on first, and says what it waits for next.
      for (await turn(); held === 0 && waiting.size > 0; await turn()) await step();
    } catch (error) {
      for (const one of [...waiting]) if (waiting.delete(one)) one.failed(error);
    } finally {
      driving = false;
    }
  }

  async function step(): Promise<void> {
    const next = Math.min(...[...waiting].map(({ at }) => at));
    await queue.run(clock.follows ? Math.min(next, queue.now() + STEP) : next);
    for (const one of [...waiting]) if (one.at <= queue.now() && waiting.delete(one)) one.done();
  }

  return {
    now: () => Math.round(clock.begin + queue.now() * 1000),
    wait: (seconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(signal.reason);
          return;
        }
        const stop = (): void => {
          if (waiting.delete(one)) reject(signal?.reason);
        };
        const off = (): void => signal?.removeEventListener("abort", stop);
        const one: Waiting = {
          at: queue.now() + seconds,
          done: () => {
            off();
            resolve();
          },
          failed: (reason) => {
            off();
            reject(reason);
          },
        };
        signal?.addEventListener("abort", stop, { once: true });
        waiting.add(one);
        drive();
      }),
    hold() {
      held += 1;
      let over = false;
      return () => {
        if (over) return;
        over = true;
        held -= 1;
        drive();
      };
    },
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
