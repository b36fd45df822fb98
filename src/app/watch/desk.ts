import type { Context } from "../../correlate/assess/context.ts";
import type { RunRecord } from "../../model/backup/run.ts";
import type { Settings } from "../../model/settings.ts";
import type { Source, SourceBatch } from "../../model/source.ts";
import { ALIVE_NOTE, type Alive, LATE_NOTE, type LateEvents } from "../../model/status.ts";
import type { Store } from "../../model/store.ts";
import type { Topology } from "../../model/topology.ts";
import { type CoverageResult, coverageOf } from "../../source/coverage.ts";
import { lateEvents } from "../status/late-events.ts";
import type { Alerting } from "./alerting.ts";
import { createHealth } from "./health.ts";
import { createIntake } from "./intake.ts";
import { createLedger } from "./ledger.ts";
import { createPace } from "./pace.ts";
import { createRunJoin } from "./run-join.ts";
import { createVerdicts, type Renewed } from "./verdicts.ts";

export interface DeskParts {
  readonly store: Store;
  readonly sources: readonly Source[];
  readonly settings: Settings;
  readonly topology: () => Topology | null;
  readonly silentSeconds: number;
  readonly keepDays: number;
  /**
   * `live`: judged as it happens, by the clock; what is old stands. `replay`: judged once, when all sources have ended,
   * by the time of the events, like an analysis.
   */
  readonly mode: "live" | "replay";
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What goes with a judgement into its transaction. */
  readonly alerting: Alerting;
  /** What the runs of `backup` have recorded by now; none where it is left out. */
  readonly runs?: () => readonly RunRecord[];
}

/** Where batches become verdicts. Each call is one transaction, and gives what was judged in it, if anything was. */
export interface Desk {
  batch(source: string, batch: SourceBatch): Renewed | null;
  ended(source: string): Renewed | null;
  /** Time has passed. */
  tick(): Renewed | null;
  /** What came is judged when so many milliseconds have passed; null: nothing waits for that. */
  judgesIn(): number | null;
  /** No source has any more to say. */
  end(): Renewed;
}

interface Covered extends CoverageResult {
  readonly readings: ReturnType<ReturnType<typeof createIntake>["readings"]>;
}

const DAY_MS = 24 * 3_600_000;
/** Jobs that ended longer ago stand as they were judged: no rule looks further, but for the last good backup. */
const JUDGED_MS = 3 * DAY_MS;
/** Events of this age are settled: a job is followed for a week at most. */
const SETTLED_MS = 8 * DAY_MS;
const UPKEEP_MS = 3_600_000;
const ALIVE_MS = 10_000;
/** Longer than messages wait for others to go with. */
const LAST_WAIT_MS = 120_000;

export function createDesk(parts: DeskParts): Desk {
  const { store, settings, mode, now, alerting, runs = () => [] } = parts;
  const intake = createIntake(store);
  const health = createHealth(parts.sources, parts.silentSeconds, now());
  const ledger = store.transaction(() => createLedger(store, settings));
  const verdicts = createVerdicts(store);
  const runJoin = createRunJoin({ store, settings, runs });
  const pace = createPace(settings);
  let last: Renewed | null = null;
  let covered: Covered | null = null;
  let notedDeadlines = "[]";
  /** The time of the earliest events that were worked through since the last judgement. */
  let worked = Number.POSITIVE_INFINITY;
  let aliveAt = Number.NEGATIVE_INFINITY;
  let upkeepAt = now() + UPKEEP_MS;

  return {
    batch(source, batch) {
      health.heard(source, batch, now());
      const events = intake.take(source, batch, now());
      if (events.length === 0) return look();
      return store.transaction(() => {
        intake.write();
        const late = ledger.add(events);
        if (late.length > 0) noteLate(late);
        return judgeIfDue();
      });
    },
    ended(source) {
      health.ended(source);
      return look();
    },
    tick() {
      if (now() >= upkeepAt) keepUp();
      // Also when the clock was set back: what is noted would lie in the future.
      if (Math.abs(now() - aliveAt) >= ALIVE_MS) signOfLife(process.pid);
      const renewed = look();
      if (renewed === null && last !== null && isDue(now())) tellAgain(last, now());
      return renewed;
    },
    judgesIn() {
      const until = mode === "live" ? pace.waitsUntil() : null;
      return until === null ? null : Math.max(0, until - now());
    },
    end() {
      const renewed = store.transaction(() => {
        intake.write();
        workOn();
        return judge();
      });
      // What waits for others of its kind need not wait any longer.
      const patience = now() + LAST_WAIT_MS;
      while (isDue(patience)) tellAgain(renewed, alerting.dueAt() ?? patience);
      return renewed;
    },
  };

  function look(): Renewed | null {
    const toJudge = mode === "live" && health.ready(now()) && pace.isDue(now(), context);
    const toWrite = (intake.writeBy() ?? Number.POSITIVE_INFINITY) <= now();
    if (!toJudge && !toWrite) return null;
    return store.transaction(() => {
      intake.write();
      return judgeIfDue();
    });
  }

  function isDue(time: number): boolean {
    const dueAt = alerting.dueAt();
    return dueAt !== null && dueAt <= time;
  }

  function tellAgain(renewed: Renewed, time: number): void {
    store.transaction(() => alerting.step(renewed, time));
  }

  function judgeIfDue(): Renewed | null {
    if (!health.ready(now())) return null;
    workOn();
    return mode === "live" && pace.isDue(now(), context) ? judge() : null;
  }

  function workOn(): void {
    const from = ledger.advance(Number.POSITIVE_INFINITY);
    if (from === null) return;
    worked = Math.min(worked, from * 1000);
    pace.changed();
  }

  function judge(): Renewed {
    const started = now();
    // At first everything that is kept, then what may still change: what is recent, and what events came to.
    const isFirst = mode === "replay" || last === null;
    const since = isFirst ? Number.NEGATIVE_INFINITY : Math.min(started, worked) - JUDGED_MS;
    worked = Number.POSITIVE_INFINITY;
    const seen = context();
    const renewed = runJoin.join(verdicts.renew(ledger.view(), seen, since), since);
    last = renewed;
    alerting.step(renewed, started);
    const ended = now();
    // The first one takes longer than any other will: what comes after it need not wait for that.
    pace.judged(renewed.facts, seen, isFirst ? ended : started, ended);
    noteDeadlines();
    return renewed;
  }

  function context(): Context {
    const readings = intake.readings();
    // Looked at with every batch; what thousands of files hold is worked out only when more of them was read.
    if (covered?.readings !== readings) covered = { readings, ...coverageOf(readings, now()) };
    return {
      settings,
      topology: parts.topology(),
      coverage: covered.coverage,
      blind: health.blind(now()),
      ...(mode === "live" ? { remembered: verdicts.remembered() } : {}),
    };
  }

  /** Worked out anew by whoever goes on with the store; kept for those who look into it. */
  function noteDeadlines(): void {
    const deadlines = pace.deadlines();
    const text = JSON.stringify(deadlines);
    if (text !== notedDeadlines) store.notes.put("deadlines", deadlines);
    notedDeadlines = text;
  }

  /** For whoever asks how the watcher is: what these events would have changed stays as it was judged. */
  function noteLate(seconds: readonly number[]): void {
    const before = lateEvents(store);
    const newest = Math.max(before?.newest ?? Number.NEGATIVE_INFINITY, ...seconds.map((one) => one * 1000));
    const late: LateEvents = { count: (before?.count ?? 0) + seconds.length, newest, at: now() };
    store.notes.put(LATE_NOTE, late);
  }

  /** For whoever asks the store whether anybody watches. */
  function signOfLife(pid: number): void {
    aliveAt = now();
    store.notes.put(ALIVE_NOTE, { at: aliveAt, pid } satisfies Alive);
  }

  /** Keeps the store from growing without end. */
  function keepUp(): void {
    upkeepAt = now() + UPKEEP_MS;
    store.transaction(() => ledger.settle(Math.floor((now() - SETTLED_MS) / 1000)));
    store.prune(now() - parts.keepDays * DAY_MS);
  }
}
