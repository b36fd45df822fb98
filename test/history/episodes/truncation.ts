import { ese, repl } from "../../../src/lab/events/drafts.ts";
import { copyName, pen } from "../../../src/lab/events/steps.ts";
import { goodJob, nameOf, wholeJob } from "../good.ts";
import { conclude, type Episode, finding } from "./episode.ts";

/** Good jobs, and what became of the logs. The log must go on for a day where absence is to be judged. */

/** Replicated, full, good, and a day later still no 224. */
export const missing: Episode = (here, at) => {
  const plan = here.plan("full");
  const run = wholeJob(plan, at);
  return conclude(
    run.end,
    "failure",
    [goodJob(plan, 2.4, "missing")],
    plan.databases.map(({ name }) =>
      finding("TRUNCATION_MISSING", "failure", [], { job: 0, database: name }),
    ),
    ["NOT_TRUNCATED_BY_DESIGN"],
  );
};

/**
 * 225 in the session, nothing later, and nothing that tells of other copies. ESE has four reasons for a 225, of
 * which a replicated database is one and circular logging another (events.json, ESE 225): so it proves nothing.
 */
export const untold: Episode = (here, at) => {
  const outcome = unproven(here, at);
  const jobs = outcome.expectation.jobs.map((job) => ({
    ...job,
    databases: job.databases.map((database) => ({ ...database, role: ["unknown", "active"] as const })),
  }));
  return { ...outcome, expectation: { ...outcome.expectation, jobs } };
};

/** The log ends before the day is over, or the active server's log was not read. */
export const unproven: Episode = (here, at) => {
  const plan = here.plan("full");
  const run = wholeJob(plan, at);
  return conclude(
    run.end,
    "unknown",
    [goodJob(plan, 2.4, "unproven")],
    plan.databases.map(({ name }) => finding("TRUNCATION_UNPROVEN", "info", [], { job: 0, database: name })),
    ["NOT_TRUNCATED_BY_DESIGN"],
  );
};

/** A database of one copy only, with nothing below its checkpoint: 225, and that is all. */
export const nothingToDelete: Episode = (here, at) => {
  const plan = here.plan("full");
  const run = wholeJob(plan, at);
  const job = goodJob(plan, 2.4, "unproven");
  const databases = job.databases.map((database) => ({
    ...database,
    role: "standalone" as const,
    truncation: "nothing-to-delete" as const,
  }));
  return conclude(run.end, "ok", [{ ...job, databases }], [], ["NOT_TRUNCATED_BY_DESIGN"]);
};

/** The partner's copy cannot tell its position (2137) and so blocks all copies. */
export const blocked: Episode = (here, at) => {
  const plan = here.plan("full");
  const run = wholeJob(plan, at);
  const name = nameOf(here, 0);
  const { partner } = here;
  if (partner === null) throw new Error("blocked truncation needs a partner");
  const message = "Failed to notify source server about the local truncation point. Hresult: 0xc8000713.";
  const told = here.history.write(
    partner,
    run.end + 900,
    repl(2137, [copyName({ server: partner }, { name }), message]),
  );
  return conclude(
    run.end + 901,
    "failure",
    [
      {
        ...goodJob(plan, 2.4, "missing"),
        databases: goodJob(plan, 2.4, "missing").databases.map((database) =>
          database.name === name ? { ...database, truncation: ["failed", "missing"] as const } : database,
        ),
      },
    ],
    [finding("TRUNCATION_BLOCKED", "failure", [told], { database: name })],
    ["TRUNCATION_MISSING", "NOT_TRUNCATED_BY_DESIGN"],
  );
};

/** Some of the files that 224 announces are gone already (227). */
export const filesMissing: Episode = (here, at) => {
  const plan = here.plan("full");
  const run = wholeJob(plan, at);
  const name = nameOf(here, 0);
  const told = pen(plan)(run.end - 3.9, ese(here.engine(name), 227, ["3"], { database: name, task: 16 }));
  return conclude(
    run.end,
    "warning",
    [goodJob(plan, 2.4, "later")],
    [finding("TRUNCATION_FILES_MISSING", "warning", [told], { database: name })],
  );
};

/** A log file that cannot be deleted (485) right after its range was announced. */
export const undeletable: Episode = (here, at) => {
  const plan = here.plan("full");
  const run = wholeJob(plan, at);
  const database = plan.databases[0];
  if (database === undefined) throw new Error("no database");
  const file = `D:\\Logs\\${database.name}\\${database.logs[0]}`;
  const told = pen(plan)(
    run.end - 3.95,
    ese(database.engine, 485, [file, "-1032", "5 (0x00000005)", "Access is denied. "], {
      database: database.name,
    }),
  );
  const job = goodJob(plan, 2.4, "later");
  return conclude(
    run.end,
    "failure",
    [
      {
        ...job,
        databases: job.databases.map((one) =>
          one.name === database.name ? { ...one, truncation: ["failed", "deleted"] as const } : one,
        ),
      },
    ],
    [finding("TRUNCATION_BLOCKED", "failure", [told], { database: database.name })],
  );
};
