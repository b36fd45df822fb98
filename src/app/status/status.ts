import { MAY_BE } from "../../judge/backed-up.ts";
import { withRuns } from "../../judge/with-runs.ts";
import type { RunRecord } from "../../model/backup/run.ts";
import type { DatabaseResult, Job } from "../../model/job.ts";
import { ALIVE_NOTE, type Alive, type DatabaseStatus, type Status } from "../../model/status.ts";
import type { Store } from "../../model/store.ts";
import { lateEvents } from "./late-events.ts";

/** Older jobs say nothing of how things stand: a database that nobody backs up any more is not there. */
const LOOKED_AT_MS = 60 * 24 * 3_600_000;

/** From when a message was made; it is tried for three days. A sink that was taken out of the configuration, or that has nothing to take any more, is not held against it for ever. */
const FAILING_MS = 7 * 24 * 3_600_000;

/**
 * How things stand by what is stored.
 *
 * @param runs what is recorded beside the store
 */
export function statusOf(store: Store, now: number, runs: readonly RunRecord[] = []): Status {
  const alive = store.notes.get(ALIVE_NOTE) as Alive | undefined | null;
  const since = now - LOOKED_AT_MS;
  const stored = store.verdicts.jobs({ since }).map(({ job }) => job);
  const recent = runs.filter(({ startedAt }) => Date.parse(startedAt) >= since);
  // Of the runs' own findings: a backup whose files are bad, or that its run does not stand for, is not good.
  const joined = withRuns({ jobs: stored, findings: [] }, recent, { severities: [] });
  const doubted = new Set(
    joined.findings.flatMap(({ severity, job }) => (severity === "failure" && job !== null ? [job] : [])),
  );
  const databases = new Map<string, DatabaseStatus>();
  for (const job of joined.jobs) {
    for (const result of job.databases) {
      const key = result.name.toLowerCase();
      const outcome = doubted.has(job.id) && result.outcome === "succeeded" ? "failed" : result.outcome;
      databases.set(key, withJob(databases.get(key) ?? null, job, { ...result, outcome }));
    }
  }
  return {
    now,
    databases: [...databases.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    alerts: store.alerts.all().filter(({ state }) => state === "open"),
    watcher: { aliveAt: alive?.at ?? null, pid: alive?.pid ?? null, storeBytes: store.size() },
    late: lateEvents(store),
    logs: store.verdicts
      .coverage()
      .map(({ server, channel, last }) => ({ server, channel, readTo: Date.parse(last) })),
    outbox: store.outbox.counts(),
    failing: store.outbox.failing(now - FAILING_MS),
  };
}

/** Jobs come by start; a later one replaces what an earlier one said. */
function withJob(before: DatabaseStatus | null, job: Job, result: DatabaseResult): DatabaseStatus {
  const end = timeOf(job.end ?? job.start);
  const good = result.outcome === "succeeded" ? end : null;
  return {
    name: result.name,
    goodFull: MAY_BE.full.includes(result.type) ? latest(before?.goodFull, good) : (before?.goodFull ?? null),
    goodIncremental: MAY_BE.incremental.includes(result.type)
      ? latest(before?.goodIncremental, good)
      : (before?.goodIncremental ?? null),
    freezeSeconds: result.freeze?.seconds ?? before?.freezeSeconds ?? null,
    newest: { job: job.id, outcome: result.outcome, start: timeOf(job.start) },
  };
}

function latest(a: number | null | undefined, b: number | null): number | null {
  if (a === null || a === undefined) return b;
  return b === null ? a : Math.max(a, b);
}

function timeOf(text: string | null): number | null {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? null : time;
}
