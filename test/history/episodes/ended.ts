import { ese, repl, store } from "../../../src/lab/events/drafts.ts";
import type { Plan } from "../../../src/lab/events/steps.ts";
import { pen, steps, usesStore } from "../../../src/lab/events/steps.ts";
import { both } from "../expectation.ts";
import {
  expectedDatabase,
  expectedJob,
  goodJob,
  tolerance,
  typeBeforeEnd,
  untilSnapshot,
  wholeJob,
} from "../good.ts";
import { conclude, type Episode, finding } from "./episode.ts";
import { writerMissing } from "./refused.ts";

/** Jobs that end otherwise than by their completion. */

const thawed = (plan: Plan, seconds = 2.4) => ({
  outcome: "thawed" as const,
  seconds,
  within: tolerance(plan),
});

const storeSpeaks = (plan: Plan): boolean => plan.databases.some((database) => usesStore(plan, database));

/**
 * The requester calls AbortBackup during the transfer. The abort has level Information; since 2013 the
 * sessions end with 2006 all the same, before with 2007.
 */
export const aborted: Episode = (here, at) => {
  const plan = here.plan("full");
  const put = pen(plan);
  const run = untilSnapshot(plan, at);
  const end = run.end + 600;
  const abort = run.steps.abort(end);
  const own = storeSpeaks(plan);
  const first = plan.databases[0];
  if (own && first !== undefined) put(end + 0.3, ese(first.engine, 2007, [run.steps.session(first.name)]));
  else {
    for (const { role, engine, name, mountedOn } of plan.databases) {
      if (role === "passive")
        here.history.write(mountedOn, end + 0.3, ese(engine, 215, [], { database: name }));
      else put(end + 0.3, ese(engine, 2006, [run.steps.session(name)]));
    }
  }
  run.steps.shutdown(end + 2);
  return conclude(
    end + 3,
    "failure",
    [
      expectedJob(plan, {
        outcome: "aborted",
        type: typeBeforeEnd(plan),
        freeze: thawed(plan),
        databases: halves(plan, "aborted"),
      }),
    ],
    [finding("JOB_ABORTED", "failure", [abort[own ? 9614 : 2031]])],
    plan.databases.some(({ role }) => role === "passive") ? ["PASSIVE_LINK_LOST"] : [],
  );
};

function halves(plan: Plan, outcome: "aborted" | "abandoned" | "running" | "failed") {
  return plan.databases.map((database) =>
    expectedDatabase(plan, database, {
      outcome,
      type: typeBeforeEnd(plan),
      ...(outcome === "running" ? { truncation: ["not-expected", "requested", "unproven"] as const } : {}),
    }),
  );
}

/** Shutdown without completion: the requester went away. 2006 of the session must not make it green. */
export const shutDown: Episode = (here, at) => {
  const plan = here.plan("full");
  const put = pen(plan);
  const run = untilSnapshot(plan, at);
  const end = run.end + 1200;
  for (const { role, engine, name } of plan.databases) {
    if (role !== "passive") put(end, ese(engine, 2006, [run.steps.session(name)]));
  }
  const shut = run.steps.shutdown(end + 1);
  return conclude(
    end + 2,
    "failure",
    [
      expectedJob(plan, {
        outcome: "abandoned",
        type: typeBeforeEnd(plan),
        freeze: thawed(plan),
        databases: halves(plan, "abandoned"),
      }),
    ],
    [finding("JOB_ABANDONED", "failure", [shut[storeSpeaks(plan) ? 9648 : 2037]])],
  );
};

/** A job that nobody ended is thrown away when the next one wants its database; 2118 names the old one. */
export const orphaned: Episode = (here, at) => {
  const old = here.plan("full");
  const run = untilSnapshot(old, at);
  const next = here.plan("full");
  const later = at + 5 * 3600;
  const orphan = pen(next)(later + 1, repl(2118, [run.steps.guidText]));
  const second = wholeJob(next, later);
  second.steps.truncateLater(second.end + 540);
  return conclude(
    second.end + 560,
    "failure",
    [
      expectedJob(old, {
        outcome: "abandoned",
        type: typeBeforeEnd(old),
        freeze: thawed(old),
        databases: halves(old, "abandoned"),
      }),
      goodJob(next, 2.4, "later"),
    ],
    [finding("JOB_ABANDONED", "failure", [orphan])],
    ["NOT_TRUNCATED_BY_DESIGN"],
  );
};

/** Nothing ever ends the job, and its log goes on for more than the limit of 24 hours. */
export const aged: Episode = (here, at) => {
  const plan = here.plan("full");
  const run = untilSnapshot(plan, at);
  return conclude(
    run.end,
    "failure",
    [
      expectedJob(plan, {
        outcome: "abandoned",
        type: typeBeforeEnd(plan),
        freeze: thawed(plan),
        databases: halves(plan, "abandoned"),
      }),
    ],
    [finding("JOB_ABANDONED", "failure", [])],
  );
};

/** The writer's service starts anew during the transfer: the job is lost and no event says so. */
export const restarted: Episode = (here, at) => {
  const plan = here.plan("full");
  const put = pen(plan);
  const run = untilSnapshot(plan, at);
  const own = storeSpeaks(plan);
  if (!own) put(run.end + 700, repl(2019));
  const started = put(run.end + 735, own ? store(9600) : repl(2018));
  return conclude(
    run.end + 740,
    "failure",
    [
      expectedJob(plan, {
        outcome: "abandoned",
        type: typeBeforeEnd(plan),
        freeze: thawed(plan),
        databases: halves(plan, "abandoned"),
      }),
    ],
    [finding("SERVICE_RESTARTED", "failure", [started])],
    ["JOB_ABANDONED"],
  );
};

/** The job that a restart ended is over: a writer that cannot start the day after is another matter. */
export const restartedThenMissing: Episode = (here, at) => {
  const first = restarted(here, at);
  const second = writerMissing(here, at + 26 * 3600);
  return { end: second.end, expectation: both(first.expectation, second.expectation) };
};

/** The log ends during the transfer, less than a day after the start. */
export const running: Episode = (here, at) => {
  const plan = here.plan("full");
  const run = untilSnapshot(plan, at);
  return conclude(
    run.end,
    "unknown",
    [
      expectedJob(plan, {
        outcome: "running",
        type: typeBeforeEnd(plan),
        freeze: thawed(plan),
        databases: halves(plan, "running"),
      }),
    ],
    [],
    ["TRUNCATION_UNPROVEN"],
  );
};

/** A rolled log: it begins between snapshot and completion. Nothing of that is a failure. */
export const startMissing: Episode = (here, at) => {
  const plan = here.plan("full");
  const job = steps(plan);
  const names = plan.databases.map(({ name }) => name);
  for (const { name, engine, role, logs } of plan.databases) {
    const files = logs.map((file) => `D:\\Logs\\${name}\\${file}`);
    if (role === "standalone") pen(plan)(at, ese(engine, 224, files, { database: name, task: 16 }));
  }
  const put = pen(plan);
  for (const name of names) put(at + 0.6, repl(2046, [job.guidText, name]));
  put(at + 1, repl(2033, [job.guidText]));
  put(at + 3, repl(2037, [job.guidText]));
  return conclude(
    at + 4,
    "unknown",
    [
      expectedJob(plan, {
        outcome: "incomplete",
        type: ["full", "incremental", "unknown"],
        freeze: null,
        databases: plan.databases.map((database) => ({
          ...expectedDatabase(plan, database, { outcome: "incomplete" }),
          role: ["unknown", "standalone", "active"] as const,
          type: ["full", "incremental", "unknown"] as const,
          truncation: ["deleted", "unproven", "not-expected", "requested"] as const,
        })),
      }),
    ],
    [],
    ["TRUNCATION_UNPROVEN"],
  );
};
