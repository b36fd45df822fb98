import type { EventRecord } from "../../../parsers/record.ts";
import { createAlerting } from "../../../src/app/watch/alerting.ts";
import { createDesk } from "../../../src/app/watch/desk.ts";
import type { Alert, AlertMessage } from "../../../src/model/alert.ts";
import type { RunRecord } from "../../../src/model/backup/run.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/model/settings.ts";
import type { Store } from "../../../src/model/store.ts";
import { DEFAULT_WATCH } from "../../../src/model/watch-settings.ts";
import { createInputCoverage } from "../../../src/source/coverage.ts";
import { openStore } from "../../../src/store/open-store.ts";
import { listSource, parts } from "./replaying.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A watcher of one server's Application log whose clock is turned by hand. */
export interface LiveDesk {
  readonly store: Store;
  /** Turns the clock on, by seconds, and by ten minutes where it is far: what the log holds up to then is read, and the source tells that it lives. */
  until(time: number): void;
  /** The same while the source says nothing. */
  silentUntil(time: number): void;
  messages(): readonly AlertMessage[];
  alerts(): readonly Alert[];
  /** Sets the watcher's clock back; the server's goes on. */
  setBack(milliseconds: number): void;
  /** Ends as a kill does, and begins anew with the store. */
  restart(): void;
  close(): void;
}

export function liveDesk(
  folder: string,
  records: readonly EventRecord[],
  start: number,
  settings: Settings = DEFAULT_SETTINGS,
  runs: () => readonly RunRecord[] = () => [],
): LiveDesk {
  let now = start;
  let behind = 0;
  let store = openStore({ folder, mode: "watch" });
  const name = "live:MBX1";
  const begin = () =>
    createDesk(
      parts(store, {
        mode: "live",
        now: () => now - behind,
        settings,
        runs,
        sources: [{ ...listSource(name, []), signsOfLife: true }],
        alerting: createAlerting({
          store,
          settings: {
            ...DEFAULT_WATCH.alerts,
            groupSeconds: 0,
            sinks: [
              {
                kind: "command",
                name: "test",
                minSeverity: "warning",
                timeoutSeconds: 1,
                file: "x",
                args: [],
              },
            ],
          },
          since: start,
          version: "0.0.0",
          added: () => undefined,
          clock: () => now - behind,
        }),
      }),
    );
  let desk = begin();
  const coverage = createInputCoverage(() => now);
  let read = Number.NEGATIVE_INFINITY;

  const look = (): void => {
    const some = records.filter((it) => timeOf(it) > read && timeOf(it) <= now);
    read = now;
    for (const { server, channel, recordId, time } of some) {
      coverage.record(
        server,
        channel,
        typeof recordId === "number" ? recordId : null,
        Date.parse(time ?? ""),
      );
    }
    desk.batch(name, {
      input: `${name}/Application`,
      records: some,
      position: { at: now },
      restart: "resumes",
      logs: coverage.readings().map((log) => ({ ...log, last: now })),
      caughtUp: true,
      trouble: null,
      diagnostics: [],
    });
  };
  const turn = (time: number, each: () => void): void => {
    while (now < time) {
      const step = time - now > 15 * MINUTE ? 10 * MINUTE : SECOND;
      now = Math.min(now + step, time);
      each();
      desk.tick();
    }
  };

  return {
    get store() {
      return store;
    },
    until: (time) => turn(time, look),
    silentUntil: (time) => turn(time, () => undefined),
    messages: () => store.outbox.due("test", Number.MAX_SAFE_INTEGER, 1000).map(({ message }) => message),
    alerts: () => store.alerts.all(),
    setBack(milliseconds) {
      behind += milliseconds;
    },
    restart() {
      store.close();
      store = openStore({ folder, mode: "watch" });
      desk = begin();
    },
    close: () => store.close(),
  };
}

export function timeOf({ time }: EventRecord): number {
  return Date.parse(time ?? "");
}
