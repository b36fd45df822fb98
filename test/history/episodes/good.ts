import type { JobType } from "../../../src/lab/events/steps.ts";
import { goodJob, tolerance, wholeJob } from "../good.ts";
import { conclude, type Episode, finding } from "./episode.ts";

/** A job of all databases that goes well; what is replicated is truncated later, as it should be. */
export function good(type: JobType, frozenSeconds = 2.4, transferSeconds = 1800): Episode {
  return (here, at) => {
    const plan = here.plan(type);
    const run = wholeJob(plan, at, frozenSeconds, transferSeconds);
    const truncates = type === "full" || type === "incremental";
    if (!truncates) {
      // the databases' own line says it; whether one finding serves them all is not stated
      const design = finding("NOT_TRUNCATED_BY_DESIGN", "info", []);
      return conclude(run.end, "ok", [goodJob(plan, frozenSeconds, "later")], [design]);
    }
    run.steps.truncateLater(run.end + 540);
    const replicated = plan.databases.some(({ role }) => role === "active");
    return conclude(
      run.end + 560,
      "ok",
      [goodJob(plan, frozenSeconds, "later")],
      [],
      replicated ? ["NOT_TRUNCATED_BY_DESIGN"] : [],
    );
  };
}

/** Frozen for longer than VSS can hold writes, but thawed in time. */
export const frozenSlowly: Episode = (here, at) => {
  const plan = here.plan("full");
  const run = wholeJob(plan, at, 14.2);
  run.steps.truncateLater(run.end + 540);
  const [first] = plan.databases;
  const evidence =
    first?.role === "passive"
      ? [run.marks[2027], run.marks[2029]]
      : [run.marks[`2001 ${first?.name}`], run.marks[`2003 ${first?.name}`]];
  return conclude(
    run.end + 560,
    "warning",
    [goodJob(plan, 14.2, "later")],
    [finding("FREEZE_SLOW", "warning", evidence)],
    ["NOT_TRUNCATED_BY_DESIGN"],
  );
};

/** Two jobs of different databases whose tails interleave (correlation.md 1.4). */
export const overlappingTails: Episode = (here, at) => {
  const names = here.options.databases.map(({ name }) => name);
  const first = here.plan("full", names.slice(0, 1));
  const second = here.plan("copy", names.slice(1));
  const a = wholeJob(first, at, 2.4, 900);
  const b = wholeJob(second, at + 300, 3.6, 600);
  a.steps.truncateLater(b.end + 540);
  return conclude(
    b.end + 560,
    "ok",
    [goodJob(first, 2.4, "later"), goodJob(second, 3.6, "later")],
    [finding("NOT_TRUNCATED_BY_DESIGN", "info", [], { job: 1 })],
    ["NOT_TRUNCATED_BY_DESIGN"],
  );
};

/** A database and log backup a few hours later, both good. */
export const fullThenIncremental: Episode = (here, at) => {
  const full = here.plan("full");
  const incremental = here.plan("incremental");
  const a = wholeJob(full, at);
  a.steps.truncateLater(a.end + 540);
  const b = wholeJob(incremental, at + 6 * 3600, 1.3, 240);
  b.steps.truncateLater(b.end + 540);
  return conclude(
    b.end + 560,
    "ok",
    [goodJob(full, 2.4, "later"), goodJob(incremental, 1.3, "later")],
    [],
    ["NOT_TRUNCATED_BY_DESIGN"],
  );
};

/** The requester is done within seconds of the snapshot: nothing was copied, but the logs are gone. */
export const withoutCopy: Episode = (here, at) => {
  const plan = here.plan("full");
  const run = wholeJob(plan, at, 1.8, 2);
  run.steps.truncateLater(run.end + 540);
  return conclude(
    run.end + 560,
    "warning",
    [goodJob(plan, 1.8, "later")],
    [finding("TRUNCATED_WITHOUT_COPY", "warning", [run.marks[here.server.wholeSeconds ? 9616 : 2033]])],
    ["NOT_TRUNCATED_BY_DESIGN"],
  );
};

/** Snapshot of volumes without Exchange components: frozen all the same, nothing will truncate. */
export const noComponents: Episode = (here, at) => {
  const plan = { ...here.plan("full"), databases: [] };
  const run = wholeJob(plan, at, 1.1, 600);
  const job = {
    guid: plan.guid,
    servers: [plan.server.name],
    writer: "replication" as const,
    type: ["none", "copy"] as const,
    outcome: "succeeded" as const,
    freeze: { outcome: "thawed" as const, seconds: 1.1, within: tolerance(plan) },
    databases: [],
  };
  return conclude(
    run.end,
    "warning",
    [job],
    [finding("NO_COMPONENTS", "warning", [run.marks[2023]])],
    ["NOT_TRUNCATED_BY_DESIGN"],
  );
};
