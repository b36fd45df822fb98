import { join } from "node:path";
import { amend } from "../../backup/run/book.ts";
import { type Kept, keepNewest } from "../../backup/run/keep.ts";
import type { RunEvent } from "../../backup/run/ports.ts";
import { runBackup } from "../../backup/run/run-backup.ts";
import { STEPS } from "../../backup/run/step-names.ts";
import type { Discovery } from "../../model/backup/discovery.ts";
import type { BackupPlan } from "../../model/backup/plan.ts";
import type { RunRecord } from "../../model/backup/run.ts";
import type { Job } from "../../model/job.ts";
import type { Report } from "../../model/report.ts";
import type { Settings } from "../../model/settings.ts";
import type { Log } from "../../platform/log.ts";
import type { Surroundings } from "../surroundings.ts";
import { makeTarget } from "./make-target.ts";
import { isSettled, type OwnJob, watchOwnJob } from "./own-job.ts";
import type { BackupPlace } from "./place.ts";
import { writeRunReport } from "./run-report.ts";
import { topologyOf } from "./topology-of.ts";

export interface BackupOrder {
  readonly plan: BackupPlan;
  readonly discovery: Discovery;
  /** How many good runs of the unit are kept, this one among them; null: all. */
  readonly keep: number | null;
  /** How long the deletion of logs is waited for. */
  readonly waitSeconds: number;
  readonly settings: Settings;
  /** Where each run that began has its record: `<state>/runs`. */
  readonly registry: string;
  readonly tell: (event: RunEvent | { readonly kind: "waiting"; readonly seconds: number }) => void;
}

export interface BackupEnd {
  readonly record: RunRecord;
  /** What the event logs and the run say of it together. */
  readonly report: Report;
  readonly kept: Kept;
}

/** What follows a run that failed is the writer's word that it is over, not a deletion. */
const LEAST_WAIT_MS = 60_000;

/**
 * Makes one backup, watches what the event logs tell of it up to the deletion of logs, and reports both as one; then removes
 * older runs. An abort ends each of these, and what was done is reported.
 */
export async function makeBackup(
  order: BackupOrder,
  place: BackupPlace,
  surroundings: Surroundings,
): Promise<BackupEnd> {
  const { plan, discovery, settings, registry } = order;
  const { machine, caughtUp } = place;
  const { version, log, signal } = surroundings;
  const own = watchOwnJob({
    folder: join(surroundings.folder(), plan.id),
    sources: (store) => place.sources(plan.unit.copies, store),
    topology: topologyOf(discovery),
    settings,
    version,
    now: machine.now,
    log,
    ...(caughtUp === undefined ? {} : { caughtUp }),
  });
  try {
    makeTarget(plan);
    const made = await runBackup(plan, { machine, registry, signal, tell: order.tell });
    const job = await waitForJob(own, made, order, place, signal);
    const record = withSet(made, job, registry, log);
    const report = await own.report(record);
    await writeRunReport(record, report, log);
    const kept = order.keep === null ? NOTHING : keepNewest(record, order.keep, registry);
    return { record, report, kept };
  } finally {
    await own.end();
  }
}

/** Diskshadow names the set when it is made. Where that failed, the logs tell which job it was. */
function withSet(record: RunRecord, job: Job | null, registry: string, log: Log): RunRecord {
  if (record.snapshotSet !== null || job === null || job.guid === null) return record;
  const toldSet = job.guid.toLowerCase();
  try {
    return amend(record, { toldSet }, registry);
  } catch (error) {
    log.warn({ folder: record.folder, reason: String(error) }, "the set of the run could not be noted");
    return { ...record, toldSet };
  }
}

const NOTHING: Kept = { removed: [], left: [] };

async function waitForJob(
  own: OwnJob,
  record: RunRecord,
  { waitSeconds, tell }: BackupOrder,
  { machine, roundMs }: BackupPlace,
  signal: AbortSignal | undefined,
): Promise<Job | null> {
  // Before that no writer is asked for anything.
  if (!record.steps.some(({ name }) => name === STEPS.snapshot)) return null;
  const good = record.outcome !== "failed";
  const until = machine.now() + (good ? waitSeconds * 1000 : Math.min(waitSeconds * 1000, LEAST_WAIT_MS));
  for (;;) {
    const job = await own.job(record);
    if (job !== null && isSettled(job)) return job;
    const left = until - machine.now();
    if (left <= 0 || signal?.aborted === true) return job;
    tell({ kind: "waiting", seconds: Math.round(left / 1000) });
    await machine.sleep(Math.min(left, roundMs), signal).catch((error: unknown) => {
      if (signal?.aborted !== true) throw error;
    });
  }
}
