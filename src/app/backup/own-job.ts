import { jobOfRun } from "../../judge/job-of-run.ts";
import { metLater } from "../../judge/met-jobs.ts";
import { withRuns } from "../../judge/with-runs.ts";
import type { RunRecord } from "../../model/backup/run.ts";
import type { Job } from "../../model/job.ts";
import type { Report } from "../../model/report.ts";
import type { Settings } from "../../model/settings.ts";
import type { Source } from "../../model/source.ts";
import type { Store, StoredJob } from "../../model/store.ts";
import type { Topology } from "../../model/topology.ts";
import { DEFAULT_WATCH, type WatchSettings } from "../../model/watch-settings.ts";
import type { Log } from "../../platform/log.ts";
import { openStore } from "../../store/open-store.ts";
import { withExcerpts } from "../runs/excerpt.ts";
import { jobReport } from "../watch/stored-report.ts";
import { watch } from "../watch/watch.ts";

export interface OwnJobParts {
  /** A private folder for what the watcher keeps meanwhile. */
  readonly folder: string;
  readonly sources: (store: Store) => readonly Source[];
  readonly topology: Topology;
  readonly settings: Settings;
  readonly version: string;
  readonly now: () => number;
  readonly log: Log;
  /** Waits until the watcher has seen what is written by now; absent: time alone brings it. */
  readonly caughtUp?: (store: Store) => Promise<void>;
}

/** A watcher beside a run: the same that `watch` runs, over the logs of the servers that have to do with it. */
export interface OwnJob {
  /** The writer's job of a run that ended, as far as the logs tell of it. */
  job(run: RunRecord): Promise<Job | null>;
  /** What the logs and the run say of it together. */
  report(run: RunRecord): Promise<Report>;
  /** Ends the watching. */
  end(): Promise<void>;
}

export function watchOwnJob(parts: OwnJobParts): OwnJob {
  const { folder, topology, settings, version, now, log, caughtUp } = parts;
  const over = new AbortController();
  const store = openStore({ folder, mode: "watch" });
  const watching = watch({
    store,
    sources: parts.sources(store),
    sinks: [],
    topology: { current: () => topology, keep: async () => undefined },
    settings,
    watch: QUIET,
    folder,
    mode: "live",
    version,
    now,
    log,
    signal: over.signal,
  });
  // A watcher that fails must not end the backup in its midst; the reason is told at the end.
  const failed = watching.then(
    () => null,
    (error: unknown) => error,
  );
  const storedOf = (run: RunRecord, all = store.verdicts.jobs()): StoredJob | null => {
    const job = jobOfRun(
      run,
      all.map((one) => one.job),
    );
    return all.find((one) => one.job === job) ?? null;
  };
  return {
    async job(run) {
      await caughtUp?.(store);
      return storedOf(run)?.job ?? null;
    },
    async report(run) {
      await caughtUp?.(store);
      const all = store.verdicts.jobs();
      const stored = storedOf(run, all);
      const met = stored === null ? [] : metLater(stored.job, all);
      const told = {
        jobs: stored === null ? [] : [stored.job],
        findings: [...(stored?.findings ?? []), ...met],
      };
      const { jobs, findings } = withRuns(told, [withExcerpts(run)], settings);
      return jobReport({ store, settings, version, now: now() }, jobs[0] ?? null, findings);
    },
    async end() {
      over.abort();
      const reason = await failed;
      store.close();
      if (reason !== null) log.warn({ reason: String(reason) }, "the run's own logs could not be watched");
    },
  };
}

/** Nobody is told of anything but the run's own job. */
const QUIET: WatchSettings = { ...DEFAULT_WATCH, servers: [], silentSeconds: 30 * 86_400 };

/** Whether waiting may change what is known of a job: it runs, or deletions are still to come. */
export function isSettled({ outcome, databases }: Job): boolean {
  if (outcome === "running" || outcome === "incomplete") return false;
  return !databases.some(({ truncation: { state } }) => state === "requested" || state === "unproven");
}
