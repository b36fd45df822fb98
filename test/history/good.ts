import {
  type Database,
  type Marks,
  type Plan,
  type Steps,
  steps,
  usesStore,
} from "../../src/lab/events/steps.ts";
import type { BackupType, Job } from "../../src/model/job.ts";
import type { ExpectedDatabase, ExpectedJob } from "./expectation.ts";
import type { Site } from "./site.ts";

export interface Run {
  readonly plan: Plan;
  readonly steps: Steps;
  readonly marks: Marks;
  /** When the last event so far was written. */
  readonly end: number;
}

/** From the metadata to the snapshot's end: the part that every job that froze has in common. */
export function untilSnapshot(plan: Plan, at: number, frozenSeconds = 2.4): Run {
  const job = steps(plan);
  const thawed = at + 10 + frozenSeconds;
  const marks = {
    ...job.metadata(at),
    ...job.prepareBackup(at + 2),
    ...job.prepareSnapshot(at + 4),
    ...job.freeze(at + 10),
    ...job.thaw(thawed),
    ...job.postSnapshot(thawed + 1),
  };
  return { plan, steps: job, marks, end: thawed + 1 };
}

/** As far as the prepared snapshot. */
export function untilPrepared(plan: Plan, at: number): Run {
  const job = steps(plan);
  const marks = { ...job.metadata(at), ...job.prepareBackup(at + 2), ...job.prepareSnapshot(at + 4) };
  return { plan, steps: job, marks, end: at + 6 };
}

/** Completion and shutdown of a job whose data were copied. */
export function finishWell({ plan, steps: job, marks }: Run, at: number): Run {
  const more = {
    ...job.endSessions(at),
    ...job.completeDatabases(at + 0.6),
    ...job.complete(at + 1),
    ...job.shutdown(at + 3),
  };
  return { plan, steps: job, marks: { ...marks, ...more }, end: at + 4 };
}

export function wholeJob(plan: Plan, at: number, frozenSeconds = 2.4, transferSeconds = 1800): Run {
  const run = untilSnapshot(plan, at, frozenSeconds);
  return finishWell(run, run.end + transferSeconds);
}

/** What a good job must be read as, before anything is said of later truncation. */
export function goodJob(plan: Plan, seconds: number | null, truncation: "later" | "unproven" | "missing") {
  return expectedJob(plan, {
    outcome: "succeeded",
    freeze: seconds === null ? null : { outcome: "thawed", seconds, within: tolerance(plan) },
    databases: plan.databases.map((database) => goodDatabase(plan, database, truncation)),
  });
}

function goodDatabase(
  plan: Plan,
  database: Database,
  later: "later" | "unproven" | "missing",
): ExpectedDatabase {
  const truncates = plan.type === "full" || plan.type === "incremental";
  const [first, last] = database.logs;
  const deleted = { firstLog: first, lastLog: last };
  const base = expectedDatabase(plan, database, {
    outcome: "succeeded",
    role: roleOf(database, truncates),
  });
  if (!truncates) return { ...base, truncation: "not-expected" };
  if (database.role === "standalone") return { ...base, truncation: "deleted", ...deleted };
  if (later === "later") return { ...base, truncation: "deleted", ...deleted };
  // a 225 alone does not tell a replicated database from one with circular logging
  const role = database.role === "active" ? (["unknown", "active"] as const) : database.role;
  return { ...base, role: later === "unproven" ? role : base.role, truncation: later };
}

/**
 * A session with 224 is a standalone database's, one with 225 a replicated one's; without either the role of
 * a mounted database is not known from its own job.
 */
function roleOf({ role }: Database, truncates: boolean): ExpectedDatabase["role"] {
  if (role === "passive" || truncates) return role;
  return ["unknown", role];
}

/** A database of a job that did not come to truncation: unknown role, nothing expected. */
export function expectedDatabase(
  plan: Plan,
  { name, role }: Database,
  fields: Partial<ExpectedDatabase> & Pick<ExpectedDatabase, "outcome">,
): ExpectedDatabase {
  return {
    name,
    server: plan.server.name,
    role: role === "passive" ? role : ["unknown", role],
    type: plan.type,
    truncation: "not-expected",
    ...fields,
  };
}

export function expectedJob(
  plan: Plan,
  fields: Partial<ExpectedJob> & Pick<ExpectedJob, "outcome" | "freeze">,
): ExpectedJob {
  const { outcome } = fields;
  return {
    guid: plan.guid,
    servers: [plan.server.name],
    writer: writerOf(plan),
    type: plan.type,
    databases: plan.databases.map((database) => expectedDatabase(plan, database, { outcome })),
    ...fields,
  };
}

function writerOf(plan: Plan): Job["writer"] {
  const own = plan.databases.filter((database) => usesStore(plan, database)).length;
  if (own === 0) return "replication";
  return own === plan.databases.length ? "store" : "both";
}

/** Half a second for the writer's own events around the engine's; a second more where the clock is coarse. */
export function tolerance({ server }: Pick<Plan, "server">): number {
  return server.wholeSeconds ? 1.5 : 0.5;
}

/** Before its end a job without an ESE session tells its type only by halves (correlation.md 4). */
export function typeBeforeEnd({ type }: Pick<Plan, "type">): readonly BackupType[] {
  return [type, type === "full" || type === "copy" ? "full-or-copy" : "incremental-or-differential"];
}

/** The name of a database of the site, by its place. */
export function nameOf(here: Site, index: number): string {
  const name = here.options.databases[index]?.name;
  if (name === undefined) throw new Error(`the site has no database ${index}`);
  return name;
}
