import { ese, plain, repl, store, vss } from "../../../src/lab/events/drafts.ts";
import { copyName, type Plan, pen, steps, usesStore } from "../../../src/lab/events/steps.ts";
import {
  expectedDatabase,
  expectedJob,
  goodJob,
  nameOf,
  typeBeforeEnd,
  untilPrepared,
  wholeJob,
} from "../good.ts";
import type { Site } from "../site.ts";
import { conclude, type Episode, finding } from "./episode.ts";

/** Jobs that the writer refuses before it freezes anything, and writers that cannot work at all. */

const failedEarly = (plan: Plan) =>
  expectedJob(plan, {
    outcome: "failed",
    type: [...typeBeforeEnd(plan), "unknown"],
    freeze: null,
    databases: plan.databases.map((database) =>
      expectedDatabase(plan, database, {
        outcome: "failed",
        type: [...typeBeforeEnd(plan), "unknown"],
        role: ["unknown", database.role],
      }),
    ),
  });

/** Another backup owns the database: sharing violation from the replication writer, -2403 from the store's. */
export const inProgress: Episode = (here, at) => {
  const plan = here.plan("full");
  const put = pen(plan);
  const job = steps(plan);
  job.metadata(at);
  const own = plan.databases.some((database) => usesStore(plan, database));
  if (own) {
    const binary = "4261636B757020696E2070726F67726573732E00"; // "Backup in progress." as KB 910250 shows it
    const strings = plan.guid === null ? ["0x50d"] : [job.guidText, "0x50d"];
    const refused = put(at + 2, store(9607, strings, binary));
    const expected = { ...failedEarly(plan), type: "unknown" as const, databases: [] };
    return conclude(at + 3, "failure", [expected], [finding("BACKUP_IN_PROGRESS", "failure", [refused])]);
  }
  const evidence = plan.databases.map(({ name }, i) =>
    put(at + 2 + 0.05 * i, repl(2112, [job.guidText, "80070020", copyName(plan, { name })])),
  );
  put(at + 2.5, repl(2024, [job.guidText, "80070020"]));
  job.shutdown(at + 4);
  return conclude(
    at + 5,
    "failure",
    [failedEarly(plan)],
    [finding("BACKUP_IN_PROGRESS", "failure", evidence.slice(0, 1))],
  );
};

/** The preparation of the snapshot fails with a retryable error. */
export const prepareFailed: Episode = (here, at) => {
  const plan = here.plan("full");
  const job = steps(plan);
  job.metadata(at);
  job.prepareBackup(at + 2);
  const failed = pen(plan)(at + 5, repl(2026, [job.guidText, "800423F3"]));
  job.shutdown(at + 6);
  return conclude(at + 7, "failure", [failedEarly(plan)], [finding("BACKUP_FAILED", "failure", [failed])]);
};

/** The copy is not healthy (4088): the snapshot is refused with "device not ready". */
export const unhealthy: Episode = (here, at) => {
  const plan = here.plan("full");
  const put = pen(plan);
  const job = steps(plan);
  job.metadata(at);
  job.prepareBackup(at + 2);
  const name = nameOf(here, 0);
  const copy = put(at + 4, repl(4088, [copyName(plan, { name }), "FailedAndSuspended"]));
  put(at + 4.5, repl(2026, [job.guidText, "80070015"]));
  job.shutdown(at + 6);
  return conclude(
    at + 7,
    "failure",
    [failedEarly(plan)],
    [finding("COPY_UNHEALTHY", "failure", [copy], { database: name })],
    ["BACKUP_FAILED"],
  );
};

/** The log volume of a database was not put into the set. */
export const volumeMissing: Episode = (here, at) => {
  const plan = here.plan("full");
  const put = pen(plan);
  const job = steps(plan);
  job.metadata(at);
  job.prepareBackup(at + 2);
  const name = nameOf(here, 0);
  const one = put(at + 4, repl(2045, [job.guidText, "8007064A", copyName(plan, { name })]));
  put(at + 4.2, repl(2044, [job.guidText, "8007064A"]));
  put(at + 4.5, repl(2026, [job.guidText, "8007064A"]));
  job.shutdown(at + 6);
  return conclude(
    at + 7,
    "failure",
    [failedEarly(plan)],
    [finding("VOLUME_NOT_IN_SET", "failure", [one], {})],
    ["BACKUP_FAILED"],
  );
};

/** The Exchange writer does not answer a status query (VSS 12301), and the requester gives up. */
export const hung: Episode = (here, at) => {
  const plan = here.plan("full");
  const put = pen(plan);
  const { steps: job } = untilPrepared(plan, at);
  const silent = put(at + 8, vss(12301, ["Microsoft Exchange Writer"]));
  job.abort(at + 9);
  const passive = plan.databases.filter(({ role }) => role === "passive");
  for (const { engine, name, role } of plan.databases) {
    if (role !== "passive") put(at + 9.4, ese(engine, 2006, [job.session(name)]));
  }
  for (const { engine, name, mountedOn } of passive) {
    here.history.write(mountedOn, at + 9.4, ese(engine, 215, [], { database: name }));
  }
  job.shutdown(at + 10);
  return conclude(
    at + 11,
    "failure",
    [
      {
        ...failedEarly(plan),
        outcome: "aborted",
        databases: failedEarly(plan).databases.map((database) => ({
          ...database,
          outcome: "aborted" as const,
        })),
      },
    ],
    [finding("WRITER_FAILED", "failure", [silent], {})],
    ["JOB_ABORTED", "VSS_ERROR", "PASSIVE_LINK_LOST"],
  );
};

/** The replication service cannot start its writer; a requester then finds none, and no job begins. */
export const writerMissing: Episode = (here, at) => {
  const missing = here.history.write(here.server, at, repl(2017, ["80070005"]));
  here.history.write(here.server, at + 60, plain("Application", "MSExchangeRepl", 2003, 4, []));
  return conclude(at + 61, "failure", [], [finding("WRITER_MISSING", "failure", [missing], { job: null })]);
};

/** Two requesters: a copy job of the passive copies runs while a full one of the active copies does. */
export function overlap(full: Site, copy: Site, at: number): ReturnType<Episode> {
  const first = full.plan("full");
  const second = copy.plan("copy");
  const a = wholeJob(first, at, 2.4, 3600);
  wholeJob(second, at + 900, 1.2, 600);
  a.steps.truncateLater(a.end + 540);
  return conclude(
    a.end + 560,
    "warning",
    [goodJob(first, 2.4, "later"), goodJob(second, 1.2, "later")],
    [finding("JOBS_OVERLAP", "warning", [], {}), finding("NOT_TRUNCATED_BY_DESIGN", "info", [], { job: 1 })],
    ["NOT_TRUNCATED_BY_DESIGN"],
  );
}
