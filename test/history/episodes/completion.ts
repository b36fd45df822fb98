import { guidOf } from "../../../src/lab/events/draft.ts";
import { ese, repl } from "../../../src/lab/events/drafts.ts";
import { copyName, pen } from "../../../src/lab/events/steps.ts";
import {
  expectedDatabase,
  expectedJob,
  finishWell,
  goodJob,
  nameOf,
  tolerance,
  typeBeforeEnd,
  untilSnapshot,
} from "../good.ts";
import { conclude, type Episode, finding } from "./episode.ts";

/** Jobs that froze well and went wrong at or before their completion. */

/**
 * The requester reports the last component as not backed up (2038, then 2034 with -4). The other databases of
 * the set are good; the job is as bad as its worst database.
 */
export const notBackedUp: Episode = (here, at) => {
  const plan = here.plan("full");
  const put = pen(plan);
  const run = untilSnapshot(plan, at);
  const bad = plan.databases.at(-1);
  if (bad === undefined) throw new Error("no database to fail");
  const end = run.end + 1500;
  run.steps.endSessions(end, [bad.name]);
  if (bad.role !== "passive") put(end + 0.2, ese(bad.engine, 2006, [run.steps.session(bad.name)]));
  run.steps.completeDatabases(end + 0.6, [bad.name]);
  const told = put(end + 0.8, repl(2038, [run.steps.guidText, guidOf(`component ${bad.name}`)]));
  put(end + 1, repl(2034, [run.steps.guidText, "FFFFFFFC"]));
  run.steps.shutdown(end + 3);
  run.steps.truncateLater(end + 540, [bad.name]);
  const good = goodJob(plan, 2.4, "later").databases.filter(({ name }) => name !== bad.name);
  return conclude(
    end + 560,
    "failure",
    [
      expectedJob(plan, {
        outcome: "failed",
        type: good.length === 0 ? typeBeforeEnd(plan) : plan.type,
        freeze: { outcome: "thawed", seconds: 2.4, within: tolerance(plan) },
        databases: [
          ...good,
          expectedDatabase(plan, bad, { outcome: "failed", type: typeBeforeEnd(plan) }),
        ].sort((a, b) => (a.name < b.name ? -1 : 1)),
      }),
    ],
    [finding("COMPONENT_NOT_BACKED_UP", "failure", [told])],
    ["BACKUP_FAILED", "NOT_TRUNCATED_BY_DESIGN"],
  );
};

/** 2048 for a database, and then 2046 for it as well: the error wins (correlation.md 2). */
export const databaseFailed: Episode = (here, at) => {
  const plan = here.plan("full");
  const run = untilSnapshot(plan, at);
  const name = nameOf(here, 0);
  const end = run.end + 1500;
  const failed = pen(plan)(end + 0.4, repl(2048, [run.steps.guidText, "FFFFF96B", copyName(plan, { name })]));
  const done = finishWell(run, end);
  const databases = goodJob(plan, 2.4, "missing").databases.map((database) =>
    database.name === name
      ? { ...database, outcome: "failed" as const, truncation: ["not-expected", "deleted"] as const }
      : database,
  );
  return conclude(
    done.end,
    "failure",
    [
      expectedJob(plan, {
        outcome: "failed",
        freeze: { outcome: "thawed", seconds: 2.4, within: tolerance(plan) },
        databases,
      }),
    ],
    [finding("BACKUP_FAILED", "failure", [failed], { job: 0, database: name })],
    ["NOT_TRUNCATED_BY_DESIGN"],
  );
};

/**
 * The passive server loses the active one during the transfer: 2153 here, 215 there, and the surrogate backup
 * cannot be ended (2048, 2034 retryable).
 */
export const linkLost: Episode = (here, at) => {
  const plan = here.plan("full");
  const put = pen(plan);
  const run = untilSnapshot(plan, at);
  const database = plan.databases.find(({ role }) => role === "passive");
  if (database === undefined) throw new Error("a lost link needs a passive copy");
  const { name, engine, mountedOn } = database;
  const peer = mountedOn.name;
  const lost = put(run.end + 300, repl(2153, [peer, copyName(plan, database), "NetworkTimeoutException"]));
  const halted = here.history.write(mountedOn, run.end + 301, ese(engine, 215, [], { database: name }));
  const end = run.end + 1200;
  for (const other of plan.databases) {
    put(end, repl(2048, [run.steps.guidText, "800423F3", copyName(plan, other)]));
  }
  put(end + 0.5, repl(2034, [run.steps.guidText, "800423F3"]));
  run.steps.shutdown(end + 2);
  return conclude(
    end + 3,
    "failure",
    [
      expectedJob(plan, {
        outcome: "failed",
        type: typeBeforeEnd(plan),
        freeze: { outcome: "thawed", seconds: 2.4, within: tolerance(plan) },
        databases: plan.databases.map((one) =>
          expectedDatabase(plan, one, { outcome: "failed", type: typeBeforeEnd(plan) }),
        ),
      }),
    ],
    [
      finding("PASSIVE_LINK_LOST", "failure", [halted], { job: 0 }),
      finding("PASSIVE_LINK_LOST", "failure", [lost], { job: 0 }),
    ],
    ["BACKUP_FAILED"],
  );
};

/** The database is dismounted between snapshot and completion: its worker ends, and the session with it. */
export const dismounted: Episode = (here, at) => {
  const plan = here.plan("full");
  const put = pen(plan);
  const run = untilSnapshot(plan, at);
  const name = nameOf(here, 0);
  const engine = here.engine(name);
  const file = `D:\\Databases\\${name}\\${name}.edb`;
  const detached = put(run.end + 400, ese(engine, 327, ["1", file, "0", "", "0 0"], { database: name }));
  put(run.end + 401, ese(engine, 103, ["0", "", "0"], { database: name }));
  const end = run.end + 1500;
  run.steps.endSessions(end, [name]);
  put(end + 0.5, repl(2048, [run.steps.guidText, "8007064A", copyName(plan, { name })]));
  run.steps.completeDatabases(end + 0.6, [name]);
  put(end + 1, repl(2034, [run.steps.guidText, "8007064A"]));
  run.steps.shutdown(end + 3);
  run.steps.truncateLater(end + 540, [name]);
  const databases = goodJob(plan, 2.4, "later").databases.map((database) =>
    database.name === name
      ? {
          ...database,
          outcome: "failed" as const,
          role: ["unknown", "active", "standalone"] as const,
          truncation: "not-expected" as const,
        }
      : database,
  );
  return conclude(
    end + 560,
    "failure",
    [
      expectedJob(plan, {
        outcome: "failed",
        freeze: { outcome: "thawed", seconds: 2.4, within: tolerance(plan) },
        databases: databases.map(({ firstLog, lastLog, ...rest }) =>
          rest.name === name || firstLog === undefined || lastLog === undefined
            ? rest
            : { ...rest, firstLog, lastLog },
        ),
      }),
    ],
    [finding("DATABASE_DISMOUNTED", "failure", [detached], { job: 0, database: name })],
    ["BACKUP_FAILED", "NOT_TRUNCATED_BY_DESIGN"],
  );
};
