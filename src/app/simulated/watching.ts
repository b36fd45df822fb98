import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { wants } from "../../catalogue/index.ts";
import { normalise } from "../../correlate/normalise.ts";
import { SERVERS } from "../../lab/site.ts";
import type { Lab } from "../../lab/world.ts";
import { firstLabel } from "../../model/names.ts";
import type { TalkingProcess } from "../../model/process.ts";
import type { Source } from "../../model/source.ts";
import type { Store } from "../../model/store.ts";
import type { Surroundings } from "../surroundings.ts";
import { createSources } from "../watch/sources.ts";

/** The event logs of the simulated servers, below the folder that the lab writes. */
export function labLogs(out: string): readonly string[] {
  const names = SERVERS.map(firstLabel);
  return names.flatMap((name) =>
    ["Application", "System"].map((channel) => join(out, name, `${channel}.evtx`)),
  );
}

/** The sources of a watcher that follows those logs while they grow. @param poll milliseconds between two looks */
export function labSources(
  out: string,
  poll: number,
  store: Store,
  { stdin, folder }: Pick<Surroundings, "stdin" | "folder">,
): readonly Source[] {
  const files = labLogs(out);
  return createSources({
    servers: [],
    files,
    follow: true,
    poll,
    store,
    stdin,
    folder,
    startChild: neverStarted,
  });
}

/** In the place of PowerShell. */
function neverStarted(): TalkingProcess {
  throw new Error("no live logs are read of simulated servers");
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
