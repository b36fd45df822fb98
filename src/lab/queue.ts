import type { Clock } from "./clock.ts";

/** What an actor does, one step after another: it yields the seconds that it waits before the next. */
export type Script = Generator<number, void, void>;

export interface Running {
  /** Ends it where it stands, as the end of a process does: no further step of it comes. */
  stop(): void;
}

/** All that happens in the lab, in the order of its time; what is due at one moment, in the order it was planned. */
export interface Queue {
  now(): number;
  /** Plans a step; one of the past comes at once. */
  at(seconds: number, step: () => void): void;
  start(script: Script): Running;
  /** Runs everything that is due until a moment, and what that brings about. */
  run(until: number): Promise<void>;
}

interface Planned {
  readonly at: number;
  readonly turn: number;
  readonly step: () => void;
}

export function createQueue(clock: Clock): Queue {
  const heap: Planned[] = [];
  let turns = 0;

  function start(script: Script): Running {
    let stopped = false;
    const step = (): void => {
      if (stopped) return;
      const { value, done } = script.next();
      if (done !== true) at(clock.now() + value, step);
    };
    at(clock.now(), step);
    return {
      stop: () => {
        stopped = true;
      },
    };
  }

  function at(seconds: number, step: () => void): void {
    turns += 1;
    push(heap, { at: Math.max(seconds, clock.now()), turn: turns, step });
  }

  return {
    now: clock.now,
    at,
    start,
    async run(until) {
      for (let next = heap[0]; next !== undefined && next.at <= until; next = heap[0]) {
        pop(heap);
        await clock.reach(next.at);
        next.step();
      }
      await clock.reach(until);
    },
  };
}

function isBefore(a: Planned | undefined, b: Planned | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.at < b.at || (a.at === b.at && a.turn < b.turn);
}

function push(heap: Planned[], planned: Planned): void {
  let at = heap.push(planned) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!isBefore(heap[at], heap[above])) return;
    swap(heap, at, above);
    at = above;
  }
}

function pop(heap: Planned[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  heap[0] = last;
  let at = 0;
  for (;;) {
    let least = at;
    for (const below of [2 * at + 1, 2 * at + 2]) if (isBefore(heap[below], heap[least])) least = below;
    if (least === at) return;
    swap(heap, at, least);
    at = least;
  }
}

function swap(heap: Planned[], a: number, b: number): void {
  const [x, y] = [heap[a], heap[b]];
  if (x === undefined || y === undefined) return;
  heap[a] = y;
  heap[b] = x;
}
