import type { Store } from "../../model/store.ts";
import type { Topology } from "../../model/topology.ts";
import type { Log } from "../../platform/log.ts";

/** What is known of the servers: as it was seen last, asked for again on a schedule. */
export interface TopologyKeeper {
  current(): Topology | null;
  /** Asks now, and then again and again until the signal aborts. Never rejects: what is known stays. */
  keep(signal: AbortSignal): Promise<void>;
}

export interface TopologyParts {
  readonly store: Store;
  /** From a file: it is not asked for. */
  readonly given: Topology | null;
  /** Asks the Exchange shell; null where there is none. Rejects with the reason. */
  readonly ask: ((signal: AbortSignal) => Promise<Topology>) | null;
  readonly refreshSeconds: number;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly log: Log;
}

const NOTE = "topology";
/** The note that tells `doctor` why the shell gave nothing. */
export const TOPOLOGY_TROUBLE = "topology-trouble";

export function createTopologyKeeper(parts: TopologyParts): TopologyKeeper {
  const { store, given, ask, refreshSeconds, sleep, log } = parts;
  let current = given ?? ((store.notes.get(NOTE) ?? null) as Topology | null);
  return {
    current: () => current,
    async keep(signal) {
      while (given === null && ask !== null && !signal.aborted) {
        try {
          current = await ask(signal);
          store.notes.put(NOTE, current);
          store.notes.put(TOPOLOGY_TROUBLE, null);
        } catch (error) {
          if (signal.aborted) return;
          const reason = error instanceof Error ? error.message : String(error);
          store.notes.put(TOPOLOGY_TROUBLE, reason);
          log.warn({ reason }, "the Exchange shell told no topology");
        }
        await sleep(refreshSeconds * 1000, signal);
      }
    },
  };
}
