import type { Sink, SinkAnswer, UpkeepState } from "../model/alert.ts";
import { guarded } from "./guarded.ts";

export interface UpkeepPorts {
  readonly sinks: readonly Sink[];
  state(): UpkeepState;
  /** Resolves after so many ms, earlier when the signal says so; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** What became of each run. */
  said?(sink: string, answer: SinkAnswer): void;
}

/** Does the periodic work of all sinks that have some, each by itself, until the signal says stop. */
export async function keepUp(ports: UpkeepPorts, signal: AbortSignal): Promise<void> {
  await Promise.all(
    ports.sinks.map(async ({ name, upkeep }) => {
      while (upkeep !== undefined && !signal.aborted) {
        const answer = await guarded(() => upkeep.run(ports.state(), signal));
        if (!signal.aborted) ports.said?.(name, answer);
        if (!signal.aborted) await ports.sleep(upkeep.everySeconds * 1000, signal);
      }
    }),
  );
}
