import { hash } from "./events/draft.ts";

/** Numbers that are always the same for a seed. */
export interface Random {
  /** At least `from`, below `to`. */
  between(from: number, to: number): number;
  integer(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  /** A source of its own, so that one actor's numbers do not depend on what others drew. */
  fork(name: string): Random;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  /** mulberry32 (public domain) */
  const next = (): number => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    between: (from, to) => from + next() * (to - from),
    integer,
    pick(list) {
      const found = list[integer(0, list.length - 1)];
      if (found === undefined) throw new Error("nothing to pick from");
      return found;
    },
    fork: (name) => createRandom(hash(`${seed}/${name}`)),
  };
}
