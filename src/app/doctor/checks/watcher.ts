import type { CheckResult } from "../../../model/doctor.ts";
import type { Status } from "../../../model/status.ts";
import type { Store } from "../../../model/store.ts";
import type { WatchSettings } from "../../../model/watch-settings.ts";
import { plural } from "../../../report/view/words.ts";
import { StoreError } from "../../../store/store-error.ts";
import { statusOf } from "../../status/status.ts";
import { TOPOLOGY_TROUBLE } from "../../watch/topology-keeper.ts";
import { type Check, notHere, ok, warning } from "../check.ts";
import { signOfLife } from "../sign-of-life.ts";

/** A log of a server that is read writes something, or says that nothing was written, at least so often. */
const BEHIND_MS = 3_600_000;

export const watcher: Check = {
  name: "watcher",
  title: "Watcher",
  seconds: 60,
  async run({ store: port, now, config }) {
    try {
      const store = port.open();
      try {
        return resultsOf(store, now(), config.value.watch);
      } finally {
        store.close();
      }
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return [notHere("nothing is known without the store")];
    }
  },
};

function resultsOf(store: Store, now: number, watched: WatchSettings): readonly CheckResult[] {
  const status = statusOf(store, now);
  return [
    signOfLife(status),
    ...(isLive(watched) ? logs(status) : []),
    ...left(status),
    ...topology(store),
    ...letters(store, status),
  ];
}

/** Of files, and of what a collector gets, nobody knows when they should end. */
function isLive({ servers, files }: WatchSettings): boolean {
  const channels = servers.flatMap((server) => server.channels);
  return files.length === 0 && channels.every((channel) => channel.toLowerCase() !== "forwardedevents");
}

function logs({ now, logs: read, watcher: { pid } }: Status): readonly CheckResult[] {
  if (pid === null) return [];
  return read
    .filter(({ readTo }) => now - readTo > BEHIND_MS)
    .map(({ server, channel, readTo }) =>
      warning(
        `${channel} of ${server} is known up to ${new Date(readTo).toISOString()} only`,
        "see the check of the live reader, and thawline jobs for what is missing",
      ),
    );
}

/** The count stays for ever; what came lately can still be asked for. */
const LATELY_MS = 7 * 24 * 3_600_000;

function left({ now, late }: Status): readonly CheckResult[] {
  if (late === null) return [];
  const newest = new Date(late.newest).toISOString();
  const says = `${plural(late.count, "event")} of backups came when their time was settled, and ${late.count === 1 ? "was" : "were"} left out; the newest is of ${newest}`;
  if (now - late.at > LATELY_MS) return [ok(says)];
  return [
    warning(says, "jobs of that time stand as they were judged: thawline analyze with its logs judges anew"),
  ];
}

function topology(store: Store): readonly CheckResult[] {
  const trouble = store.notes.get(TOPOLOGY_TROUBLE);
  if (typeof trouble !== "string") return [];
  return [warning(`the watcher got no topology: ${trouble}`, "see the check of Exchange")];
}

function letters(store: Store, { outbox }: Status): readonly CheckResult[] {
  const results = outbox.flatMap(({ sink, pending, dead }) => [
    ...(dead === 0
      ? []
      : [
          warning(
            `${plural(dead, "alert")} never reached ${sink}${lastError(store, sink)}`,
            "thawline alert test tries it",
          ),
        ]),
    ...(pending === 0 ? [] : [ok(`${plural(pending, "alert")} still to be taken by ${sink}`)]),
  ]);
  return results.length > 0 ? results : [ok("no alert waits, and none was given up")];
}

function lastError(store: Store, sink: string): string {
  const error = store.outbox.deadLetters(50).find((entry) => entry.sink === sink)?.lastError;
  return error === null || error === undefined ? "" : `: ${error}`;
}
