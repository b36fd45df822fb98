import { setImmediate as turn } from "node:timers/promises";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that passes only when everybody sleeps. */
export class VirtualClock {
  time: number;
  private sleepers: Sleeper[] = [];

  constructor(start: number) {
    this.time = start;
  }

  readonly now = (): number => this.time;

  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        signal.removeEventListener("abort", done);
        resolve();
      };
      this.sleepers.push({ at: this.time + ms, wake: done });
      signal.addEventListener("abort", done);
    });

  /** Lets time run until then, waking who sleeps in the order of their times. */
  async runTo(end: number): Promise<void> {
    for (;;) {
      // Whatever can go on without time passing does so first.
      for (let i = 0; i < 10; i += 1) await turn();
      const next = this.sleepers.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > end) break;
      this.sleepers = this.sleepers.filter((one) => one !== next);
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
    this.time = end;
  }
}
