import { type Engine, ese, repl, store, vss } from "../../../src/lab/events/drafts.ts";
import { pen, steps, usesStore } from "../../../src/lab/events/steps.ts";
import { expectedDatabase, expectedJob, nameOf, untilPrepared } from "../good.ts";
import { conclude, type Episode, finding } from "./episode.ts";

const EXCHANGE_WRITER =
  "\n\nOperation:\n   Freeze Event\n\nContext:\n   Execution Context: Writer\n   Writer Class Id: {76fe1ac4-15f7-4bcd-987e-8e1acb462fb7}\n   Writer Name: Microsoft Exchange Writer";

/**
 * The last database of the set is not thawed in time: its engine thaws by itself (2004 in place of 2003) and
 * the job is aborted. Since 2013 the session then stays dead, before it is aborted (correlation.md 2).
 */
export const freezeTimeout: Episode = (here, at) => {
  const plan = here.plan("full");
  const put = pen(plan);
  const job = steps(plan);
  job.metadata(at);
  job.prepareBackup(at + 2);
  job.prepareSnapshot(at + 4);
  const frozen = job.freeze(at + 10);
  const slow = plan.databases.at(-1);
  if (slow === undefined) throw new Error("a timeout needs a database");
  const limit = here.server.wholeSeconds ? 20_000 : 70_000;
  const timedOut = at + 10 + limit / 1000;
  const own = usesStore(plan, slow);
  // one session for all databases of a store process: it times out as a whole
  const alike = plan.databases.filter(({ engine }) => engine.pid === slow.engine.pid).map(({ name }) => name);
  const timeout = put(timedOut, ese(slow.engine, 2004, [job.session(slow.name), String(limit)]));
  job.thaw(timedOut + 0.4, alike);
  put(timedOut + 0.6, own ? store(9613, [job.guidText, "0xfffff69e"]) : repl(2030, [job.guidText]));
  const writerTimeout = ["Microsoft Exchange Writer", "0x800423f2", EXCHANGE_WRITER];
  put(timedOut + 0.8, vss(12290, writerTimeout));
  const aborted = job.abort(timedOut + 1);
  if (own) put(timedOut + 1.2, ese(slow.engine, 2007, [job.session(slow.name)]));
  job.shutdown(timedOut + 2);
  const others = plan.databases.filter(({ name }) => !alike.includes(name));
  return conclude(
    timedOut + 3,
    "failure",
    [
      expectedJob(plan, {
        outcome: ["failed", "aborted"],
        freeze: { outcome: "timed-out", seconds: null, within: 0 },
        databases: [
          ...others.map((database) => expectedDatabase(plan, database, { outcome: ["failed", "aborted"] })),
          ...alike.map((name) =>
            expectedDatabase(plan, { ...slow, name }, { outcome: ["failed", "aborted"] }),
          ),
        ].sort((a, b) => (a.name < b.name ? -1 : 1)),
      }),
    ],
    [
      finding("FREEZE_TIMEOUT", "failure", [timeout, frozen[`2001 ${slow.name}`]], {
        job: 0,
        ...(own ? {} : { database: slow.name }),
      }),
      finding("JOB_ABORTED", "failure", [aborted[own ? 9614 : 2031]]),
    ],
    // what the writer and VSS say of the same trouble, beside the timeout
    ["FREEZE_FAILED", "BACKUP_FAILED", "VSS_ERROR", "FREEZE_SLOW"],
  );
};

/** The engine cannot freeze: its log drive is full (-529). 2002 ends the session; no 2003, no 2004. */
export const freezeFailed: Episode = (here, at) => {
  const plan = here.plan("full");
  const put = pen(plan);
  const job = steps(plan);
  job.metadata(at);
  job.prepareBackup(at + 2);
  job.prepareSnapshot(at + 4);
  const name = nameOf(here, 0);
  const engine = here.engine(name);
  const number = job.session(name);
  put(at + 10, ese(engine, 2001, [number]));
  put(at + 10.01, ese(engine, 2001, [number], { database: name }));
  const error = put(at + 10.3, ese(engine, 2002, [number, "-529"]));
  const own = plan.databases.some((database) => usesStore(plan, database));
  put(at + 10.5, own ? store(9611, [job.guidText, "0xfffffdef"]) : repl(2028, [job.guidText]));
  const aborted = job.abort(at + 11);
  job.shutdown(at + 12);
  return conclude(
    at + 13,
    "failure",
    [
      expectedJob(plan, {
        outcome: ["failed", "aborted"],
        freeze: { outcome: "failed", seconds: null, within: 0 },
      }),
    ],
    [
      finding("FREEZE_FAILED", "failure", [error]),
      finding("JOB_ABORTED", "failure", [aborted[own ? 9614 : 2031]]),
    ],
    ["BACKUP_FAILED"],
  );
};

/** An incremental without a full before it: 206 (-560), then the freeze is refused. */
export const incrementalRefused: Episode = (here, at) => {
  const plan = here.plan("incremental");
  const put = pen(plan);
  const { steps: job } = untilPrepared(plan, at);
  const name = nameOf(here, 0);
  const engine = here.engine(name);
  const number = job.session(name);
  put(at + 10, ese(engine, 2001, [number]));
  put(at + 10.01, ese(engine, 2001, [number], { database: name }));
  const file = `D:\\Databases\\${name}\\${name}.edb`;
  const refused = put(at + 10.1, ese(engine, 206, [file], { database: name }));
  put(at + 10.2, ese(engine, 2002, [number, "-560"]));
  put(at + 10.4, repl(2028, [job.guidText]));
  job.abort(at + 11);
  job.shutdown(at + 12);
  return conclude(
    at + 13,
    "failure",
    [
      expectedJob(plan, {
        outcome: ["failed", "aborted"],
        freeze: { outcome: "failed", seconds: null, within: 0 },
      }),
    ],
    [finding("INCREMENTAL_REFUSED", "failure", [refused], { job: 0, database: name })],
    ["FREEZE_FAILED", "JOB_ABORTED", "BACKUP_FAILED"],
  );
};

/** A log that the incremental needs is gone (459, -569). */
export const chainBroken: Episode = (here, at) => {
  const plan = here.plan("incremental");
  const put = pen(plan);
  const { steps: job } = untilPrepared(plan, at);
  const name = nameOf(here, 0);
  const engine = here.engine(name);
  const number = job.session(name);
  put(at + 10, ese(engine, 2001, [number]));
  put(at + 10.01, ese(engine, 2001, [number], { database: name }));
  const missing = put(
    at + 10.1,
    ese(engine, 459, [`D:\\Logs\\${name}\\E0000000A20.log`], { database: name }),
  );
  put(at + 10.2, ese(engine, 2002, [number, "-569"]));
  put(at + 10.4, repl(2028, [job.guidText]));
  job.abort(at + 11);
  job.shutdown(at + 12);
  return conclude(
    at + 13,
    "failure",
    [
      expectedJob(plan, {
        outcome: ["failed", "aborted"],
        freeze: { outcome: "failed", seconds: null, within: 0 },
      }),
    ],
    [finding("LOG_CHAIN_BROKEN", "failure", [missing], { database: name })],
    ["FREEZE_FAILED", "JOB_ABORTED", "BACKUP_FAILED"],
  );
};

const DIRECTORY: Engine = { version: "2003", process: "lsass", pid: 548 };

/** The directory's engine is not Exchange's: its timeout is told, but it makes no job. */
export const directoryTimeout: Episode = (here, at) => {
  const { history, server } = here;
  const ntds = (id: number, rest: readonly string[]) => ese(DIRECTORY, id, rest, { provider: "ESENT" });
  history.write(server, at, ntds(2005, ["6"]));
  history.write(server, at + 2, ntds(2001, ["6"]));
  const timeout = history.write(server, at + 22, ntds(2004, ["6", "20000"]));
  history.write(
    server,
    at + 22.5,
    vss(12290, ["ESENT ERROR {b2014c9e-8711-4c5c-a5a9-3cf384484757} NTDS: -2402", "0x00000000"]),
  );
  history.write(server, at + 23, ntds(2007, ["6"]));
  return conclude(
    at + 24,
    "failure",
    [],
    [finding("FREEZE_TIMEOUT", "failure", [timeout], { job: null })],
    ["VSS_ERROR"],
  );
};
