import { wantedEvents } from "../../../catalogue/index.ts";
import type { CheckResult } from "../../../model/doctor.ts";
import type { WatchedServer } from "../../../model/watch-settings.ts";
import { createLiveSource } from "../../../source/live/index.ts";
import { type Check, type DoctorPorts, failure, ok, unknown } from "../check.ts";

/** A look at a log that takes longer is too slow to watch by. */
const ANSWER_MS = 90_000;

/** Runs the reader of live logs for one look at each log, as the watcher would. */
export const liveReader: Check = {
  name: "live-reader",
  title: "Live reader",
  seconds: 300,
  windowsOnly: true,
  async run(ports, signal) {
    const { servers } = ports.config.value.watch;
    if (servers.length === 0) return [ok("no server is configured")];
    return (await Promise.all(servers.map((server) => look(server, ports, signal)))).flat();
  },
};

async function look(
  { name: server, channels }: WatchedServer,
  { startReader }: DoctorPorts,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  const stop = new AbortController();
  const source = createLiveSource({
    server,
    channels,
    queries: wantedEvents(),
    days: 1,
    startChild: startReader,
    pace: { answerMs: ANSWER_MS },
  });
  const seen = new Set<string>();
  let events = 0;
  for await (const batch of source.batches(null, AbortSignal.any([signal, stop.signal]))) {
    if (batch.trouble !== null) {
      stop.abort();
      return [failure(batch.trouble, "put that right; docs/live.md tells what the reader needs")];
    }
    events += batch.records.length;
    seen.add(batch.input);
    if (seen.size === channels.length) stop.abort();
  }
  if (seen.size < channels.length) return [unknown(`${server}: not all logs were read in time`)];
  return [
    ok(`${server}: ${channels.join(" and ")} can be read; ${events} events of the last day in one look`),
  ];
}
