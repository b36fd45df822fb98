import { join } from "node:path";
import { lastValueFrom, tap } from "rxjs";
import { jobIdOf } from "../../judge/job-of-run.ts";
import { withRuns } from "../../judge/with-runs.ts";
import type { Sink } from "../../model/alert.ts";
import type { RunRecord } from "../../model/backup/run.ts";
import type { Finding } from "../../model/finding.ts";
import type { Job } from "../../model/job.ts";
import type { Report } from "../../model/report.ts";
import type { Settings } from "../../model/settings.ts";
import type { Source } from "../../model/source.ts";
import { ALIVE_NOTE, type Alive } from "../../model/status.ts";
import type { Store } from "../../model/store.ts";
import type { WatchSettings } from "../../model/watch-settings.ts";
import type { Log } from "../../platform/log.ts";
import { renderHtml } from "../../report/html.ts";
import { FILE_OPTIONS } from "../../report/options.ts";
import { pruneRuns } from "../runs/prune-runs.ts";
import { createWatchedRuns } from "../runs/watched-runs.ts";
import { createAlerting } from "./alerting.ts";
import { attachmentsOf } from "./attachments.ts";
import { startDelivery } from "./delivery.ts";
import { watchFlow } from "./flow.ts";
import { createJobReports } from "./job-reports.ts";
import { jobReport, storedReport } from "./stored-report.ts";
import type { TopologyKeeper } from "./topology-keeper.ts";
import { loggedSource, watchRoom } from "./trouble-log.ts";
import type { Renewed } from "./verdicts.ts";

export interface WatchParts {
  readonly store: Store;
  readonly sources: readonly Source[];
  readonly sinks: readonly Sink[];
  readonly topology: TopologyKeeper;
  readonly settings: Settings;
  readonly watch: WatchSettings;
  /** The state folder. */
  readonly folder: string;
  readonly mode: "live" | "replay";
  readonly version: string;
  readonly now: () => number;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Told of every judgement, once it is committed. */
  readonly judged?: (renewed: Renewed) => void;
}

const DAY_MS = 24 * 3_600_000;
/** How long an ending watcher waits for its last alerts to be taken; the rest is sent by the next one. */
const PARTING_MS = 20_000;

/**
 * Watches until all sources have ended or the signal aborts. Everything is in the store: ended in any way, the next one
 * goes on where this one stopped.
 *
 * @returns what is stored in the end
 * @throws StoreError
 */
export async function watch(parts: WatchParts): Promise<Report> {
  const { store, settings, watch, folder, mode, version, now, log, signal } = parts;
  const sources = parts.sources.map((source) => loggedSource(source, log));
  const from = { store, settings, version, now: now() };
  const reportOf = (job: Job | null, findings: readonly Finding[]): Report =>
    jobReport({ ...from, now: now() }, job, findings);
  const reports = createJobReports({
    store,
    folder: join(folder, "reports"),
    reportOf,
    render: (report) => renderHtml(report, FILE_OPTIONS),
  });
  const stop = new AbortController();
  const all = AbortSignal.any([signal, stop.signal]);
  const delivery = startDelivery({
    store,
    sinks: parts.sinks,
    attach: attachmentsOf({
      reportOf,
      pathOf: reports.pathOf,
      findingsOf: (job) => knownFindings(job, { store, settings, runs: runs() }),
    }),
    log,
    now,
  });
  const alerting = createAlerting({
    store,
    settings: watch.alerts,
    since: toldSince(store, mode, now()),
    version,
    clock: now,
    added: delivery.wake,
  });
  const runs = createWatchedRuns(folder, log);
  const names = sources.map(({ name }) => name);
  log.info({ version, pid: process.pid, folder, sources: names }, "watching begins");
  const beside = [parts.topology.keep(all), watchRoom(folder, log, all)];
  // One after the other: the newest state of a job is the last to be written.
  let writing = Promise.resolve();
  let prunedAt = Number.NEGATIVE_INFINITY;
  const prune = (): void => {
    prunedAt = now();
    reports.prune(prunedAt - watch.keepDays * DAY_MS);
    pruneRuns(folder, prunedAt - watch.keepDays * DAY_MS);
  };
  const flow = watchFlow(
    {
      store,
      sources,
      settings,
      topology: parts.topology.current,
      silentSeconds: watch.silentSeconds,
      keepDays: watch.keepDays,
      mode,
      now,
      alerting,
      runs,
    },
    signal,
  ).pipe(
    tap((renewed) => {
      parts.judged?.(renewed);
      writing = writing
        .then(() => reports.write(renewed.changed, renewed.findings))
        .catch((error: unknown) => {
          // The store has it all, and the page is written when more is known of its job, or at the next start.
          log.error({ reason: reasonOf(error) }, "a report could not be written");
        });
      if (now() - prunedAt >= DAY_MS) prune();
    }),
  );
  try {
    await lastValueFrom(flow, { defaultValue: null });
    await writing;
    if (!signal.aborted) await delivery.drained(PARTING_MS);
    prune();
  } finally {
    stop.abort();
    await Promise.all([delivery.stop(), ...beside]);
    log.info({ pid: process.pid }, "watching ends");
    store.notes.put(ALIVE_NOTE, { at: now(), pid: null } satisfies Alive);
  }
  return storedReport({ ...from, now: now(), runs: { runs: runs(), troubles: [] } }, {});
}

/** At its first start a watcher finds old troubles in the logs; nobody wants to be told of last month's. */
function toldSince(store: Store, mode: "live" | "replay", now: number): number {
  if (mode === "replay") return Number.NEGATIVE_INFINITY;
  const known = store.notes.get("first-start");
  if (typeof known === "number") return known;
  const since = now - DAY_MS;
  store.notes.put("first-start", since);
  return since;
}

/** Of the events, and of the run that made the backup. */
function knownFindings(
  { id }: Job,
  { store, settings, runs }: Pick<WatchParts, "store" | "settings"> & { readonly runs: readonly RunRecord[] },
): readonly Finding[] {
  const stored = store.verdicts.job(id);
  const judged =
    stored === null || stored === "ambiguous"
      ? { jobs: [], findings: [] }
      : { jobs: [stored.job], findings: stored.findings };
  return withRuns(
    judged,
    runs.filter((run) => jobIdOf(run) === id),
    settings,
  ).findings;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
