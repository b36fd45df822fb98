import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { wants } from "../../catalogue/index.ts";
import { normalise } from "../../correlate/normalise.ts";
import { SERVERS } from "../../lab/site.ts";
import type { Lab } from "../../lab/world.ts";
import { firstLabel } from "../../model/names.ts";
import type { Store } from "../../model/store.ts";

/** The event logs of the simulated servers, below the folder that the lab writes. */
export function labLogs(out: string): readonly string[] {
  const names = SERVERS.map(firstLabel);
  return names.flatMap((name) =>
    ["Application", "System"].map((channel) => join(out, name, `${channel}.evtx`)),
  );
}

const LOOK_MS = 50;
const MOST_WAIT_MS = 60_000;

/** Resolves when a watcher has stored all that the simulated servers wrote by now. */
export async function storedAll({ logs }: Lab, store: Store, signal: AbortSignal | undefined): Promise<void> {
  const written = logs.records().filter(({ provider, eventId }) => wants(provider ?? "", eventId ?? 0));
  const expected = written.filter((record) => normalise(record) !== null).length;
  const until = Date.now() + MOST_WAIT_MS;
  while (store.events.count() < expected && Date.now() < until && signal?.aborted !== true) {
    await wait(LOOK_MS);
  }
}
