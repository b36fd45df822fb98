import type { Blind } from "../../correlate/assess/context.ts";
import type { SourceBatch } from "../../model/source.ts";

/** Whether each source can be heard: what the watcher does not see it has to say. */
export interface Health {
  heard(source: string, batch: SourceBatch, now: number): void;
  /** A source that has ended on its own will not be heard again, and is not missed. */
  ended(source: string): void;
  /**
   * True once each source has caught up with its logs, or cannot be heard: until then events of the others would have to
   * be taken back when older ones arrive.
   */
  ready(now: number): boolean;
  /** The sources that are down or silent. */
  blind(now: number): readonly Blind[];
}

interface SourceState {
  caughtUp: boolean;
  ended: boolean;
  heardAt: number;
  trouble: { readonly since: number; readonly cause: string } | null;
}

/** A source that has not answered at all after this long does not hold up the others. */
const PATIENCE_MS = 30_000;

export interface Watched {
  readonly name: string;
  /** Gives a batch now and then even when nothing is logged, so that its silence means something. */
  readonly signsOfLife: boolean;
}

export function createHealth(sources: readonly Watched[], silentSeconds: number, start: number): Health {
  const states = new Map<string, SourceState>(
    sources.map(({ name }) => [name, { caughtUp: false, ended: false, heardAt: start, trouble: null }]),
  );
  const signs = new Set(sources.filter(({ signsOfLife }) => signsOfLife).map(({ name }) => name));

  return {
    heard(source, { trouble, caughtUp }, now) {
      const state = states.get(source);
      if (state === undefined) return;
      state.heardAt = now;
      if (caughtUp) state.caughtUp = true;
      state.trouble = trouble === null ? null : { since: state.trouble?.since ?? now, cause: trouble };
    },
    ended(source) {
      const state = states.get(source);
      if (state !== undefined) state.ended = true;
    },
    ready: (now) =>
      [...states.values()].every(
        ({ caughtUp, ended, trouble, heardAt }) =>
          caughtUp || ended || trouble !== null || (heardAt === start && now - start >= PATIENCE_MS),
      ),
    blind: (now) =>
      [...states].flatMap(([source, { trouble, heardAt, ended }]) => {
        if (trouble !== null) return [{ source, ...trouble }];
        const silent = !ended && signs.has(source) && now - heardAt > silentSeconds * 1000;
        return silent
          ? [{ source, since: heardAt, cause: `no sign of life for more than ${silentSeconds} seconds` }]
          : [];
      }),
  };
}
