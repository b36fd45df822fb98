import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createClock } from "../../lab/clock.ts";
import { folderDisk } from "../../lab/disk.ts";
import { createLab } from "../../lab/lab.ts";
import { topologyOf, USUAL_SITE } from "../../lab/site.ts";
import type { AlertMessage, Sink } from "../../model/alert.ts";
import type { RunRecord, RunStep } from "../../model/backup/run.ts";
import type { Report } from "../../model/report.ts";
import { DEFAULT_SETTINGS } from "../../model/settings.ts";
import type { VerifyReport } from "../../model/verify.ts";
import { DEFAULT_WATCH, type WatchSettings } from "../../model/watch-settings.ts";
import { openStore } from "../../store/open-store.ts";
import { labLogs, labSources, storedAll } from "../simulated/watching.ts";
import type { Surroundings } from "../surroundings.ts";
import { verify } from "../verify.ts";
import { jobReport } from "../watch/stored-report.ts";
import { watch } from "../watch/watch.ts";
import { goodNight } from "./good-night.ts";
import { DEMO_HOURS, GOOD_NIGHT, NIGHTS, type Night } from "./nights.ts";

export interface DemoRequest {
  /** A new folder for all that the demo writes. */
  readonly folder: string;
  readonly seed: number;
  /** How long the three simulated days take, in real seconds. */
  readonly seconds: number;
  /** A job has come to be known, or more is known of it. */
  readonly judged: (job: Report) => void;
  readonly alerted: (message: AlertMessage) => void;
  /** A night begins. */
  readonly night: (night: Pick<Night, "title">, time: number) => void;
  /** A step of the backup that is made here has ended. */
  readonly step: (step: RunStep) => void;
}

export interface DemoEnd {
  readonly report: Report;
  /** Of what was copied in the first, good night. */
  readonly verified: VerifyReport;
  readonly reports: string;
  readonly logs: string;
  readonly state: string;
}

const HOUR_MS = 3_600_000;
/** All logs have an event by then, in seconds of simulated time. */
const FIRST_LOGS = 3_500;
/** The watcher looks at the growing logs this often: minutes of simulated time. */
const POLL_MS = 100;
/** In which a watcher that has heard of nothing for days is not called blind: its clock runs ten thousand times as fast. */
const PATIENT_SECONDS = 30 * 86_400;

/** Watches and verifies simulated servers, with the same code that watches real ones; only the clock and the logs are made. */
export async function demo(request: DemoRequest, surroundings: Surroundings): Promise<DemoEnd> {
  const { folder, seed, seconds } = request;
  const { signal = new AbortController().signal, log, version } = surroundings;
  const [out, state] = [join(folder, "simulated"), join(folder, "state")];
  const speed = (DEMO_HOURS * 3600) / seconds;
  const begin = surroundings.now() - DEMO_HOURS * HOUR_MS;
  const real = { now: Date.now, sleep: (ms: number) => wait(ms, undefined, { signal }) };
  const disk = folderDisk(out);
  const lab = createLab({ site: USUAL_SITE, seed, clock: createClock(begin, speed, real), disk });
  disk.write("topology.json", Buffer.from(`${JSON.stringify(topologyOf(USUAL_SITE), null, 2)}\n`));
  const now = (): number => begin + lab.clock.now() * 1000;
  for (const night of NIGHTS) {
    night.order(lab, night.at);
    lab.queue.at(night.at, () => request.night(night, now()));
  }

  // A log is there from its first event on.
  while (!labLogs(out).every((file) => existsSync(file)) && lab.queue.now() < FIRST_LOGS) {
    await lab.queue.run(lab.queue.now() + 60);
  }
  const nights = async (): Promise<RunRecord> => {
    await lab.queue.run(GOOD_NIGHT.at);
    request.night(GOOD_NIGHT, now());
    const run = await goodNight(
      lab,
      { folder: join(out, "backup"), state, step: request.step },
      surroundings,
    );
    for (const { at } of NIGHTS) await reach(at);
    await reach(DEMO_HOURS * 3600);
    return run;
  };
  const store = openStore({ folder: state, mode: "watch" });
  // Simulated time that a slow machine is behind with passes at once: without a stop a watcher would come to know of a
  // trouble only when it is over, and tell nobody.
  const reach = async (at: number): Promise<void> => {
    await lab.queue.run(at - 2 * GROUPING_SECONDS);
    await storedAll(lab, store, signal);
    await wait(TICK_MS, undefined, { signal });
    await lab.queue.run(at - GROUPING_SECONDS);
    await wait(TICK_MS, undefined, { signal });
  };
  const over = new AbortController();
  try {
    const from = { store, settings: DEFAULT_SETTINGS, version };
    const watching = watch({
      store,
      sources: labSources(out, POLL_MS, store, surroundings),
      sinks: [consoleSink(request.alerted)],
      topology: { current: () => topologyOf(USUAL_SITE), keep: async () => undefined },
      settings: DEFAULT_SETTINGS,
      watch: WATCH,
      folder: state,
      mode: "live",
      version,
      now,
      log,
      signal: AbortSignal.any([signal, over.signal]),
      judged: ({ changed, findings }) => {
        for (const job of changed.filter(({ outcome }) => outcome !== "running")) {
          const own = findings.filter((found) => found.job === job.id);
          request.judged(jobReport({ ...from, now: now() }, job, own));
        }
      },
    });
    // What makes the watching fail ends the demo at once.
    const run = await Promise.race([nights(), watching.then(endedEarly)]);
    over.abort();
    const report = await watching;
    const verified = await verify(
      { paths: [join(run.folder, "files")], engine: "native", jobs: 1, limit: null, tool: null },
      surroundings,
    );
    return { report, verified, reports: join(state, "reports"), logs: out, state };
  } finally {
    over.abort();
    disk.close();
    store.close();
  }
}

/** The one sink of the demo is the terminal. */
const CONSOLE = "console";
const WATCH: WatchSettings = {
  ...DEFAULT_WATCH,
  servers: [],
  silentSeconds: PATIENT_SECONDS,
  alerts: {
    ...DEFAULT_WATCH.alerts,
    // Only name and severity of these settings are asked for: the sink itself is made below.
    sinks: [
      { kind: "command", name: CONSOLE, minSeverity: "warning", timeoutSeconds: 10, file: "", args: [] },
    ],
  },
};

function consoleSink(alerted: (message: AlertMessage) => void): Sink {
  return {
    name: CONSOLE,
    async send(message) {
      alerted(message);
      return { kind: "sent", detail: "shown" };
    },
  };
}

/** A watcher of logs that grow ends when it is told to, and not before. */
function endedEarly(): never {
  throw new Error("the watcher ended before the demo did");
}

/** A judgement comes with the next tick of the watcher at the latest. */
const TICK_MS = 1_250;
/** Longer than an alert waits for others of its job. */
const GROUPING_SECONDS = 120;
