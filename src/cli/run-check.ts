import { createRunRecords } from "../app/runs/run-records.ts";
import { statusOf } from "../app/status/status.ts";
import type { Status } from "../model/status.ts";
import { type Check, type CheckLimits, renderCheck, type Thresholds } from "../report/nagios.ts";
import { StoreError } from "../store/store-error.ts";
import { EXIT } from "./exit-codes.ts";
import type { GlobalOptions } from "./globals.ts";
import { withStore } from "./with-store.ts";

export interface CheckOptions extends GlobalOptions {
  readonly database: readonly string[];
  readonly age?: Thresholds;
  readonly freeze?: Thresholds;
  readonly lag: Thresholds;
  readonly selfTest?: boolean;
}

const NOT_JUDGED: Thresholds = { warning: null, critical: null };

/** Runs `check`; returns the exit code. A plugin says everything on standard output, also what keeps it from judging. */
export async function runCheck(options: CheckOptions): Promise<number> {
  if (options.selfTest === true) return selfTest();
  const limits: CheckLimits = {
    age: options.age ?? NOT_JUDGED,
    freeze: options.freeze ?? NOT_JUDGED,
    lag: options.lag,
    databases: options.database,
  };
  const { text, exitCode } = await checked(options, limits);
  process.stdout.write(text);
  return exitCode;
}

async function checked(options: CheckOptions, limits: CheckLimits): Promise<Check> {
  try {
    return await withStore(options, (store, folder) => {
      const { runs } = createRunRecords(folder).read();
      return renderCheck(statusOf(store, Date.now(), runs), limits);
    });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { exitCode: 3, text: `THAWLINE UNKNOWN - ${error.message.replaceAll("|", "/")}\n` };
  }
}

const NOW = Date.UTC(2026, 0, 2);
const HOUR_MS = 3_600_000;
const GOOD: Status = {
  now: NOW,
  databases: [
    {
      name: "DB01",
      goodFull: NOW - 20 * HOUR_MS,
      goodIncremental: null,
      freezeSeconds: 4,
      newest: { job: "self-test", outcome: "succeeded", start: NOW - 21 * HOUR_MS },
    },
  ],
  alerts: [],
  watcher: { aliveAt: NOW - 1_000, pid: 1, storeBytes: 0 },
  late: null,
  logs: [],
  outbox: [],
  failing: [],
};

/** Made-up states, one for each exit code, through the same code as real ones. */
function selfTest(): number {
  const limits = (warning: number, critical: number): CheckLimits => ({
    age: { warning, critical },
    freeze: NOT_JUDGED,
    lag: NOT_JUDGED,
    databases: [],
  });
  const cases = [
    { expected: 0, check: renderCheck(GOOD, limits(26 * 3600, 50 * 3600)) },
    { expected: 1, check: renderCheck(GOOD, limits(10 * 3600, 50 * 3600)) },
    { expected: 2, check: renderCheck(GOOD, limits(3600, 10 * 3600)) },
    {
      expected: 3,
      check: renderCheck(
        { ...GOOD, watcher: { ...GOOD.watcher, aliveAt: null } },
        limits(26 * 3600, 50 * 3600),
      ),
    },
  ];
  for (const { expected, check } of cases) {
    process.stdout.write(
      `made up, expects ${expected}, got ${check.exitCode}: ${check.text.split("\n")[0]}\n`,
    );
  }
  const works = cases.every(({ expected, check }) => check.exitCode === expected);
  process.stdout.write(works ? "self-test: every state can be reached\n" : "self-test: FAILED\n");
  return works ? EXIT.ok : EXIT.internal;
}
